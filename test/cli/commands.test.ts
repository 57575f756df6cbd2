import { join } from 'node:path';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAccount } from '../support/account.ts';
import { clientConfig } from '../support/aws.ts';
import { type Scene, someRegions, startScene } from '../support/scene.ts';

let scene: Scene;
let events: EventBridgeClient;
let sqs: SQSClient;

beforeAll(async () => {
  scene = await startScene();
  const config = clientConfig({ endpoint: scene.cloud.url }, 'us-east-1');
  events = new EventBridgeClient(config);
  sqs = new SQSClient(config);
});
afterAll(() => scene.stop());
beforeEach(() => {
  scene.wire.reset();
  scene.slack.clear();
});

const writes = () => scene.wire.calls.filter(({ write }) => write).map(({ operation }) => operation);
const left = async () =>
  (await listAccount({ endpoint: scene.cloud.url, regions: someRegions })).filter(
    (line) => !/PendingDeletion/.test(line),
  );
const bucket = 'signin-alert-main-000000000000-us-east-1-an';

describe('of nothing', () => {
  test('status: exit 3, and how to begin', async () => {
    const { code, stdout } = await scene.cli(['status']);
    expect(code).toBe(3);
    expect(stdout).toContain('main is not installed in this account');
    expect(stdout).toContain('npx signin-alert install');
    const json = JSON.parse((await scene.cli(['status', '--json'])).stdout);
    expect(json).toMatchObject({ command: 'status', installation: 'main', healthy: false });
    expect(new Set(json.resources.map(({ state }: { state: string }) => state))).toEqual(new Set(['missing']));
  });

  test('send-test: exit 1, and how to begin', async () => {
    expect(await scene.cli(['send-test'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('npx signin-alert install'),
    });
  });

  test('uninstall: nothing', async () => {
    const { code, stdout } = await scene.cli(['uninstall', '--yes', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'uninstall',
      installation: 'main',
      result: 'nothing',
      resources: [],
    });
  });
});

describe('of an installation', () => {
  beforeAll(async () => {
    await scene.cloud.reset();
    await scene.install();
  });

  test('status: folded, from whatever region, without a write', async () => {
    const { code, stdout, stderr } = await scene.cli(['status'], { env: { AWS_REGION: 'eu-west-1' } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/✔ ready {3}resources {4,}(\d+) of \1\n/);
    expect(stdout).toContain('sign-ins of 3 of 31 enabled regions are seen');
    expect(stdout).toContain('no alert waits to be delivered');
    expect(stdout).toContain('#sign-ins');
    expect(stdout).toContain('Everything is there and as it should be.');
    expect(stderr).toContain('us-east-1 (where the installation is)');
    expect(writes()).toEqual([]);
  });

  test('status names what differs, and counts alerts that rest', async () => {
    const QueueUrl = `${scene.cloud.url}/000000000000/signin-alert-main-undelivered`;
    const rule = { Name: 'signin-alert-main' };
    await events.send(new DisableRuleCommand(rule));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    const [shown, json] = await Promise.all([scene.cli(['status']), scene.cli(['status', '--json'])]);
    expect(shown.code).toBe(3);
    expect(shown.stdout).toMatch(/~ drifted {2}EventBridge rule {2}signin-alert-main\n {6}state: DISABLED → ENABLED\n/);
    expect(shown.stdout).toContain('1 alert waits in the undelivered queue');
    const { healthy, resources, checks } = JSON.parse(json.stdout);
    expect(healthy).toBe(false);
    expect(resources.find(({ id }: { id: string }) => id === 'rule')).toMatchObject({
      type: 'AWS::Events::Rule',
      region: 'us-east-1',
      state: 'drifted',
      changes: [{ field: 'state', from: 'DISABLED', to: 'ENABLED' }],
    });
    expect(checks.find(({ id }: { id: string }) => id === 'queue')).toMatchObject({ ok: false });
    await Promise.all([events.send(new EnableRuleCommand(rule)), sqs.send(new PurgeQueueCommand({ QueueUrl }))]);
  });

  test('status: a region that a policy closes is named and no illness', async () => {
    const message =
      'User is not authorized to perform: events:DescribeRule with an explicit deny in a service control policy';
    const action = { error: { code: 'AccessDeniedException', message } };
    scene.wire.fault({ service: 'events', region: 'eu-north-1', times: 99, action });
    const { code, stdout } = await scene.cli(['status']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/! blocked {2}forwarding rule {2}signin-alert-main-forward in eu-north-1/);
  });

  test('status --check tries what only shows by trying', async () => {
    const { code, stdout } = await scene.cli(['status', '--check', '--json']);
    expect(code).toBe(0);
    const checks = JSON.parse(stdout).checks.map(({ id, ok }: { id: string; ok: boolean }) => [id, ok]);
    expect(checks).toEqual(
      expect.arrayContaining(['pattern', 'function webhook', 'function ledger'].map((id) => [id, true])),
    );
    expect(scene.slack.posts).toEqual([]);
  });

  test('status goes on writing when nobody reads any more', async () => {
    // `status | head -1`: the reader is gone after the first line.
    const { code } = await scene.cli(['status', '--json'], { script: join(import.meta.dirname, 'closed-stdout.mjs') });
    expect(code).toBe(0);
  });

  test('send-test follows an event until Slack took it', async () => {
    const { code, stdout, stderr } = await scene.cli(['send-test', '--kind', 'failure']);
    expect(code).toBe(0);
    expect(stdout).toContain('The test alert is in Slack.');
    expect(stderr).toMatch(/bus .*\n.*rule .*\n.*topic .*\n.*function .*\n.*slack /);
    expect(scene.slack.messages).toHaveLength(1);
  });

  test('send-test as JSON', async () => {
    const { id, ...rest } = JSON.parse((await scene.cli(['send-test', '--json'])).stdout);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(rest).toMatchObject({ command: 'send-test', delivered: true });
    expect(rest.hops.map(({ hop, ok }: { hop: string; ok: boolean }) => [hop, ok])).toEqual(
      ['bus', 'rule', 'topic', 'function', 'slack'].map((hop) => [hop, true]),
    );
  });

  test('send-test says with Slack’s word why it was refused', async () => {
    scene.slack.answer(...Array.from({ length: 5 }, () => ({ status: 404, body: 'no_service' })));
    const { code, stdout } = await scene.cli(['send-test', '--json', '--timeout', '10']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      delivered: false,
      error: { name: 'TestNotDelivered', message: expect.stringContaining('no_service') },
    });
  });

  test('send-test needs a region that the account has', async () => {
    expect(await scene.cli(['send-test', '--from-region', 'xx-nowhere-1'])).toMatchObject({ code: 2 });
  });

  test('send-test names the missing hop by looking', async () => {
    await events.send(new RemoveTargetsCommand({ Rule: 'signin-alert-main', Ids: ['topic'] }));
    const { code, stdout } = await scene.cli(['send-test', '--json', '--timeout', '5']);
    expect(code).toBe(1);
    const { hops } = JSON.parse(stdout);
    expect(hops.at(-1)).toMatchObject({ hop: 'rule', ok: false, message: expect.stringContaining('target') });
  });
});

describe('uninstall', () => {
  beforeAll(async () => {
    await scene.cloud.reset();
    await scene.install();
  });

  test('a dry run shows what goes and what stays', async () => {
    const { code, stdout } = await scene.cli(['uninstall', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/- delete {8}SNS topic/);
    expect(stdout).toMatch(/- delete later {2}KMS key/);
    expect(stdout).toMatch(/= keep {10}S3 bucket .*\n {6}logs are kept/);
    expect(writes()).toEqual([]);
  });

  test('a denied call: exit 4, and the same command removes what is left, but the logs', async () => {
    const message = 'User: x is not authorized to perform: sns:DeleteTopic';
    const action = { error: { code: 'AuthorizationError', message, status: 403 } };
    scene.wire.fault({ operation: 'DeleteTopic', times: 9, action });
    const denied = await scene.cli(['uninstall', '--yes', '--json']);
    expect(denied.code).toBe(4);
    expect(JSON.parse(denied.stdout)).toMatchObject({
      result: 'failed',
      error: { name: 'AccessDenied', message: expect.stringContaining('sns:DeleteTopic') },
    });
    scene.wire.reset();
    const { code, stdout } = await scene.cli(['uninstall', '--yes']);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `npx signin-alert uninstall --delete-logs --confirm ${bucket} --region us-east-1`,
    );
  });

  test('has then nothing to do but, if told so, to delete the logs', async () => {
    const again = await scene.cli(['uninstall', '--yes', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({
      result: 'nothing',
      resources: [{ id: 'log-bucket', action: 'keep' }],
    });
    const wrong = await scene.cli(['uninstall', '--yes', '--delete-logs', '--confirm', 'other']);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining(bucket) });
    const last = await scene.cli(['uninstall', '--yes', '--delete-logs', '--confirm', bucket]);
    expect(last).toMatchObject({ code: 0 });
    expect(await left()).toEqual([]);
  });

  test('what is not ours stays, and is named', async () => {
    const sns = new SNSClient(clientConfig({ endpoint: scene.cloud.url }, 'us-east-1'));
    await sns.send(new CreateTopicCommand({ Name: 'signin-alert-main' }));
    const { code, stdout } = await scene.cli(['uninstall', '--yes', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      result: 'nothing',
      resources: [{ id: 'topic', action: 'keep', why: expect.stringContaining('tag') }],
    });
    expect(await left()).toEqual(['us-east-1 sns topic signin-alert-main']);
  });
});
