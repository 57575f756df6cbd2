import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { grepAccount, listAccount } from '../support/account.ts';
import { clientConfig } from '../support/aws.ts';
import { type Scene, someRegions, startScene } from '../support/scene.ts';
import { holdsSecret } from '../support/secret.ts';

let scene: Scene;
const regions = [...someRegions, 'eu-west-1'];
const account = () => listAccount({ endpoint: scene.cloud.url, regions });
const writes = () => scene.wire.calls.filter(({ write }) => write).map(({ operation }) => operation);
const json = (stdout: string) => JSON.parse(stdout);

beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.stop());
beforeEach(async () => {
  await scene.cloud.reset();
  scene.wire.reset();
  scene.slack.clear();
});

describe('install', () => {
  it('makes every resource, each named after the installation', async () => {
    const { code, stdout, stderr } = await scene.install();
    expect(stderr).not.toMatch(/error/i);
    expect(code).toBe(0);
    const report = json(stdout);
    expect(report).toMatchObject({
      command: 'install',
      installation: 'main',
      region: 'us-east-1',
      result: 'installed',
    });
    const found = await account();
    for (const thing of [
      'global iam role /signin-alert/signin-alert-main-function',
      'global iam role /signin-alert/signin-alert-main-events',
      'us-east-1 sns topic signin-alert-main',
      'us-east-1 sqs queue signin-alert-main-undelivered',
    ]) {
      expect(found).toContain(thing);
    }
    expect(found.filter((line) => /events rule/.test(line)).length).toBeGreaterThanOrEqual(4);
  });

  it('changes nothing the second time: no write call at all, also with the same webhook given again', async () => {
    await scene.install();
    scene.wire.reset();
    const again = await scene.cli(['install', '--yes', '--json']);
    expect(json(again.stdout).result).toBe('unchanged');
    expect(writes()).toEqual([]);
    const withWebhook = await scene.install();
    expect(json(withWebhook.stdout).result).toBe('unchanged');
    expect(writes()).toEqual([]);
    expect(scene.wire.calls.filter(({ operation }) => operation === 'Encrypt')).toEqual([]);
  });

  it('changes only what depends on a new channel, and keeps what is left out', async () => {
    await scene.install(['--log-retention', '30']);
    scene.wire.reset();
    const { stdout } = await scene.cli(['install', '--yes', '--json', '--skip-test', '--channel', '#other']);
    const changed = json(stdout).resources.filter(({ action }: { action: string }) => action !== 'none');
    expect(changed.map(({ id }: { id: string }) => id).sort()).toEqual(['function', 'settings']);
    expect(new Set(writes())).toEqual(new Set(['UpdateFunctionCode', 'UpdateItem']));
  });

  it('changes only what depends on a new webhook', async () => {
    await scene.install();
    scene.wire.reset();
    const webhook = scene.slack.webhook('another');
    const { stdout } = await scene.cli(['install', '--yes', '--json', '--skip-test', '--webhook-file', '-'], {
      stdin: webhook,
    });
    const changed = json(stdout).resources.filter(({ action }: { action: string }) => action !== 'none');
    expect(changed.map(({ id }: { id: string }) => id).sort()).toEqual(['function', 'settings']);
    expect(scene.wire.calls.filter(({ operation }) => operation === 'Encrypt')).toHaveLength(1);
  });

  it('finds the installation from another region and makes nothing twice', async () => {
    await scene.install();
    const before = await account();
    const again = await scene.cli(['install', '--yes', '--json'], { env: { AWS_REGION: 'eu-west-1' } });
    expect(json(again.stdout)).toMatchObject({ result: 'unchanged', region: 'us-east-1' });
    const elsewhere = await scene.cli(['install', '--yes', '--json', '--region', 'eu-west-1']);
    expect(elsewhere.code).toBe(2);
    expect(await account()).toEqual(before);
  });

  it('keeps the webhook out of everything but the body of Encrypt', async () => {
    const { stdout, stderr, files } = await scene.install(['--verbose']);
    const secret = scene.webhook;
    for (const text of [stdout, stderr, ...Object.values(files), ...Object.keys(files)]) {
      expect(holdsSecret(text, secret)).toBe(false);
    }
    expect(await grepAccount({ endpoint: scene.cloud.url, regions }, secret)).toEqual([]);
    const carriers = scene.wire.calls.filter(({ path, body }) => holdsSecret(`${path} ${body}`, secret));
    expect(carriers.map(({ operation }) => operation)).toEqual(['Encrypt']);
  });

  it('stops before the first change where a name is taken by something that is not ours', async () => {
    const sns = new SNSClient(clientConfig({ endpoint: scene.cloud.url }, 'us-east-1'));
    await sns.send(new CreateTopicCommand({ Name: 'signin-alert-main' }));
    const { code, stdout } = await scene.install();
    expect(code).toBe(1);
    expect(json(stdout).error).toMatchObject({ name: 'NameTaken' });
    expect(json(stdout).error.message).toContain('signin-alert-main');
    expect(writes()).toEqual([]);
  });
});

describe('uninstall', () => {
  it('leaves the log bucket and the key pending deletion, and nothing else; install works straight after', async () => {
    await scene.install();
    const { code, stdout } = await scene.cli(['uninstall', '--yes', '--json']);
    expect(code).toBe(0);
    expect(json(stdout).result).toBe('removed');
    expect(JSON.stringify(scene.slack.messages.at(-1)?.payload)).toContain('arn:aws:iam::000000000000:root');
    const left = await account();
    expect(left).toEqual([
      expect.stringMatching(/kms key \S+ PendingDeletion$/),
      expect.stringMatching(/s3 bucket signin-alert-main-/),
    ]);
    const again = await scene.install();
    expect(json(again.stdout).result).toBe('installed');
    expect((await account()).filter((line) => / kms key /.test(line))).toHaveLength(1);
  });

  it('deletes the logs too where the bucket is named', async () => {
    await scene.install();
    const bucket = 'signin-alert-main-000000000000-us-east-1-an';
    const { code } = await scene.cli(['uninstall', '--yes', '--json', '--delete-logs', '--confirm', bucket]);
    expect(code).toBe(0);
    expect((await account()).filter((line) => !/PendingDeletion/.test(line))).toEqual([]);
  });

  it('says nothing was there where nothing was', async () => {
    const { code, stdout } = await scene.cli(['uninstall', '--yes', '--json']);
    expect({ code, result: json(stdout).result }).toEqual({ code: 0, result: 'nothing' });
    expect(writes()).toEqual([]);
  });

  it('never touches what it did not make, and names it', async () => {
    const sns = new SNSClient(clientConfig({ endpoint: scene.cloud.url }, 'us-east-1'));
    await sns.send(new CreateTopicCommand({ Name: 'signin-alert-main' }));
    const before = await account();
    const { stdout } = await scene.cli(['uninstall', '--yes', '--json']);
    expect(json(stdout).resources).toEqual([expect.objectContaining({ id: 'topic', action: 'keep' })]);
    expect(await account()).toEqual(before);
  });

  it('leaves another installation alone', async () => {
    await scene.install();
    const one = await account();
    await scene.install(['--name', 'second']);
    await scene.cli(['uninstall', '--yes', '--name', 'second']);
    const left = (await account()).filter((line) => !/PendingDeletion/.test(line));
    expect(left.filter((line) => !/second/.test(line))).toEqual(one);
  });
});
