import { namesOf, type Place } from './names.ts';
import { testSource } from './pattern.ts';
import { allow, type Permissions, type Statement } from './permissions.ts';
import { pipeline } from './pipeline.ts';
import { bounded } from './policy-boundary.ts';
import { mergeStatements } from './policy-merge.ts';
import { permissionToSeal } from './webhook.ts';

/** The commands that ask AWS. */
export const policyCommands = ['install', 'status', 'send-test', 'config', 'redeliver', 'uninstall'] as const;
export type PolicyCommand = (typeof policyCommands)[number];

/** Choices that change what a command may need. */
export type PolicyOptions = {
  /** `install --permissions-boundary`: ARN of the policy that bounds our roles. */
  readonly permissionsBoundary?: string | undefined;
  /** `install --kms-key`: ARN of the user's own key. */
  readonly kmsKey?: string | undefined;
  /** `status --check` */
  readonly check?: boolean | undefined;
  /** `uninstall --delete-logs` */
  readonly deleteLogs?: boolean | undefined;
};

/** An IAM policy as it is pasted into the console. */
export type PermissionPolicy = { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] };

/**
 * The IAM policy that a command needs, from the permissions that stand beside the code that uses them. Account and home
 * region may be `*`.
 */
export function policyFor(command: PolicyCommand, place: Place, options: PolicyOptions = {}): PermissionPolicy {
  return { Version: '2012-10-17', Statement: mergeStatements(statementsFor(command, place, options)) };
}

/** The same before its statements are thrown together: each as it stands beside the code. */
export const statementsFor = (command: PolicyCommand, place: Place, options: PolicyOptions = {}): Statement[] => [
  ...finding(place),
  ...commands[command](place, options),
];

/** What each command does beside finding the installation. */
const commands: Readonly<Record<PolicyCommand, (place: Place, options: PolicyOptions) => readonly Statement[]>> = {
  install: (place, options) => [
    ...looking(place),
    ...making(place, options),
    permissionToSeal(namesOf(place), options.kmsKey ?? anyKey(place)),
    ...testing(place, place.home),
  ],
  status: (place, { check }) => [
    ...looking(place),
    ...(check ? [invoking(place), allow(['events:TestEventPattern'], '*')] : []),
  ],
  // It looks at everything only where a test did not arrive.
  'send-test': (place) => [
    ...looking(place),
    ...testing(place, '*'),
    allow(['sqs:ReceiveMessage'], namesOf(place).queueArn),
  ],
  config: (place) => [
    ...permissionsOf(place, 'read', 'table', 'settings'),
    ...permissionsOf(place, 'write', 'settings'),
    invoking(place),
  ],
  redeliver: (place) => [...permissionsOf(place, 'read', 'function', 'queue'), invoking(place)],
  uninstall: (place, { deleteLogs }) => [
    ...looking(place),
    invoking(place),
    ...everything(place).flatMap(({ id, permissions }) =>
      id === 'log-bucket' && !deleteLogs ? [] : permissions.remove,
    ),
  ],
};

/** Every resource of the list; the forwarding rules of all regions are one. */
const everything = (place: Place) => pipeline(place, ['*']);

/** Permissions of some of them. */
const permissionsOf = (place: Place, kind: keyof Permissions, ...ids: readonly string[]): Statement[] =>
  everything(place).flatMap(({ id, permissions }) => (ids.includes(id) ? permissions[kind] : []));

/** Who am I, and where is the installation: every command begins so. */
const finding = (place: Place): Statement[] => [
  allow(['iam:ListAccountAliases', 'iam:ListRoles', 'ec2:DescribeRegions'], '*'),
  allow(['account:ListRegions'], `arn:${place.partition}:account::${place.account}:account`),
  allow(['dynamodb:DescribeTable'], namesOf({ ...place, home: '*' }).tableArn),
  ...permissionsOf(place, 'read', 'function-role', 'events-role'),
];

/** What is there of it, and which trails show sign-ins. */
const looking = (place: Place): Statement[] => [
  allow(['cloudtrail:DescribeTrails'], '*'),
  // Also an organization's, which belong to its management account.
  allow(['cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'], `arn:${place.partition}:cloudtrail:*:*:trail/*`),
  ...everything(place).flatMap(({ permissions }) => permissions.read),
];

/** With a key of the user's own, ours is not made, but taken away where it stands. */
const making = (place: Place, { permissionsBoundary, kmsKey }: PolicyOptions): Statement[] =>
  bounded(
    everything(place).flatMap(({ id, permissions }) =>
      id === 'key' && kmsKey !== undefined ? permissions.remove : permissions.write,
    ),
    permissionsBoundary,
  );

/** The function tells the channel (also farewell), checks itself, or delivers what rests. */
const invoking = (place: Place): Statement => allow(['lambda:InvokeFunction'], namesOf(place).functionArn);

const anyKey = ({ partition, home, account }: Place) => `arn:${partition}:kms:${home}:${account}:key/*`;

/** A test event enters at a region's bus and is then looked for in the function's log. */
const testing = (place: Place, region: string): Statement[] => [
  allow(['events:PutEvents'], namesOf({ ...place, home: region }).busArn, {
    'ForAllValues:StringEquals': { 'events:source': testSource },
  }),
  allow(['logs:FilterLogEvents'], `${namesOf(place).logGroupArn}:*`),
];
