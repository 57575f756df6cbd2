import { CloudTrailClient, CreateTrailCommand } from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateAliasCommand, CreateKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grepAccount, listAccount } from './account.ts';
import { clientConfig } from './aws.ts';
import { makeFunction } from './fixture/function.ts';
import { home, makePipeline, makeRule, other, roleArn, topicArn } from './fixture/pipeline.ts';
import { type Ministack, startMinistack } from './ministack.ts';

const secret = 'https://hooks.slack.com/services/T0000TEST/B0000TEST/oneSecretOfTwentyFourXX';
const base64 = (text: string) => Buffer.from(text).toString('base64');

let server: Ministack;
const cloud = () => ({ endpoint: server.url });
beforeAll(async () => {
  server = await startMinistack();
});
afterAll(() => server?.stop());

test('an empty account is an empty list', async () => {
  expect(await listAccount(cloud())).toEqual([]);
});

test('lists what is there, by region', async () => {
  const config = clientConfig(cloud(), other);
  await makePipeline(cloud(), 'http://127.0.0.1:9/');
  await makeRule(cloud(), { region: home, name: 'signin-home', target: { Arn: topicArn, RoleArn: roleArn } });
  const kms = new KMSClient(config);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/ours', TargetKeyId: KeyMetadata?.KeyId }));
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId, PendingWindowInDays: 7 }));
  const CreateBucketConfiguration = { LocationConstraint: other } as const;
  await new S3Client(config).send(new CreateBucketCommand({ Bucket: 'a-bucket', CreateBucketConfiguration }));
  await new CloudTrailClient(config).send(
    new CreateTrailCommand({ Name: 'a-trail', S3BucketName: 'a-bucket', IsMultiRegionTrail: true }),
  );
  expect(await listAccount(cloud())).toEqual([
    `${other} cloudtrail trail a-trail stopped`,
    `${other} kms alias/ours`,
    `${other} kms key ${KeyMetadata?.KeyId} PendingDeletion`,
    `${other} s3 bucket a-bucket`,
    'global iam role /signin-alert/events',
    'global iam role-policy events publish',
    `${home} events rule signin-home`,
    `${home} events target signin-home ${topicArn}`,
    `${home} lambda function alert`,
    `${home} lambda permission alert topic`,
    `${home} sns subscription alerts lambda alert`,
    `${home} sns topic alerts`,
    `${home} sqs queue undelivered`,
  ]);
  // Roles and buckets are listed whatever the regions.
  expect(await listAccount({ ...cloud(), regions: ['ap-south-1'] })).toHaveLength(3);
});

test('finds a secret wherever it lies, encoded too', async () => {
  await server.reset();
  const config = clientConfig(cloud(), home);
  await makeFunction(cloud(), { region: home, name: 'clear', code: `exports.handler = () => '${secret}'` });
  await makeFunction(cloud(), {
    region: home,
    name: 'zipped',
    code: `exports.handler = () => '${base64(`{"a":"${secret}"}`)}'`,
  });
  await makeFunction(cloud(), {
    region: home,
    name: 'variable',
    code: '',
    variables: { X: encodeURIComponent(secret) },
  });
  await makeFunction(cloud(), {
    region: home,
    name: 'innocent',
    code: `exports.handler = () => '${base64('something else')}'`,
  });
  const dynamodb = new DynamoDBClient(config);
  const key = { AttributeName: 'id' } as const;
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'table',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ ...key, KeyType: 'HASH' }],
      AttributeDefinitions: [{ ...key, AttributeType: 'S' }],
    }),
  );
  await dynamodb.send(
    new PutItemCommand({ TableName: 'table', Item: { id: { S: 'a' }, b: { B: Buffer.from(secret) } } }),
  );
  const logs = new CloudWatchLogsClient(config);
  const stream = { logGroupName: '/a/group', logStreamName: 's' };
  await logs.send(new CreateLogGroupCommand(stream));
  await logs.send(new CreateLogStreamCommand(stream));
  const logEvents = [{ timestamp: Date.now(), message: `posting to ${secret}` }];
  await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
  const sqs = new SQSClient(config);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'queue' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: base64(secret) }));
  const s3 = new S3Client(config);
  await s3.send(new CreateBucketCommand({ Bucket: 'a-bucket' }));
  await s3.send(new PutObjectCommand({ Bucket: 'a-bucket', Key: 'k', Body: Buffer.from(secret).toString('hex') }));
  const holders = [
    `${home} dynamodb table table`,
    `${home} lambda function clear`,
    `${home} lambda function variable`,
    `${home} lambda function zipped`,
    `${home} logs group /a/group`,
    `${home} s3 bucket a-bucket`,
    `${home} sqs queue queue`,
  ];
  const regions = [home];
  expect(await grepAccount({ ...cloud(), regions }, secret)).toEqual(holders);
  // Looking leaves the message where it was.
  expect(await grepAccount({ ...cloud(), regions }, secret)).toEqual(holders);
  expect(await grepAccount({ ...cloud(), regions }, 'anotherSecretOfTwentyFour')).toEqual([]);
});
