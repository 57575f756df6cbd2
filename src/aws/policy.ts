import { namesOf, type Place, rolePath } from './names.ts';
import { allow, type Statement } from './permissions.ts';
import { pipeline } from './pipeline.ts';
import { mergeStatements } from './policy-merge.ts';

export type PolicyCommand = 'install' | 'status' | 'send-test' | 'uninstall';

/** An IAM policy as it is pasted into the console. */
export type PermissionPolicy = { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] };

const all = () => true;
const none = () => false;
/** What takes apart, and the listings that it needs. */
const removes = (action: string) => /:(Delete|Remove|Detach|Unsubscribe|ScheduleKeyDeletion|List)/.test(action);

/** Whose permissions of the list a command needs, and what it calls beside them. */
const commands: Readonly<
  Record<
    PolicyCommand,
    { readonly writes: (action: string) => boolean; readonly also: (place: Place) => readonly Statement[] }
  >
> = {
  install: { writes: all, also: sending },
  status: { writes: none, also: (place) => [listingInstallations(place)] },
  'send-test': { writes: none, also: (place) => [...sending(place), ...diagnosing(place)] },
  uninstall: {
    writes: removes,
    also: (place) => [listingInstallations(place), allow(['s3:ListBucket'], namesOf(place).bucketArn)],
  },
};

/**
 * The IAM policy that a command needs, from the permissions that stand beside the code that uses them. Account and home
 * region may be `*`. The forwarding rules of all regions are one resource.
 */
export function policyFor(command: PolicyCommand, place: Place): PermissionPolicy {
  const { writes, also } = commands[command];
  // Another wildcard than home's: the list leaves the home region out.
  const everyOther = place.home === '*' ? '?*' : '*';
  const statements = pipeline(place, [everyOther]).flatMap(({ permissions }) => [
    ...permissions.read,
    ...permissions.write.flatMap((statement) => only(statement, writes)),
  ]);
  return { Version: '2012-10-17', Statement: mergeStatements([...looking(place), ...statements, ...also(place)]) };
}

/** Who am I, where is the installation, which trails are there: every command begins so. */
const looking = (place: Place): Statement[] => [
  allow(
    [
      'sts:GetCallerIdentity',
      'iam:ListAccountAliases',
      'account:ListRegions',
      'ec2:DescribeRegions',
      'cloudtrail:DescribeTrails',
    ],
    '*',
  ),
  allow(['cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'], `arn:${place.partition}:cloudtrail:*:*:trail/*`),
  allow(['dynamodb:DescribeTable'], namesOf({ ...place, home: '*' }).tableArn),
];

const listingInstallations = ({ partition, account }: Place): Statement =>
  allow(['iam:ListRoles'], `arn:${partition}:iam::${account}:role${rolePath}*`);

/** A test event may enter at any region's bus, and is then looked for in the function's log. */
function sending(place: Place): Statement[] {
  return [
    allow(['events:PutEvents'], namesOf({ ...place, home: '*' }).busArn),
    allow(['logs:FilterLogEvents'], `${namesOf(place).logGroupArn}:*`),
  ];
}

const diagnosing = (place: Place): Statement[] => [allow(['sqs:ReceiveMessage'], namesOf(place).queueArn)];

/** The statement with these of its actions; nothing where none is left. */
function only(statement: Statement, wanted: (action: string) => boolean): Statement[] {
  const Action = statement.Action.filter(wanted);
  return Action.length > 0 ? [{ ...statement, Action }] : [];
}
