import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { clientConfig } from './aws.ts';
import { type Ministack, startMinistack } from './ministack.ts';
import { type FaultProxy, startProxy } from './proxy.ts';

let server: Ministack;
let proxy: FaultProxy;
beforeAll(async () => {
  server = await startMinistack({ auth: true });
  proxy = await startProxy({ target: server.url });
});
beforeEach(async () => {
  proxy.reset();
  await server.reset();
});
afterAll(async () => {
  await proxy?.stop();
  await server?.stop();
});

const config = (region = 'us-east-1') => clientConfig({ endpoint: proxy.url }, region);
const sns = () => new SNSClient(config());
const topics = async () =>
  (await new SNSClient(clientConfig({ endpoint: server.url }, 'us-east-1')).send(new ListTopicsCommand({}))).Topics;
const create = () => sns().send(new CreateTopicCommand({ Name: 'a' }));

test('tells service, operation, region, resource and kind of each call', async () => {
  const s3 = new S3Client(config('eu-west-1'));
  await new STSClient(config()).send(new GetCallerIdentityCommand({}));
  await new AccountClient(config()).send(new ListRegionsCommand({}));
  await new EC2Client(config()).send(new DescribeRegionsCommand({}));
  await new KMSClient(config('eu-west-1')).send(new ListKeysCommand({}));
  await new EventBridgeClient(config()).send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["a"]}' }));
  await s3.send(
    new CreateBucketCommand({ Bucket: 'b-1', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
  );
  await s3.send(new PutObjectCommand({ Bucket: 'b-1', Key: 'k', Body: 'text' }));
  await s3.send(new HeadBucketCommand({ Bucket: 'b-1' }));
  await s3.send(new GetBucketPolicyCommand({ Bucket: 'b-1' })).catch(() => {});
  await new LambdaClient(config()).send(new GetFunctionCommand({ FunctionName: 'f' })).catch(() => {});
  await create();
  const told = proxy.calls.map((call) => [
    `${call.service}:${call.operation}`,
    call.region,
    call.resource,
    call.write,
    call.status,
  ]);
  expect(told).toEqual([
    ['sts:GetCallerIdentity', 'us-east-1', undefined, false, 200],
    ['account:ListRegions', 'us-east-1', undefined, false, 200],
    ['ec2:DescribeRegions', 'us-east-1', undefined, false, 200],
    ['kms:ListKeys', 'eu-west-1', undefined, false, 200],
    ['events:PutRule', 'us-east-1', 'r', true, 200],
    ['s3:CreateBucket', 'eu-west-1', 'b-1', true, 200],
    ['s3:PutObject', 'eu-west-1', 'b-1', true, 200],
    ['s3:HeadBucket', 'eu-west-1', 'b-1', false, 200],
    ['s3:GetBucketPolicy', 'eu-west-1', 'b-1', false, 404],
    ['lambda:GetFunction', 'us-east-1', 'f', false, 404],
    ['sns:CreateTopic', 'us-east-1', 'a', true, 200],
  ]);
  expect(proxy.calls.at(-1)).toMatchObject({ body: expect.stringContaining('Name=a'), input: { Name: 'a' } });
  expect(proxy.calls.every(({ startedAt, endedAt = 0 }) => endedAt > startedAt)).toBe(true);
});

test.each([
  ['sns', 'CreateTopic', create],
  [
    'iam',
    'CreateRole',
    () => new IAMClient(config()).send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{}' })),
  ],
  ['kms', 'ListKeys', () => new KMSClient(config()).send(new ListKeysCommand({}))],
  ['sqs', 'GetQueueUrl', () => new SQSClient(config()).send(new GetQueueUrlCommand({ QueueName: 'q' }))],
  ['lambda', 'GetFunction', () => new LambdaClient(config()).send(new GetFunctionCommand({ FunctionName: 'f' }))],
  ['s3', 'CreateBucket', () => new S3Client(config()).send(new CreateBucketCommand({ Bucket: 'b-1' }))],
  ['ec2', 'DescribeRegions', () => new EC2Client(config()).send(new DescribeRegionsCommand({}))],
  ['account', 'ListRegions', () => new AccountClient(config()).send(new ListRegionsCommand({}))],
])('an error of %s is one to the SDK', async (service, operation, call) => {
  const error = { code: 'SomethingOdd', message: 'said <so> & more', status: 403 };
  proxy.fault({ service, operation, action: { error } });
  await expect(call()).rejects.toMatchObject({
    name: 'SomethingOdd',
    message: expect.stringContaining('said <so> & more'),
    $metadata: { httpStatusCode: 403 },
  });
  expect(proxy.calls[0]).toMatchObject({ status: 403, fault: 'error' });
});

test('reset: the emulator never sees the call; lost: it does it, and the client does not hear', async () => {
  proxy.fault({ operation: 'CreateTopic', action: 'reset' });
  await expect(create()).rejects.toThrow();
  expect(await topics()).toHaveLength(0);
  proxy.fault({ operation: 'CreateTopic', action: 'lost' });
  await expect(create()).rejects.toThrow();
  expect(await topics()).toHaveLength(1);
  expect(proxy.calls.map(({ fault, status }) => [fault, status])).toEqual([
    ['reset', 0],
    ['lost', 0],
  ]);
});

test('hits the calls that a fault names, so many times', async () => {
  proxy.fault({ service: 'sns', nth: 2, times: 2, action: { error: { code: 'Throttling' } } });
  const results = [];
  for (let count = 0; count < 5; count++)
    results.push(
      await create().then(
        () => 'ok',
        (error: Error) => error.name,
      ),
    );
  expect(results).toEqual(['ok', 'Throttling', 'Throttling', 'ok', 'ok']);
  proxy.fault({ region: 'eu-west-1', times: Infinity, action: 'reset' });
  await expect(create()).resolves.toBeDefined();
  await expect(new SNSClient(config('eu-west-1')).send(new ListTopicsCommand({}))).rejects.toThrow();
});

test("the SDK's own retries are counted", async () => {
  proxy.fault({ operation: 'ListTopics', action: { error: { code: 'Throttling', status: 400 } } });
  await new SNSClient({ ...config(), maxAttempts: 3 }).send(new ListTopicsCommand({}));
  expect(proxy.calls.map(({ attempt, status }) => [attempt, status])).toEqual([
    [1, 400],
    [2, 200],
  ]);
});

test('hangs until it is reset', async () => {
  proxy.fault({ operation: 'ListTopics', action: 'hang' });
  const call = sns()
    .send(new ListTopicsCommand({}))
    .then(
      () => 'answered',
      () => 'cut',
    );
  const waited = new Promise((resolve) => setTimeout(resolve, 100, 'waiting'));
  expect(await Promise.race([call, waited])).toBe('waiting');
  proxy.reset();
  expect(await call).toBe('cut');
});

test('runs a hook between the deed and the answer, and one before the deed', async () => {
  const seen: (number | undefined)[] = [];
  const look = async () => void seen.push((await topics())?.length);
  proxy.fault({ operation: 'CreateTopic', action: { before: look, hook: look } });
  await create();
  expect(seen).toEqual([0, 1]);
});

test('changes answers, and gives answers of its own', async () => {
  proxy.fault({
    operation: 'ListTopics',
    action: { edit: (body) => body.replace('<Topics>', '<Topics><member><TopicArn>x</TopicArn></member>') },
  });
  expect((await sns().send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn: 'x' }]);
  const body = JSON.stringify({ Regions: [{ RegionName: 'eu-west-1', RegionOptStatus: 'DISABLED' }] });
  proxy.fault({ operation: 'ListRegions', action: { answer: { status: 200, body } } });
  expect((await new AccountClient(config()).send(new ListRegionsCommand({}))).Regions).toHaveLength(1);
});

test('delays: one call, or all', async () => {
  const time = async () => {
    const start = performance.now();
    await sns().send(new ListTopicsCommand({}));
    return performance.now() - start;
  };
  proxy.fault({ operation: 'ListTopics', action: { delayMs: 150 } });
  expect(await time()).toBeGreaterThan(149);
  proxy.delay(150);
  expect(await time()).toBeGreaterThan(149);
  proxy.delay(0);
  expect(await time()).toBeLessThan(149);
});
