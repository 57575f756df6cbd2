import { DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type Cloud, clientConfig } from '../aws.ts';
import type { Call } from './call.ts';
import type { AwsError, Fault } from './fault.ts';

type Truth = readonly [service: string, operation: string, refuse: (call: Call) => Promise<AwsError | undefined>];

/**
 * Where AWS refuses what the emulator takes, as rules for the proxy: a call repeated after its answer was lost is not
 * always taken twice.
 */
export function truths(cloud: Cloud): Fault[] {
  const text = (value: unknown): string => String(value ?? '');
  const keyState = async (call: Call) => {
    const KeyId = text(call.input.TargetKeyId ?? call.input.KeyId);
    const found = await new KMSClient(clientConfig(cloud, call.region)).send(new DescribeKeyCommand({ KeyId }));
    return found.KeyMetadata?.KeyState;
  };
  const wrongState = (call: Call): AwsError => ({
    code: 'KMSInvalidStateException',
    message: `${text(call.input.KeyId)} is not in a state for this.`,
  });
  const unlessPending = async (call: Call) =>
    (await keyState(call)) === 'PendingDeletion' ? undefined : wrongState(call);
  const ifPending = async (call: Call) => ((await keyState(call)) === 'PendingDeletion' ? wrongState(call) : undefined);
  const events = ({ region }: Call) => new EventBridgeClient(clientConfig(cloud, region));
  const unlessRule = async (call: Call): Promise<AwsError | undefined> => {
    const rule = events(call).send(new DescribeRuleCommand({ Name: text(call.input.Rule) }));
    return rule.then(
      () => undefined,
      () => ({ code: 'ResourceNotFoundException', message: `Rule ${text(call.input.Rule)} does not exist.` }),
    );
  };

  const list: readonly Truth[] = [
    ['kms', 'ScheduleKeyDeletion', ifPending],
    ['kms', 'CancelKeyDeletion', unlessPending],
    ['kms', 'EnableKey', ifPending],
    ['kms', 'CreateAlias', ifPending],
    ['kms', 'UpdateAlias', ifPending],
    ['events', 'ListTargetsByRule', unlessRule],
    ['events', 'RemoveTargets', unlessRule],
    [
      'events',
      'DeleteRule',
      async (call) => {
        const { Targets } = await events(call).send(new ListTargetsByRuleCommand({ Rule: text(call.input.Name) }));
        return Targets?.length
          ? { code: 'ValidationException', message: "Rule can't be deleted since it has targets." }
          : undefined;
      },
    ],
    [
      'dynamodb',
      'UpdateTimeToLive',
      async ({ region, input: { TableName } }) => {
        const dynamodb = new DynamoDBClient(clientConfig(cloud, region));
        const found = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName: text(TableName) }));
        return found.TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED'
          ? { code: 'ValidationException', message: 'TimeToLive is already enabled' }
          : undefined;
      },
    ],
    [
      's3',
      'CreateBucket',
      ({ region, resource }) =>
        new S3Client(clientConfig(cloud, region)).send(new HeadBucketCommand({ Bucket: resource })).then(
          () => ({ code: 'BucketAlreadyOwnedByYou', status: 409, message: 'You already own it.' }),
          () => undefined,
        ),
    ],
  ];
  return list.map(([service, operation, refuse]) => ({ service, operation, times: Infinity, action: { refuse } }));
}
