import { type CloudTrailRecord, field, text, textAt } from '../record.ts';

/** Who signed in, as far as the record says. */
export type User = {
  /** userIdentity.type with AWS's spelling, told from the ARN where it is missing. */
  readonly type: string | undefined;
  /** The name to show: "root", the IAM user's, the session's, the Identity Center user's. */
  readonly name: string | undefined;
  /** Name of the assumed role. */
  readonly role: string | undefined;
  /** Behind an `AWSReservedSSO_` role: the permission set, and the session name is the Identity Center user. */
  readonly permissionSet: string | undefined;
  /** The EC2 instance whose credentials were used. */
  readonly instance: string | undefined;
  readonly arn: string | undefined;
  readonly accountId: string | undefined;
  readonly principalId: string | undefined;
};

/** AWS's word where the name typed is not a user's (it may be a password typed into the wrong field). */
export const hiddenName = 'HIDDEN_DUE_TO_SECURITY_REASONS';

const types = [
  'Root',
  'IAMUser',
  'AssumedRole',
  'Role',
  'FederatedUser',
  'IdentityCenterUser',
  'SAMLUser',
  'WebIdentityUser',
  'Directory',
  'AWSAccount',
  'AWSService',
  'Unknown',
] as const;

const typesOfArns: readonly (readonly [RegExp, (typeof types)[number]])[] = [
  [/:root$/, 'Root'],
  [/:user\//, 'IAMUser'],
  [/:assumed-role\//, 'AssumedRole'],
  [/:federated-user\//, 'FederatedUser'],
  [/:role\//, 'Role'],
];

/** Parts of a record that say who it was. */
type Parts = { readonly identity: unknown; readonly additional: unknown };

const at =
  (...path: readonly string[]) =>
  ({ identity }: Parts) =>
    textAt(identity, ...path);
const userName = at('userName');
/** Last part of the ARN: paths (`user/tokyo/alice`) belong to the ARN, not to the name. */
const arnEnd = ({ identity }: Parts) => /[:/]([^:/]+)$/.exec(textAt(identity, 'arn') ?? '')?.[1];
/** `AROA...:session`, `123456789012:federated` */
const afterColon = ({ identity }: Parts) => /:(.+)$/s.exec(textAt(identity, 'principalId') ?? '')?.[1];
const session = ({ identity }: Parts) => /:assumed-role\/[^/]+\/(.+)$/s.exec(textAt(identity, 'arn') ?? '')?.[1];
const federated = ({ identity }: Parts) => /:federated-user\/(.+)$/s.exec(textAt(identity, 'arn') ?? '')?.[1];
/** Since 2025-07 Identity Center's records have the name only here (AWS Security Blog). */
const additionalName = ({ additional }: Parts) => textAt(additional, 'UserName');
const identityCenter = [additionalName, userName, at('onBehalfOf', 'userId')];

/** Where each type's name stands, the best place first. */
const names: { readonly [type: string]: readonly ((parts: Parts) => string | undefined)[] } = {
  // Root's userName is the account's alias, where there is one: not a name of a person.
  Root: [() => 'root'],
  IAMUser: [userName, arnEnd],
  AssumedRole: [session, afterColon, userName],
  Role: [afterColon, userName],
  FederatedUser: [federated, afterColon, userName],
  IdentityCenterUser: identityCenter,
  Unknown: identityCenter,
  AWSService: [at('invokedBy'), userName],
  AWSAccount: [at('accountId')],
};
const otherNames = [userName, additionalName, arnEnd, afterColon];

const withRole = new Set(['AssumedRole', 'Role']);

/** @returns what the record's userIdentity (and additionalEventData.UserName) say. */
export function readUser(record: CloudTrailRecord): User {
  const identity = field(record, 'userIdentity');
  const parts = { identity, additional: field(record, 'additionalEventData') };
  const arn = textAt(identity, 'arn');
  const type = readType(identity, arn);
  const find = type !== undefined && Object.hasOwn(names, type) ? names[type] : undefined;
  const name = first(find ?? otherNames, parts);
  const role = type !== undefined && withRole.has(type) ? readRole(identity, arn) : undefined;
  return {
    type,
    name,
    role,
    permissionSet: readPermissionSet(role, textAt(identity, 'sessionContext', 'sessionIssuer', 'arn')),
    instance: role !== undefined && name !== undefined && /^i-[0-9a-f]{8,17}$/.test(name) ? name : undefined,
    arn,
    accountId: textAt(identity, 'accountId'),
    principalId: textAt(identity, 'principalId'),
  };
}

function first(finders: readonly ((parts: Parts) => string | undefined)[], parts: Parts): string | undefined {
  for (const find of finders) {
    const found = text(find(parts));
    if (found !== undefined) return found;
  }
  return undefined;
}

function readType(identity: unknown, arn: string | undefined): string | undefined {
  const recorded = textAt(identity, 'type');
  if (recorded === undefined) return typesOfArns.find(([pattern]) => pattern.test(arn ?? ''))?.[1];
  return types.find((type) => type.toLowerCase() === recorded.toLowerCase()) ?? recorded;
}

function readRole(identity: unknown, arn: string | undefined): string | undefined {
  const issuer = textAt(identity, 'sessionContext', 'sessionIssuer', 'arn');
  return (
    textAt(identity, 'sessionContext', 'sessionIssuer', 'userName') ??
    /\/([^/]+)$/.exec(issuer ?? '')?.[1] ??
    /:assumed-role\/([^/]+)/.exec(arn ?? '')?.[1] ??
    /:role\/(?:.*\/)?([^/]+)$/s.exec(arn ?? '')?.[1]
  );
}

/**
 * Roles that Identity Center made are called `AWSReservedSSO_<permission set>_<16 hex digits>` and lie under
 * /aws-reserved/sso.amazonaws.com/, where nobody else can make any: a role of that name elsewhere is not theirs.
 */
function readPermissionSet(role: string | undefined, issuerArn: string | undefined): string | undefined {
  if (issuerArn !== undefined && !issuerArn.includes(':role/aws-reserved/sso.amazonaws.com/')) return undefined;
  return /^AWSReservedSSO_(.+?)(?:_[0-9a-f]{16})?$/s.exec(role ?? '')?.[1];
}
