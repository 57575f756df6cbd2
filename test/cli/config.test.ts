import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clientConfig } from '../support/aws.ts';
import { type Scene, startScene } from '../support/scene.ts';

let scene: Scene;
let folder: string;

let installed: Record<string, AttributeValue>;

beforeAll(async () => {
  [scene, folder] = await Promise.all([startScene(), mkdtemp(join(tmpdir(), 'signin-alert-test-'))]);
  await scene.install();
  installed = (await table().send(new GetItemCommand({ TableName, Key }))).Item ?? {};
});
afterAll(() => Promise.all([scene.stop(), rm(folder, { recursive: true })]));
/** As it was right after the install. */
beforeEach(async () => {
  await table().send(new PutItemCommand({ TableName, Item: installed }));
  scene.wire.reset();
  scene.slack.clear();
});

const config = (...args: string[]) => scene.cli(['config', ...args]);
const asJson = async (...args: string[]) => JSON.parse((await config(...args, '--json')).stdout);
const Key = { pk: { S: 'settings' } };
const TableName = 'signin-alert-main';
const table = () => new DynamoDBClient(clientConfig({ endpoint: scene.cloud.url }, 'us-east-1'));
const kept = async () => {
  const { Item } = await table().send(new GetItemCommand({ TableName, Key }));
  return { version: Number(Item?.version?.N), rules: JSON.parse(Item?.rules?.S ?? 'null') };
};
const oneLine = (text: string) => text.replace(/\s+/g, ' ');
const told = () => scene.slack.messages.map(({ payload, raw }) => ({ text: String(payload.text), raw }));

describe('of an installation', () => {
  test('get: as recommended; the document is what apply takes', async () => {
    const { code, stdout, stderr } = await config('get');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '{}\n' });
    expect(stderr).toContain('version 1; everything is as recommended');
    expect(await asJson('get')).toMatchObject({
      command: 'config',
      installation: 'main',
      version: 1,
      rules: { preset: 'recommended', language: 'en', trustedNetworks: [], kinds: { 'aws-login': false } },
    });
    const same = await scene.cli(['config', 'apply', '-'], { stdin: stdout });
    expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to change') });
    expect(await kept()).toEqual({ version: 1, rules: {} });
    expect(told()).toEqual([]);
  });

  test('set, add, remove: written with a new version, told to the channel, and read back', async () => {
    const set = await config('set', 'reasons.no-mfa.mention', 'channel');
    expect(set.code).toBe(0);
    expect(set.stdout).toContain('✔ Changed: version 2.\n  reasons.no-mfa.mention: here → channel\n');
    expect(set.stdout).toContain('Live within a minute; #sign-ins was told.');
    await config('add', 'trustedNetworks', 'Tokyo office=203.0.113.0/24', 'VPN=2001:db8::/32');
    await config('add', 'ignore', 'role=Deploy,failures=true');
    await config('set', 'language', 'ja');
    const rules = {
      reasons: { 'no-mfa': { mention: 'channel' } },
      trustedNetworks: [
        { name: 'Tokyo office', cidr: '203.0.113.0/24' },
        { name: 'VPN', cidr: '2001:db8::/32' },
      ],
      ignore: [{ role: 'Deploy', failures: true }],
      language: 'ja',
    };
    expect(await kept()).toEqual({ version: 5, rules });
    expect(JSON.parse((await config('get')).stdout)).toEqual(rules);
    expect(await config('get', 'reasons.no-mfa.mention')).toMatchObject({ code: 0, stdout: 'channel\n' });
    expect(await asJson('get', 'trustedNetworks.0')).toMatchObject({ value: { name: 'Tokyo office' } });

    await config('remove', 'trustedNetworks', 'Tokyo office');
    await config('remove', 'reasons.no-mfa');
    await config('remove', 'ignore');
    await config('remove', 'language');
    expect(await kept()).toEqual({ version: 9, rules: { trustedNetworks: [{ name: 'VPN', cidr: '2001:db8::/32' }] } });

    const messages = told();
    expect(messages).toHaveLength(8);
    expect(messages[0]?.text).toContain('`arn:aws:iam::000000000000:root` changed the settings');
    expect(messages[0]?.raw).toContain('`reasons.no-mfa.mention`: `here` → `channel`');
    expect(messages[1]?.raw).toContain('`Tokyo office=203.0.113.0/24`');
    expect(messages[3]?.text).toContain('設定を変更しました');
  });

  test('the function judges by them at once', async () => {
    await config('set', 'language', 'ja');
    scene.slack.clear();
    expect(await scene.cli(['send-test'])).toMatchObject({ code: 0 });
    expect(told()[0]?.text).toContain('サインインしました');
  });

  test('a later install keeps them, and status shows them', async () => {
    await config('set', 'preset', 'plain');
    expect((await scene.cli(['install', '--yes'])).stdout).toContain('nothing to change');
    expect((await scene.cli(['status'])).stdout).toContain('"preset":"plain"');
  });

  test('as JSON', async () => {
    expect(await asJson('set', 'preset', 'plain')).toMatchObject({
      command: 'config',
      installation: 'main',
      result: 'changed',
      version: 2,
      changes: [{ path: 'preset', before: 'recommended', after: 'plain' }],
      posted: true,
      needsInstall: false,
      rules: { preset: 'plain', language: 'en' },
    });
    expect(await asJson('set', 'preset', 'plain')).toMatchObject({ result: 'unchanged', version: 2, changes: [] });
    expect(await asJson('add', 'trustedNetworks', 'x=192.0.2.1', '--dry-run')).toMatchObject({
      result: 'planned',
      version: 2,
      changes: [{ path: 'trustedNetworks', before: null, after: 'x=192.0.2.1' }],
    });
    expect((await kept()).version).toBe(2);
  });

  test('apply takes a whole file, with the address of its schema', async () => {
    await config('set', 'language', 'ja');
    const file = join(folder, 'rules.json');
    const rules = {
      $schema: './signin-alert.schema.json',
      ignore: [{ user: 'robot' }],
      kinds: { 'switch-role': true },
    };
    await writeFile(file, JSON.stringify(rules));
    const dry = await config('apply', file, '--dry-run');
    expect(dry.stdout).toContain('This would be changed:\n  language: ja → en\n');
    const { code, stdout } = await config('apply', file);
    expect(code).toBe(0);
    for (const change of ['language: ja → en', 'ignore: not set → user=robot', 'kinds.switch-role: false → true']) {
      expect(stdout).toContain(`  ${change}\n`);
    }
    expect(await kept()).toEqual({ version: 3, rules });
  });

  test('kinds.aws-login: the event rules must follow, by install', async () => {
    const { code, stderr } = await config('set', 'kinds.aws-login', 'true');
    expect(code).toBe(0);
    expect(oneLine(stderr)).toContain('run npx signin-alert install');
    expect((await scene.cli(['install', '--dry-run'])).stdout).toContain(
      'state: ENABLED → ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    );
  });

  test('a post that Slack refuses is said, and undoes nothing', async () => {
    scene.slack.answer({ status: 404, body: 'no_service' });
    const { code, stderr } = await config('set', 'language', 'ja');
    expect(code).toBe(0);
    expect(stderr).toContain('the channel could not be told');
    expect(stderr).toContain('no_service');
    expect(await kept()).toEqual({ version: 2, rules: { language: 'ja' } });
  });

  test('who may not invoke the function has changed the rules all the same', async () => {
    const message = 'User: x is not authorized to perform: lambda:InvokeFunction';
    const error = { code: 'AccessDeniedException', message, status: 403 };
    scene.wire.fault({ operation: 'Invoke', times: 9, action: { error } });
    expect(await asJson('set', 'language', 'ja')).toMatchObject({
      result: 'changed',
      posted: false,
      why: expect.stringContaining('lambda:InvokeFunction'),
    });
  });

  test('two at the same time: the second is told to look again', async () => {
    scene.wire.fault({ operation: 'UpdateItem', action: { delayMs: 2_000 } });
    const slow = config('set', 'language', 'ja');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const all = await Promise.all([slow, config('set', 'preset', 'plain')]);
    expect(all.map(({ code }) => code).sort()).toEqual([0, 1]);
    const { stderr } = all.find(({ code }) => code === 1) ?? { stderr: '' };
    expect(oneLine(stderr)).toMatch(/Somebody else changed the settings.*config get.*same command again/);
    expect((await kept()).version).toBe(2);
  });

  test('from any region', async () => {
    const found = await scene.cli(['config', 'set', 'language', 'ja'], { env: { AWS_REGION: 'eu-north-1' } });
    expect(found.code).toBe(0);
    expect(found.stderr).toContain('us-east-1 (where the installation is)');
  });

  test('settings that are gone: install writes them anew', async () => {
    await table().send(new DeleteItemCommand({ TableName, Key }));
    const { code, stderr } = await config('set', 'language', 'ja');
    expect(code).toBe(1);
    expect(oneLine(stderr)).toContain('Write them anew: npx signin-alert install');
    expect(await kept()).toMatchObject({ rules: null });
  });

  test('rules that somebody has broken by hand: said; apply puts others in their place', async () => {
    const broken = JSON.stringify({ preset: 'loud' });
    await table().send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: 'SET #rules = :rules',
        ExpressionAttributeNames: { '#rules': 'rules' },
        ExpressionAttributeValues: { ':rules': { S: broken } },
      }),
    );
    for (const args of [['get'], ['set', 'language', 'ja']]) {
      const { code, stderr } = await config(...args);
      expect(code).toBe(1);
      expect(stderr).toContain('preset: found "loud"; allowed: recommended, plain');
      expect(oneLine(stderr)).toContain('config apply <file>');
    }
    expect(await scene.cli(['config', 'apply', '-'], { stdin: '{}' })).toMatchObject({ code: 0 });
    expect(await kept()).toMatchObject({ rules: {} });
  });
});

test('not installed: exit 1, and what to do', async () => {
  const { code, stderr } = await config('get', '--name', 'other');
  expect(code).toBe(1);
  expect(stderr).toContain('The installation other is not in this account.');
  expect(oneLine(stderr)).toContain(
    'This account has: main. Name one with --name, or install: npx signin-alert install',
  );
});
