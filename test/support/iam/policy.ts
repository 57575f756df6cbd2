import { isObject, type Json } from '../json.ts';
import { asList, conditionsHold, matches, type RequestContext } from './conditions.ts';

/** Who asks for what. Exactly one of `service` (events.amazonaws.com) and `role` (a role's ARN). */
export type IamRequest = {
  readonly action: string;
  readonly resource: string;
  readonly service?: string;
  readonly role?: string;
  readonly context?: RequestContext;
};

/** Actions have no case. */
const actionMatches = (patterns: unknown, action: string): boolean =>
  asList(patterns).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));

function principalMatches(principal: unknown, request: IamRequest): boolean {
  if (principal === '*') return true;
  if (!isObject(principal)) return false;
  if (request.service)
    return asList(principal.Service).includes(request.service) || asList(principal.AWS).includes('*');
  const account = request.role?.split(':')[4] ?? '';
  const names = ['*', request.role, account, `arn:aws:iam::${account}:root`];
  return asList(principal.AWS).some((name) => names.includes(name));
}

function applies(statement: Json, request: IamRequest): boolean {
  const action =
    'NotAction' in statement
      ? !actionMatches(statement.NotAction, request.action)
      : actionMatches(statement.Action, request.action);
  const resource =
    !('Resource' in statement) || asList(statement.Resource).some((pattern) => matches(pattern, request.resource));
  const principal =
    'NotPrincipal' in statement
      ? !principalMatches(statement.NotPrincipal, request)
      : !('Principal' in statement) || principalMatches(statement.Principal, request);
  const base: RequestContext = {
    'aws:securetransport': 'true',
    'aws:principalisawsservice': String(request.service !== undefined),
    ...(request.role
      ? { 'aws:principalarn': request.role, 'aws:principalaccount': request.role.split(':')[4] ?? '' }
      : {}),
  };
  return action && resource && principal && conditionsHold(statement.Condition, { ...base, ...request.context });
}

/** What a policy document (JSON text) says to a request; `none` where no statement applies or there is no policy. */
export function decide(policy: string | undefined, request: IamRequest): 'allow' | 'deny' | 'none' {
  const document: unknown = policy ? JSON.parse(policy) : {};
  const statements = isObject(document) ? [document.Statement].flat().filter(isObject) : [];
  const effects = statements.filter((statement) => applies(statement, request)).map(({ Effect }) => Effect);
  if (effects.includes('Deny')) return 'deny';
  return effects.includes('Allow') ? 'allow' : 'none';
}
