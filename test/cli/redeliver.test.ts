import { randomUUID } from 'node:crypto';
import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { clientConfig } from '../support/aws.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { signInRecord, toEvent } from './records.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  await scene.install();
});
afterAll(() => scene.stop());
beforeEach(async () => {
  await sqs().send(new PurgeQueueCommand({ QueueUrl: QueueUrl() }));
  scene.wire.reset();
  scene.slack.clear();
});

const options = () => clientConfig({ endpoint: scene.cloud.url }, 'us-east-1');
const sqs = () => new SQSClient(options());
const QueueUrl = () => `${scene.cloud.url}/000000000000/signin-alert-main-undelivered`;
const rest = async (...users: readonly string[]) => {
  for (const user of users) {
    const MessageBody = JSON.stringify(toEvent({ ...signInRecord(user), eventID: randomUUID() }));
    await sqs().send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody }));
  }
};
const users = () => scene.slack.messages.map(({ payload }) => /`(\w+)`/.exec(String(payload.text))?.[1]);

test('everything that rests goes to Slack, oldest first: exit 0', async () => {
  await rest('anna', 'bob', 'carl');
  const { code, stdout, stderr } = await scene.cli(['redeliver']);
  expect(code).toBe(0);
  expect(stdout).toContain('✔ 3 alerts delivered. The queue is empty.');
  expect(stderr).toContain('About 3 alerts rest');
  expect(users()).toEqual(['anna', 'bob', 'carl']);
  expect((await scene.cli(['redeliver'])).stdout).toContain('No alert was waiting. The queue is empty.');
});

test('as JSON, from any region', async () => {
  await rest('anna');
  const { code, stdout } = await scene.cli(['redeliver', '--json'], { env: { AWS_REGION: 'eu-north-1' } });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    command: 'redeliver',
    installation: 'main',
    drained: 1,
    summaries: 0,
    remaining: 0,
  });
});

test('Slack refuses: exit 3, its word, and what rests', async () => {
  await rest('anna', 'bob');
  scene.slack.answer({}, { status: 410, body: 'channel_is_archived' });
  const { code, stdout } = await scene.cli(['redeliver']);
  expect(code).toBe(3);
  expect(stdout).toContain('! 1 alert delivered, about 1 alert still rests.');
  expect(stdout).toContain('channel_is_archived');
  scene.slack.answer({ status: 404, body: 'no_service' });
  expect(JSON.parse((await scene.cli(['redeliver', '--json'])).stdout)).toMatchObject({
    drained: 0,
    remaining: 1,
    why: expect.stringContaining('no_service'),
  });
});

test('more than one invocation has time for', async () => {
  const body = (answer: object) => ({ edit: () => JSON.stringify(answer) });
  scene.wire.fault({ operation: 'Invoke', action: body({ drained: 40, remaining: 2, summaries: 1 }) });
  scene.wire.fault({ operation: 'Invoke', action: body({ drained: 2, remaining: 0, summaries: 0 }) });
  const { code, stdout, stderr } = await scene.cli(['redeliver']);
  expect(code).toBe(0);
  expect(stderr).toContain('40 alerts delivered, about 2 to go');
  expect(stdout).toContain('42 alerts delivered. 1 count of repeated failures posted. The queue is empty.');
});

test('what somebody else is at: it stops where nothing moves', async () => {
  const edit = () => JSON.stringify({ drained: 0, remaining: 5, summaries: 0 });
  scene.wire.fault({ operation: 'Invoke', times: 9, action: { edit } });
  const { code, stdout } = await scene.cli(['redeliver']);
  expect(code).toBe(3);
  expect(stdout).toContain('0 alerts delivered, about 5 alerts still rest.');
  expect(stdout).toContain('Others may be at them');
});

test('not installed: exit 1, and what to do', async () => {
  const { code, stderr } = await scene.cli(['redeliver', '--name', 'other']);
  expect(code).toBe(1);
  expect(stderr).toContain('The installation other is not in this account.');
});

test('no function: exit 1, and what to do', async () => {
  await new LambdaClient(options()).send(new DeleteFunctionCommand({ FunctionName: 'signin-alert-main' }));
  const { code, stderr } = await scene.cli(['redeliver']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/function signin-alert-main is not there\.[\s\S]*npx signin-alert install/);
});
