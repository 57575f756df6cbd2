import {
  CloudTrailClient,
  DeleteTrailCommand,
  PutEventSelectorsCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteItemCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  AddPermissionCommand,
  DeleteFunctionCommand,
  DeleteFunctionEventInvokeConfigCommand,
  LambdaClient,
  RemovePermissionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  DeletePublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { DeleteQueueCommand, GetQueueUrlCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import { type Cloud, clientConfig } from '../support/aws.ts';

/** Something done by hand to an installation `main` at home in us-east-1, and what status says of it. */
export type Breakage = {
  readonly what: string;
  /** The resource that shows it. */
  readonly id: string;
  readonly state: 'missing' | 'drifted';
  /** The field that status names. */
  readonly field?: string;
  breakIt(cloud: Cloud): Promise<unknown>;
};

const home = 'us-east-1';
const account = '000000000000';
const name = 'signin-alert-main';
const topic = `arn:aws:sns:${home}:${account}:${name}`;
const bucket = `${name}-${account}-${home}-an`;
const anybody = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const policy = JSON.stringify({ Version: '2012-10-17', Statement: [anybody] });

const at = {
  cloudtrail: (cloud: Cloud) => new CloudTrailClient(clientConfig(cloud, home)),
  logs: (cloud: Cloud) => new CloudWatchLogsClient(clientConfig(cloud, home)),
  dynamodb: (cloud: Cloud) => new DynamoDBClient(clientConfig(cloud, home)),
  events: (cloud: Cloud, region = home) => new EventBridgeClient(clientConfig(cloud, region)),
  iam: (cloud: Cloud) => new IAMClient(clientConfig(cloud, home)),
  kms: (cloud: Cloud) => new KMSClient(clientConfig(cloud, home)),
  lambda: (cloud: Cloud) => new LambdaClient(clientConfig(cloud, home)),
  s3: (cloud: Cloud) => new S3Client({ ...clientConfig(cloud, home), forcePathStyle: true }),
  sns: (cloud: Cloud) => new SNSClient(clientConfig(cloud, home)),
  sqs: (cloud: Cloud) => new SQSClient(clientConfig(cloud, home)),
};
const keyId = async (cloud: Cloud) =>
  (await at.kms(cloud).send(new DescribeKeyCommand({ KeyId: `alias/${name}` }))).KeyMetadata?.KeyId;
const queueUrl = async (cloud: Cloud) =>
  (await at.sqs(cloud).send(new GetQueueUrlCommand({ QueueName: `${name}-undelivered` }))).QueueUrl;
const removeRole = async (cloud: Cloud, RoleName: string) => {
  await at.iam(cloud).send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'signin-alert' }));
  await at.iam(cloud).send(new DeleteRoleCommand({ RoleName }));
};
const removeRule = async (cloud: Cloud, Rule: string, id: string, region = home) => {
  await at.events(cloud, region).send(new RemoveTargetsCommand({ Rule, Ids: [id] }));
  await at.events(cloud, region).send(new DeleteRuleCommand({ Name: Rule }));
};

/** Each resource, removed. */
export const removed: readonly Breakage[] = [
  {
    what: 'the function role',
    id: 'function-role',
    state: 'missing',
    breakIt: (c) => removeRole(c, `${name}-function`),
  },
  { what: 'the events role', id: 'events-role', state: 'missing', breakIt: (c) => removeRole(c, `${name}-events`) },
  {
    what: 'the function role policy',
    id: 'function-role-policy',
    state: 'missing',
    breakIt: (c) =>
      at.iam(c).send(new DeleteRolePolicyCommand({ RoleName: `${name}-function`, PolicyName: 'signin-alert' })),
  },
  {
    what: 'the table',
    id: 'table',
    state: 'missing',
    breakIt: (c) => at.dynamodb(c).send(new DeleteTableCommand({ TableName: name })),
  },
  {
    what: 'the settings item',
    id: 'settings',
    state: 'missing',
    breakIt: (c) => at.dynamodb(c).send(new DeleteItemCommand({ TableName: name, Key: { pk: { S: 'settings' } } })),
  },
  {
    what: 'the log bucket',
    id: 'log-bucket',
    state: 'missing',
    breakIt: (c) => at.s3(c).send(new DeleteBucketCommand({ Bucket: bucket })),
  },
  {
    what: 'the trail',
    id: 'trail',
    state: 'missing',
    breakIt: (c) => at.cloudtrail(c).send(new DeleteTrailCommand({ Name: name })),
  },
  {
    what: 'the log group',
    id: 'log-group',
    state: 'missing',
    breakIt: (c) => at.logs(c).send(new DeleteLogGroupCommand({ logGroupName: `/aws/lambda/${name}` })),
  },
  {
    what: 'the queue',
    id: 'queue',
    state: 'missing',
    breakIt: async (c) => at.sqs(c).send(new DeleteQueueCommand({ QueueUrl: await queueUrl(c) })),
  },
  {
    what: 'the function',
    id: 'function',
    state: 'missing',
    breakIt: (c) => at.lambda(c).send(new DeleteFunctionCommand({ FunctionName: name })),
  },
  {
    what: "the function's invoke config",
    id: 'invoke-config',
    state: 'missing',
    breakIt: (c) => at.lambda(c).send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName: name })),
  },
  {
    what: 'the invoke permission',
    id: 'permission',
    state: 'missing',
    breakIt: (c) =>
      at.lambda(c).send(new RemovePermissionCommand({ FunctionName: name, StatementId: 'signin-alert-topic' })),
  },
  {
    what: 'the topic',
    id: 'topic',
    state: 'missing',
    breakIt: (c) => at.sns(c).send(new DeleteTopicCommand({ TopicArn: topic })),
  },
  {
    what: 'the subscription',
    id: 'subscription',
    state: 'missing',
    breakIt: async (c) => {
      const { Subscriptions } = await at.sns(c).send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
      return at.sns(c).send(new UnsubscribeCommand({ SubscriptionArn: Subscriptions?.[0]?.SubscriptionArn }));
    },
  },
  { what: 'the rule', id: 'rule', state: 'missing', breakIt: (c) => removeRule(c, name, 'topic') },
  {
    what: "the rule's target",
    id: 'target',
    state: 'missing',
    breakIt: (c) => at.events(c).send(new RemoveTargetsCommand({ Rule: name, Ids: ['topic'] })),
  },
  {
    what: 'the wake-up rule',
    id: 'wake-up',
    state: 'missing',
    breakIt: (c) => removeRule(c, `${name}-wake-up`, 'function'),
  },
  {
    what: 'a forwarding rule',
    id: 'forwarder:eu-north-1',
    state: 'missing',
    breakIt: (c) => removeRule(c, `${name}-forward`, 'home', 'eu-north-1'),
  },
];

/** What can be changed on them. */
export const changed: readonly Breakage[] = [
  {
    what: 'what the function role may do, widened',
    id: 'function-role-policy',
    state: 'drifted',
    field: 'policy',
    breakIt: (c) =>
      at.iam(c).send(
        new PutRolePolicyCommand({
          RoleName: `${name}-function`,
          PolicyName: 'signin-alert',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          }),
        }),
      ),
  },
  {
    what: 'who may take the events role, widened',
    id: 'events-role',
    state: 'drifted',
    field: 'trust policy',
    breakIt: (c) =>
      at.iam(c).send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: `${name}-events`,
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
          }),
        }),
      ),
  },
  {
    what: 'the rule, disabled',
    id: 'rule',
    state: 'drifted',
    field: 'state',
    breakIt: (c) => at.events(c).send(new DisableRuleCommand({ Name: name })),
  },
  {
    what: 'the pattern of the rule, narrowed',
    id: 'rule',
    state: 'drifted',
    field: 'event pattern',
    breakIt: (c) =>
      at
        .events(c)
        .send(new PutRuleCommand({ Name: name, EventPattern: '{"source":["aws.nothing"]}', State: 'ENABLED' })),
  },
  {
    what: "a forwarding rule's target, removed",
    id: 'forwarder:eu-north-1',
    state: 'drifted',
    field: 'target',
    breakIt: (c) =>
      at.events(c, 'eu-north-1').send(new RemoveTargetsCommand({ Rule: `${name}-forward`, Ids: ['home'] })),
  },
  {
    what: 'retention of the function log, changed',
    id: 'log-group',
    state: 'drifted',
    field: 'retention (days)',
    breakIt: (c) =>
      at.logs(c).send(new PutRetentionPolicyCommand({ logGroupName: `/aws/lambda/${name}`, retentionInDays: 1 })),
  },
  {
    what: 'the code, replaced',
    id: 'function',
    state: 'drifted',
    field: 'code',
    breakIt: (c) =>
      at.lambda(c).send(
        new UpdateFunctionCodeCommand({
          FunctionName: name,
          ZipFile: zipSync({ 'index.js': Buffer.from('exports.handler = async () => "nothing"') }),
        }),
      ),
  },
  {
    what: 'an environment variable, added',
    id: 'function',
    state: 'drifted',
    field: 'environment variables',
    breakIt: (c) =>
      at
        .lambda(c)
        .send(new UpdateFunctionConfigurationCommand({ FunctionName: name, Environment: { Variables: { A: 'b' } } })),
  },
  {
    what: 'somebody else allowed to invoke the function',
    id: 'permission',
    state: 'drifted',
    field: 'others who may invoke',
    breakIt: (c) =>
      at.lambda(c).send(
        new AddPermissionCommand({
          FunctionName: name,
          StatementId: 'other',
          Action: 'lambda:InvokeFunction',
          Principal: '*',
        }),
      ),
  },
  {
    what: 'the topic policy, loosened',
    id: 'topic',
    state: 'drifted',
    field: 'policy',
    breakIt: (c) =>
      at
        .sns(c)
        .send(new SetTopicAttributesCommand({ TopicArn: topic, AttributeName: 'Policy', AttributeValue: policy })),
  },
  {
    what: 'the queue policy, loosened',
    id: 'queue',
    state: 'drifted',
    field: 'policy',
    breakIt: async (c) =>
      at.sqs(c).send(new SetQueueAttributesCommand({ QueueUrl: await queueUrl(c), Attributes: { Policy: policy } })),
  },
  {
    what: 'retention of undelivered alerts, shortened',
    id: 'queue',
    state: 'drifted',
    field: 'MessageRetentionPeriod',
    breakIt: async (c) =>
      at
        .sqs(c)
        .send(
          new SetQueueAttributesCommand({ QueueUrl: await queueUrl(c), Attributes: { MessageRetentionPeriod: '60' } }),
        ),
  },
  {
    what: 'the bucket policy, replaced',
    id: 'log-bucket',
    state: 'drifted',
    field: 'policy',
    breakIt: (c) =>
      at.s3(c).send(
        new PutBucketPolicyCommand({
          Bucket: bucket,
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` },
            ],
          }),
        }),
      ),
  },
  {
    what: 'the block of public access, taken off',
    id: 'log-bucket',
    state: 'drifted',
    field: 'public access',
    breakIt: (c) => at.s3(c).send(new DeletePublicAccessBlockCommand({ Bucket: bucket })),
  },
  {
    what: 'encryption of the bucket, with a key that the trail may not use',
    id: 'log-bucket',
    state: 'drifted',
    field: 'encryption',
    breakIt: (c) =>
      at.s3(c).send(
        new PutBucketEncryptionCommand({
          Bucket: bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
          },
        }),
      ),
  },
  {
    what: 'expiry of log files, off',
    id: 'log-bucket',
    state: 'drifted',
    field: 'log retention (days)',
    breakIt: (c) => at.s3(c).send(new DeleteBucketLifecycleCommand({ Bucket: bucket })),
  },
  {
    what: 'the trail, stopped',
    id: 'trail',
    state: 'drifted',
    field: 'logging',
    breakIt: (c) => at.cloudtrail(c).send(new StopLoggingCommand({ Name: name })),
  },
  {
    what: 'the trail, recording reads only',
    id: 'trail',
    state: 'drifted',
    field: 'write management events',
    breakIt: (c) =>
      at.cloudtrail(c).send(
        new PutEventSelectorsCommand({
          TrailName: name,
          EventSelectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }],
        }),
      ),
  },
  {
    what: 'the key, disabled',
    id: 'key',
    state: 'drifted',
    field: 'state',
    breakIt: async (c) => at.kms(c).send(new DisableKeyCommand({ KeyId: await keyId(c) })),
  },
  {
    what: 'the key, scheduled for deletion',
    id: 'key',
    state: 'drifted',
    field: 'state',
    breakIt: async (c) =>
      at.kms(c).send(new ScheduleKeyDeletionCommand({ KeyId: await keyId(c), PendingWindowInDays: 7 })),
  },
  {
    what: "the key's alias, removed",
    id: 'key',
    state: 'drifted',
    field: 'alias',
    breakIt: (c) => at.kms(c).send(new DeleteAliasCommand({ AliasName: `alias/${name}` })),
  },
];
