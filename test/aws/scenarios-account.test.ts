import { DeleteItemCommand, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DeleteAliasCommand, DescribeKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientConfig } from '../support/aws.ts';
import { firstInstall, type Ground, startGround } from '../support/ground.ts';
import type { AwsError, Fault } from '../support/proxy.ts';
import { removed } from './breakages.ts';
import { ran, writesOf } from './ran.ts';

let ground: Ground;
const home = 'us-east-1';
const name = 'signin-alert-main';
const install = ['install', '--yes', '--json', '--skip-test'];
const uninstall = ['uninstall', '--yes', '--json'];

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());
beforeEach(() => ground.begin());

const run = (args: readonly string[], faults: readonly Fault[] = []) => ran(ground, args, { faults });
const status = () => run(['status', '--json']);
const config = () => clientConfig(ground.cloud, home);
const allGood = { code: 0, healthy: true };
const keys = async () => (await ground.look()).lines.filter((line) => / kms key /.test(line));
const keyOfAlias = async () => {
  const { KeyMetadata } = await new KMSClient(config()).send(new DescribeKeyCommand({ KeyId: `alias/${name}` }));
  return KeyMetadata?.KeyId ?? '';
};
const breakIt = (what: string) => removed.find((breakage) => breakage.what === what)?.breakIt(ground.cloud);

describe('a bucket of our name', () => {
  const refusing = (error: AwsError): Fault => ({ service: 's3', times: Infinity, action: { error } });

  it('that is another account’s stops the install before the first change', async () => {
    // What S3 answers to ExpectedBucketOwner; HeadBucket says it without words.
    const { code, error } = await run(firstInstall, [refusing({ code: 'AccessDenied', status: 403 })]);
    expect({ code, name: error.name }).toEqual({ code: 1, name: 'NameTaken' });
    expect(error.message).toContain(`${name}-000000000000-${home}-an`);
    expect(writesOf(ground)).toEqual([]);
  });

  it('that we may not look at is not taken for somebody else’s', async () => {
    const message = 'User: arn:aws:iam::000000000000:user/ann is not authorized to perform: s3:GetBucketTagging';
    const { code, error } = await run(firstInstall, [refusing({ code: 'AccessDenied', status: 403, message })]);
    expect({ code, name: error.name }).toEqual({ code: 4, name: 'AccessDenied' });
    expect(error.message).toContain('s3:GetBucketTagging');
  });
});

describe('the key', () => {
  it('that waits for its deletion is taken back by the next install: one key in the end', async () => {
    await run(firstInstall);
    const key = await keyOfAlias();
    await run(uninstall);
    expect(await keys()).toEqual([`${home} kms key <id> PendingDeletion`]);
    expect((await run(firstInstall)).code).toBe(0);
    expect(await keyOfAlias()).toBe(key);
    expect(await keys()).toEqual([`${home} kms key <id> Enabled`]);
    expect(await status()).toMatchObject(allGood);
  });

  it('that was scheduled for deletion by hand, alias and all, comes back without asking for the webhook', async () => {
    await run(firstInstall);
    const kms = new KMSClient(config());
    const KeyId = await keyOfAlias();
    await kms.send(new DeleteAliasCommand({ AliasName: `alias/${name}` }));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    expect((await run(install)).code).toBe(0);
    expect(await keyOfAlias()).toBe(KeyId);
    expect(await status()).toMatchObject(allGood);
    expect(writesOf(ground)).toEqual([]);
  });
});

describe('what was removed by hand', () => {
  it('a role made again under a living function: alerts still reach Slack after the next install', async () => {
    await run(firstInstall);
    await breakIt('the function role');
    await breakIt('the events role');
    expect(await status()).toMatchObject({ code: 3, healthy: false });
    expect((await run(install)).code).toBe(0);
    expect(await status()).toMatchObject(allGood);
    expect((await run(['send-test', '--json', '--timeout', '20'])).code).toBe(0);
    expect(ground.scene.slack.messages).toHaveLength(1);
    const { Configuration } = await new LambdaClient(config()).send(new GetFunctionCommand({ FunctionName: name }));
    expect(Configuration?.Environment?.Variables ?? {}).toEqual({});
  });

  it('a role made again by somebody else, without our tag, is theirs: the install stops and names it', async () => {
    await run(firstInstall);
    await breakIt('the events role');
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const role = { RoleName: `${name}-events`, Path: '/signin-alert/', AssumeRolePolicyDocument };
    await new IAMClient(config()).send(new CreateRoleCommand(role));
    const { code, error } = await run(install);
    expect({ code, name: error.name }).toEqual({ code: 1, name: 'NameTaken' });
    expect(error.message).toContain(`${name}-events`);
  });

  it('the settings item: status says so, and install writes it anew without asking for the webhook', async () => {
    await run([...firstInstall, '--legacy-webhook']);
    const Key = { pk: { S: 'settings' } };
    await new DynamoDBClient(config()).send(new DeleteItemCommand({ TableName: name, Key }));
    const seen = await status();
    expect(seen).toMatchObject({ code: 3, healthy: false });
    expect(seen.check('settings')).toMatchObject({ ok: false, message: expect.stringContaining('gone') });
    const { code, stderr } = await run(install);
    expect(code).toBe(0);
    expect(stderr).toContain('settings of the installation are gone');
    expect(await status()).toMatchObject(allGood);
    // Channel and kind of webhook come from the function's own zip: it was not touched.
    expect(writesOf(ground)).toEqual([]);
    expect((await run(install)).result).toBe('unchanged');
  });

  it('both roles: from another region the installation is found by its table, and nothing is made twice', async () => {
    await run(firstInstall);
    await breakIt('the function role');
    await breakIt('the events role');
    const seen = await run(['status', '--json', '--region', 'eu-north-1']);
    expect(seen.action('table')).toMatchObject({ state: 'ready', region: home });
    expect(seen.action('function-role')).toMatchObject({ state: 'missing' });
    const { code, error } = await run([...install, '--region', 'eu-north-1']);
    expect({ code, name: error.name }).toEqual({ code: 2, name: 'InstalledElsewhere' });
    expect((await run(install)).code).toBe(0);
    expect((await ground.look()).lines.filter((line) => /dynamodb table/.test(line))).toHaveLength(1);
  });
});

describe('an installation of a later version', () => {
  const later = async () => {
    await run(firstInstall);
    const made = new UpdateItemCommand({
      TableName: name,
      Key: { pk: { S: 'settings' } },
      UpdateExpression: 'SET cliVersion = :later',
      ExpressionAttributeValues: { ':later': { S: '99.0.0' } },
    });
    await new DynamoDBClient(config()).send(made);
  };

  it.each([
    ['install', [...install, '--channel', '#other']],
    ['uninstall', uninstall],
  ])('is not touched by %s', async (_, command) => {
    await later();
    const { code, error } = await run(command);
    expect({ code, name: error.name, state: error.state }).toEqual({
      ...{ code: 1, name: 'NewerInstallation', state: 'Nothing was changed.' },
    });
    expect(error.message).toContain('99.0.0');
    expect(writesOf(ground)).toEqual([]);
  });

  it('is named by status', async () => {
    await later();
    const { check } = await status();
    expect(check('version')).toMatchObject({ ok: false, message: expect.stringContaining('99.0.0') });
  });
});
