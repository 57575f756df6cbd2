import { namesOf, type Place } from './names.ts';
import { testSource } from './pattern.ts';
import { allow, type Statement } from './permissions.ts';
import { pipeline } from './pipeline.ts';
import { bounded } from './policy-boundary.ts';
import { mergeStatements } from './policy-merge.ts';
import { permissionToSeal } from './webhook.ts';

export type PolicyCommand = 'install' | 'status' | 'send-test' | 'uninstall';

/** Choices that change what a command may need. */
export type PolicyOptions = {
  /** `install --permissions-boundary`: ARN of the policy that bounds our roles. */
  readonly permissionsBoundary?: string | undefined;
  /** `install --kms-key`: ARN of the user's own key. */
  readonly kmsKey?: string | undefined;
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
  ...looking(place),
  ...commands[command](place, options),
];

/** What each command does beside looking. */
const commands: Readonly<Record<PolicyCommand, (place: Place, options: PolicyOptions) => readonly Statement[]>> = {
  install: (place, options) => [
    ...making(place, options),
    permissionToSeal(namesOf(place), options.kmsKey ?? anyKey(place)),
    ...testing(place, place.home),
  ],
  status: () => [],
  'send-test': (place) => [...testing(place, '*'), allow(['sqs:ReceiveMessage'], namesOf(place).queueArn)],
  uninstall: (place, { deleteLogs }) =>
    everything(place).flatMap(({ id, permissions }) => (id === 'log-bucket' && !deleteLogs ? [] : permissions.remove)),
};

/** Every resource of the list; the forwarding rules of all regions are one. */
const everything = (place: Place) => pipeline(place, ['*']);

/** Who am I, where is the installation, what is there of it, which trails show sign-ins: every command begins so. */
const looking = (place: Place): Statement[] => [
  allow(['iam:ListAccountAliases', 'iam:ListRoles', 'ec2:DescribeRegions', 'cloudtrail:DescribeTrails'], '*'),
  allow(['account:ListRegions'], `arn:${place.partition}:account::${place.account}:account`),
  // Also an organization's, which belong to its management account.
  allow(['cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'], `arn:${place.partition}:cloudtrail:*:*:trail/*`),
  allow(['dynamodb:DescribeTable'], namesOf({ ...place, home: '*' }).tableArn),
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

const anyKey = ({ partition, home, account }: Place) => `arn:${partition}:kms:${home}:${account}:key/*`;

/** A test event enters at a region's bus and is then looked for in the function's log. */
const testing = (place: Place, region: string): Statement[] => [
  allow(['events:PutEvents'], namesOf({ ...place, home: region }).busArn, {
    'ForAllValues:StringEquals': { 'events:source': testSource },
  }),
  allow(['logs:FilterLogEvents'], `${namesOf(place).logGroupArn}:*`),
];
