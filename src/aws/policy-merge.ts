import type { Statement } from './permissions.ts';

/** What IAM takes as one managed policy, white space not counted. */
export const managedPolicyLimit = 6_144;

/** Characters that count against the limit. */
export const policySize = (Statement: readonly Statement[]): number =>
  JSON.stringify({ Version: '2012-10-17', Statement }).replaceAll(/\s/g, '').length;

/**
 * Fewer statements that allow exactly the same: every action stands once for each condition, with all its resources, and
 * actions with the same resources stand together. Where that is more than a managed policy takes, services share
 * statements too.
 */
export function mergeStatements(statements: readonly Statement[]): Statement[] {
  const each = statements.flatMap((statement) =>
    statement.Action.map((action) => ({ ...statement, Action: [action] })),
  );
  const byAction = join(each, ({ Action, Condition }) => [Action, Condition]).map(withoutCovered);
  const byResource = join(byAction, ({ Resource, Condition }) => [Resource, Condition]);
  const byCondition = joinConditions(byResource);
  return policySize(byCondition) <= managedPolicyLimit ? byCondition : share(byCondition);
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].toSorted();

const both = (a: Statement, b: Statement): Statement => ({
  ...a,
  Action: union(a.Action, b.Action),
  Resource: union(a.Resource, b.Resource),
});

function join(statements: readonly Statement[], keyOf: (of: Statement) => unknown, merge = both): Statement[] {
  const groups = new Map<string, Statement>();
  for (const statement of statements) {
    const key = JSON.stringify(keyOf(statement));
    const same = groups.get(key);
    groups.set(key, same ? merge(same, statement) : statement);
  }
  return [...groups.values()];
}

/** Leaves out an ARN where another one that has `*` in its place is there too. */
const withoutCovered = (statement: Statement): Statement => ({
  ...statement,
  Resource: statement.Resource.filter(
    (arn) => !statement.Resource.some((other) => other !== arn && covers(other, arn)),
  ),
});

const covers = (pattern: string, arn: string): boolean => {
  const [parts, of] = [pattern.split(':'), arn.split(':')];
  return parts.length === of.length && parts.every((part, index) => matches(part, of[index] ?? ''));
};

const matches = (part: string, text: string): boolean =>
  part.endsWith('*') ? text.startsWith(part.slice(0, -1)) : part === text;

const list = (value: string | readonly string[] = []): readonly string[] => [value].flat();

/** A condition is met by any value of its list: what differs only there can be one. */
const joinConditions = (statements: readonly Statement[]): Statement[] =>
  join(
    statements,
    ({ Action, Resource, Condition: { ArnLikeIfExists, ...rest } = {} }) => [
      Action,
      Resource,
      rest,
      Object.keys(ArnLikeIfExists ?? {}),
    ],
    (a, b) => {
      const arns = Object.entries(a.Condition?.ArnLikeIfExists ?? {}).map(([key, value]): [string, string[]] => [
        key,
        union(list(value), list(b.Condition?.ArnLikeIfExists?.[key])),
      ]);
      return arns.length === 0 ? a : { ...a, Condition: { ...a.Condition, ArnLikeIfExists: Object.fromEntries(arns) } };
    },
  );

const services = ({ Action }: Statement): string[] => Action.map((action) => action.split(':')[0] ?? '');

/**
 * An action of one service never applies to a resource of another: statements of different ones can be thrown together.
 * `Resource: "*"` stays by itself: it would take in every other service's resources.
 */
function share(statements: readonly Statement[]): Statement[] {
  const shared: Statement[] = [];
  for (const statement of statements) {
    const fits = (other: Statement) =>
      JSON.stringify(other.Condition) === JSON.stringify(statement.Condition) &&
      !other.Resource.includes('*') &&
      !statement.Resource.includes('*') &&
      !services(other).some((service) => services(statement).includes(service));
    const index = shared.findIndex(fits);
    const other = shared[index];
    if (other) shared[index] = both(other, statement);
    else shared.push(statement);
  }
  return shared;
}
