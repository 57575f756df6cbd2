import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CliOptions } from '../support/cli.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { holdsSecret } from '../support/secret.ts';

let scene: Scene;
let folder: string;

beforeAll(async () => {
  [scene, folder] = await Promise.all([startScene(), mkdtemp(join(tmpdir(), 'signin-alert-test-'))]);
});
afterAll(() => Promise.all([scene.stop(), rm(folder, { recursive: true })]));
beforeEach(async () => {
  await scene.cloud.reset();
  scene.wire.reset();
  scene.slack.clear();
});

const basics = ['install', '--channel', 'security', '--regions', 'us-east-1,eu-west-1', '--webhook-file', '-'];
const install = (args: readonly string[] = [], options: CliOptions = {}) =>
  scene.cli([...basics, ...args], { stdin: `${scene.webhook}\n`, ...options });
const writes = () => scene.wire.calls.filter(({ write }) => write).map(({ operation }) => operation);
const texts = () => scene.slack.messages.map(({ payload }) => String(payload.text));

describe('a whole install', () => {
  test('says hello, shows its plan, works, tests, and tells the way back', async () => {
    const { code, stdout, stderr, files } = await install(['--yes']);
    expect(stderr).toMatch(/^signin-alert install …\n {2}account {3}000000000000\n/);
    expect(stderr).toContain('region    us-east-1 (AWS_REGION)');
    expect(stderr).toMatch(/Plan: \d+ to create\n {2}\+ create {2}IAM role/);
    expect(stderr).toContain('Cost: about $1.22 a month');
    expect(stderr).toContain('--delete-logs');
    expect(stderr).toMatch(/✔ KMS key alias\/signin-alert-main \(\d+\.\d s\)/);
    expect(stderr).toContain('slack    Slack took the message');
    expect(code).toBe(0);
    expect(stdout).toContain('Installed in us-east-1: console sign-ins of account 000000000000 go to #security.');
    expect(stdout).toContain('npx signin-alert uninstall\n');
    expect(stdout).toContain(
      "npx signin-alert install --region us-east-1 --channel '#security' --regions us-east-1,eu-west-1 --yes",
    );
    expect(texts()[0]).toMatch(/👋|signin-alert/);
    expect(texts().length).toBeGreaterThanOrEqual(2);
    // The hello came before the first change.
    const [firstWrite] = scene.wire.calls.filter(({ write }) => write);
    expect(scene.slack.messages[0]?.at).toBeLessThan(firstWrite?.startedAt ?? 0);
    expect(holdsSecret(stdout + stderr + JSON.stringify(files), scene.webhook)).toBe(false);
  });

  test('what was chosen stays chosen, and the line it printed repeats it', async () => {
    await install(['--yes', '--skip-test', '--tag', 'team=blue', '--log-retention', '30']);
    const again = await scene.cli(['install', '--channel', '#security', '--yes']);
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain('nothing to change');
    const changed = await scene.cli(['install', '--tag', 'team=red', '--dry-run', '--json']);
    const { resources } = JSON.parse(changed.stdout);
    const settings = resources.find(({ id }: { id: string }) => id === 'settings');
    expect(settings.changes).toEqual([{ field: 'tags', from: '{"team":"blue"}', to: '{"team":"red"}' }]);
  });

  test('a legacy webhook gets channel and name', async () => {
    await install(['--yes', '--legacy-webhook']);
    expect(scene.slack.messages[0]?.payload).toMatchObject({ channel: '#security', username: 'signin-alert' });
  });
});

describe('a dry run', () => {
  test('needs no answers and changes nothing', async () => {
    const { code, stdout } = await scene.cli(['install', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\nPlan: \d+ to create\n/);
    expect(stdout).toContain('Cost: about');
    expect(writes()).toEqual([]);
    expect(scene.slack.posts).toEqual([]);
  });

  test('as JSON', async () => {
    const { stdout } = await install(['--dry-run', '--json']);
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual([
      'command',
      'installation',
      'account',
      'region',
      'result',
      'resources',
      'cost',
    ]);
    expect(report).toMatchObject({
      command: 'install',
      installation: 'main',
      account: '000000000000',
      region: 'us-east-1',
      result: 'planned',
    });
    expect(report.resources[0]).toEqual({
      id: 'function-role',
      type: 'AWS::IAM::Role',
      region: 'global',
      name: 'signin-alert-main-function',
      action: 'create',
      changes: [],
    });
    expect(report.cost.parts[0]).toMatchObject({ item: 'KMS key', usd: 1 });
  });
});

describe('refused before the first change', () => {
  test('a webhook that Slack does not know', async () => {
    const { code, stdout, stderr } = await install(['--yes', '--json'], {
      stdin: `${scene.slack.url}/services/T0000TEST/B0000TEST/gone`,
    });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      result: 'failed',
      error: { name: 'SlackRefused', message: expect.stringContaining('no_service'), state: 'Nothing was changed.' },
    });
    expect(stderr + stdout).not.toContain('B0000TEST');
    expect(writes()).toEqual([]);
  });

  test('missing answers: named at once', async () => {
    const { code, stderr } = await scene.cli(['install', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('  --channel <name>\n  --webhook-file <path>\n');
    expect(writes()).toEqual([]);
  });

  test('a region that the account has not enabled, wherever it is named', async () => {
    const home = await install(['--yes', '--region', 'xx-nowhere-1']);
    expect(home).toMatchObject({ code: 2, stderr: expect.stringContaining('xx-nowhere-1 is not an enabled region') });
    const watched = await install(['--yes', '--regions', 'us-east-1,xx-nowhere-1']);
    expect(watched).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Not an enabled region of this account: xx-nowhere-1'),
    });
  });

  test('another partition', async () => {
    const edit = (body: string) => body.replaceAll('arn:aws:', 'arn:aws-cn:');
    scene.wire.fault({ service: 'sts', action: { edit } });
    const { code, stdout } = await install(['--yes', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error.name).toBe('UnsupportedPartition');
  });

  test('a key of another region', async () => {
    const { code, stderr } = await install(['--yes', '--kms-key', 'arn:aws:kms:eu-west-1:000000000000:key/1']);
    expect(code).toBe(2);
    expect(stderr).toContain('The KMS key is in eu-west-1');
  });
});

describe('an installation that is there', () => {
  test('stays where it is: another --region is refused, another AWS_REGION is not', async () => {
    await install(['--yes', '--skip-test']);
    const moved = await scene.cli(['install', '--yes', '--region', 'eu-west-1']);
    expect(moved.code).toBe(2);
    expect(moved.stderr.replace(/\s+/g, ' ')).toContain(
      'npx signin-alert uninstall, then npx signin-alert install --region eu-west-1',
    );
    const found = await scene.cli(['install', '--yes'], { env: { AWS_REGION: 'eu-west-1' } });
    expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to change') });
    expect(found.stderr).toContain('us-east-1 (where the installation is)');
  });

  test('takes new rules, and keeps them when they are left out', async () => {
    await install(['--yes', '--skip-test']);
    const networks = await scene.cli(['install', '--yes', '--trusted-network', 'Tokyo office=203.0.113.0/24']);
    expect(networks.stderr).toContain('alert rules');
    const rules = join(folder, 'rules.json');
    await writeFile(rules, '{ "language": "ja" }');
    await scene.cli(['install', '--yes', '--config', rules]);
    const status = await scene.cli(['status']);
    expect(status.stdout).toContain('{"language":"ja"}');
    expect(await scene.cli(['install', '--yes'])).toMatchObject({
      stdout: expect.stringContaining('nothing to change'),
    });
  });
});

describe('failures on the way', () => {
  test('a denied call: exit 4, its action, what is there, and how to go on', async () => {
    const message = 'User: arn:aws:iam::000000000000:user/x is not authorized to perform: kms:CreateKey';
    scene.wire.fault({
      operation: 'CreateKey',
      times: 9,
      action: { error: { code: 'AccessDeniedException', message } },
    });
    const { code, stdout } = await install(['--yes', '--json', '--skip-test']);
    expect(code).toBe(4);
    const { result, error } = JSON.parse(stdout);
    expect(result).toBe('failed');
    expect(error.message).toContain('key: AWS denied kms:CreateKey');
    expect(error.action).toMatch(/signin-alert policy install[\s\S]*same command/);
    expect(error.state).toMatch(/^\d+ of 20 parts are done; not done: .*key/);
    scene.wire.reset();
    expect(await install(['--yes', '--skip-test'])).toMatchObject({ code: 0 });
  });

  test('a region whose policy denies the rule is named, and the rest is installed', async () => {
    const message =
      'User: x is not authorized to perform: events:PutRule with an explicit deny in a service control policy';
    const error = { code: 'AccessDeniedException', message };
    scene.wire.fault({ operation: 'PutRule', region: 'eu-west-1', times: 9, action: { error } });
    const { code, stdout, stderr } = await install(['--yes', '--skip-test']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/! forwarding rule signin-alert-main-forward denied here, left out/);
    expect(stdout).toContain('Not seen are those that land in eu-west-1: AWS denied the rule there.');
    expect(stdout).toContain('npx signin-alert uninstall');
  });

  test('expired credentials', async () => {
    const error = {
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
      status: 403,
    };
    scene.wire.fault({ service: 'sts', times: 9, action: { error } });
    const { code, stdout } = await scene.cli(['status', '--json']);
    expect(code).toBe(4);
    expect(JSON.parse(stdout).error).toMatchObject({ name: 'ExpiredToken', state: 'Nothing was changed.' });
  });

  test('a test that does not arrive: exit 1, and everything stays', async () => {
    scene.slack.answer({}, ...Array.from({ length: 40 }, () => ({ status: 404, body: 'no_service' })));
    const { code, stdout } = await install(['--yes', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      result: 'installed',
      error: {
        name: 'TestNotDelivered',
        message: expect.stringContaining('no_service'),
        state: 'Everything is installed and stays.',
      },
    });
    scene.slack.clear();
    expect(await scene.cli(['status'])).toMatchObject({ stdout: expect.stringContaining('ready') });
  });
});
