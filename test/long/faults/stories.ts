import { CloudTrailClient, UpdateTrailCommand } from '@aws-sdk/client-cloudtrail';
import { DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient, PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { ListSubscriptionsByTopicCommand, SetSubscriptionAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { type Breakage, changed } from '../../aws/breakages.ts';
import { type Cloud, clientConfig } from '../../support/aws.ts';
import { firstInstall } from '../../support/ground.ts';
import { someRegions } from '../../support/scene.ts';

export const home = 'us-east-1';
const name = 'signin-alert-main';

/** A command, and the account that it meets. */
export type Story = {
  /** Makes the account; `install` is a good first install. */
  prepare(cloud: Cloud, install: () => Promise<void>): Promise<void>;
  readonly command: readonly string[];
  /** Where its calls are faulted: one region stands for all that forward. */
  readonly regions: readonly string[];
  /** What follows heals: an install, or what ends in an empty account. */
  readonly leaves: 'installed' | 'nothing';
};

/** Left out: what shows the same call as another one. */
const broken = changed.filter(({ what }) => !/alias|disabled|a forwarding rule's target/.test(what));

/** As far as changes by hand can bring it: each kind of update has something to do, and a key is left over. */
async function breakAll(cloud: Cloud): Promise<void> {
  const config = clientConfig(cloud, home);
  const sns = new SNSClient(config);
  const kms = new KMSClient(config);
  for (const { breakIt } of broken as readonly Breakage[]) await breakIt(cloud);
  await kms.send(new CreateKeyCommand({ Tags: [{ TagKey: 'signin-alert:installation', TagValue: 'main' }] }));
  await new CloudTrailClient(config).send(new UpdateTrailCommand({ Name: name, EnableLogFileValidation: false }));
  await new LambdaClient(config).send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: name, MaximumRetryAttempts: 0 }),
  );
  await new DynamoDBClient(config).send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: false },
    }),
  );
  const TopicArn = `arn:aws:sns:${home}:000000000000:${name}`;
  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const attribute = { AttributeName: 'RedrivePolicy', AttributeValue: '' };
  const SubscriptionArn = Subscriptions?.[0]?.SubscriptionArn;
  await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, ...attribute }));
}

export const stories = {
  'first install': {
    prepare: async () => undefined,
    command: firstInstall,
    regions: [home, 'eu-north-1'],
    leaves: 'installed',
  },
  /** Over one of which everything was changed by hand, with other wishes than before. */
  'install over a broken one': {
    async prepare(cloud, install) {
      await install();
      await breakAll(cloud);
    },
    command: [
      ...['install', '--yes', '--json', '--skip-test', '--channel', '#other', '--regions', 'us-east-1,eu-north-1'],
      ...['--tag', 'team=security'],
      ...['--permissions-boundary', 'arn:aws:iam::000000000000:policy/boundary'],
    ],
    regions: someRegions,
    leaves: 'installed',
  },
  uninstall: {
    prepare: (_cloud, install) => install(),
    command: ['uninstall', '--yes', '--json'],
    regions: [home, 'eu-north-1'],
    leaves: 'nothing',
  },
} as const satisfies Record<string, Story>;

export type StoryName = keyof typeof stories;
export const storyNames = Object.keys(stories) as StoryName[];
export const storyOf = (story: StoryName): Story => stories[story];
