import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAccount } from '../support/account.ts';
import { type Scene, someRegions, startScene } from '../support/scene.ts';
import { holdsSecret } from '../support/secret.ts';
import { openTerminal, type Terminal, type TerminalOptions } from '../support/terminal.ts';

let scene: Scene;
let terminal: Terminal | undefined;

beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.stop());
beforeEach(async () => {
  await scene.cloud.reset();
  scene.wire.reset();
  scene.wire.delay(0);
  scene.slack.clear();
});
afterEach(() => terminal?.close());

const open = async (args: readonly string[], options: TerminalOptions = {}) => {
  terminal = await openTerminal(args, { endpoint: scene.wire.url, ...options });
  return terminal;
};
const answer = async ({ waitFor, type, key }: Terminal, question: string, text: string) => {
  await waitFor(question);
  type(text);
  key('enter');
};
const few = ['--regions', someRegions.join(',')];
const writes = () => scene.wire.calls.filter(({ write }) => write).map(({ operation }) => operation);

describe('install asks', () => {
  test('channel, webhook hidden, trusted networks, and consent; then shows a list and the end', async () => {
    const shown = await open(['install', ...few], { rows: 50 });
    await answer(shown, 'Slack channel', 'security');
    await answer(shown, 'Its URL:', scene.webhook);
    await answer(shown, 'Trusted networks', 'office');
    await shown.waitFor('is not name=cidr');
    shown.type('\u0015office=203.0.113.0/24, VPN=2001:db8::/32\r');
    await shown.waitFor('Do this? (y/N)');
    expect(shown.text()).toMatch(/Plan: \d+ to create/);
    expect(writes()).toEqual([]);
    shown.type('y');
    shown.key('enter');
    await shown.waitFor('Installed in us-east-1', 30_000);
    expect(await shown.exit).toBe(0);
    expect(shown.text()).toMatch(/✔ KMS key alias\/signin-alert-main \d\.\d s/);
    expect(shown.text()).toMatch(/✔ forwarding rules in 2 regions \d\.\d s/);
    expect(shown.text()).not.toContain('not begun');
    expect(holdsSecret(shown.raw(), scene.webhook)).toBe(false);
    const { rules } = JSON.parse((await scene.cli(['config', 'get', '--json'])).stdout);
    expect(rules.trustedNetworks).toEqual([
      { name: 'office', cidr: '203.0.113.0/24' },
      { name: 'VPN', cidr: '2001:db8::/32' },
    ]);
  });

  test('for no networks where Enter says none, and not at all where rules are given', async () => {
    const shown = await open(['install', '--channel', 'security'], { rows: 50 });
    await answer(shown, 'Its URL:', scene.webhook);
    await answer(shown, 'Trusted networks', '');
    await shown.waitFor('Do this? (y/N)');
    shown.key('ctrl-c');
    await shown.close();
    const given = await open(['install', '--channel', 'security', '--trusted-network', 'x=192.0.2.0/24'], { rows: 50 });
    await answer(given, 'Its URL:', scene.webhook);
    await given.waitFor('Do this? (y/N)');
    expect(given.text()).not.toContain('Trusted networks');
  });

  test('again until the answer is good', async () => {
    const shown = await open(['install', ...few]);
    await answer(shown, 'Slack channel', 'Not Good');
    await shown.waitFor('small letters');
    shown.type('\u0015security\r');
    await answer(shown, 'Its URL:', 'https://hooks.slack.com/triggers/T0/1/averysecretsecret');
    await shown.waitFor('workflow');
    expect(shown.raw()).not.toContain('averysecretsecret');
  });

  test('for the region where none is given', async () => {
    const shown = await open(['install', '--dry-run'], { env: { AWS_REGION: undefined } });
    await shown.waitFor('AWS region:');
    shown.key('down');
    shown.key('enter');
    await shown.waitFor('Plan:');
    expect(await shown.exit).toBe(0);
    expect(shown.text()).toContain('us-east-2 (your answer)');
  });

  test('nothing that it knows: an installation that is there is only confirmed', async () => {
    await scene.install();
    const shown = await open(['install', '--channel', 'other']);
    await shown.waitFor('Do this?');
    expect(shown.text()).toContain('channel: #sign-ins → #other');
    expect(shown.text()).not.toContain('Slack channel');
    shown.key('enter');
    expect(await shown.exit).toBe(130);
    expect(shown.text()).toContain('Nothing was changed.');
  });
});

describe('Ctrl-C', () => {
  test('at a question: nothing was changed, 130', async () => {
    const shown = await open(['install']);
    await shown.waitFor('Slack channel');
    shown.key('ctrl-c');
    expect(await shown.exit).toBe(130);
    expect(shown.text()).toContain('Nothing was changed.');
    expect(writes()).toEqual([]);
  });

  test('while reading: leaves at once', async () => {
    scene.wire.fault({ service: 'sts', action: 'hang' });
    const shown = await open(['status']);
    await shown.waitFor('signin-alert status');
    await new Promise((resolve) => setTimeout(resolve, 500));
    shown.key('ctrl-c');
    expect(await shown.exit).toBe(130);
  });

  test('in the run: finishes what is in flight, tells what is there; the same command goes on', async () => {
    // The function is waited for long enough to be interrupted in the middle.
    scene.wire.fault({ operation: 'CreateFunction', action: { delayMs: 1_500 } });
    const args = ['install', '--yes', '--skip-test', '--channel', 'security', ...few];
    const shown = await open(args, { rows: 50 });
    await answer(shown, 'Its URL:', scene.webhook);
    await shown.waitFor(/✔ KMS key/, 20_000);
    shown.key('ctrl-c');
    await shown.waitFor('Stopping');
    expect(await shown.exit).toBe(130);
    expect(shown.text()).toMatch(/\d+ of 21 parts are done; not done: .*wake-up/s);
    expect(shown.text()).toMatch(/same command to go on.*uninstall/s);
    const half = await listAccount({ endpoint: scene.cloud.url, regions: someRegions });
    expect(half).toContain('us-east-1 lambda function signin-alert-main');
    expect(half).not.toContain('us-east-1 events rule signin-alert-main-wake-up');

    const again = await scene.cli(
      ['install', '--yes', '--skip-test', '--channel', 'security', '--webhook-file', '-', ...few],
      {
        stdin: scene.webhook,
      },
    );
    expect(again).toMatchObject({ code: 0 });
  });

  test('twice: leaves at once', async () => {
    scene.wire.fault({ operation: 'CreateTable', action: 'hang' });
    const shown = await open(['install', '--yes', '--skip-test', '--channel', 'security', ...few], { rows: 50 });
    await answer(shown, 'Its URL:', scene.webhook);
    await shown.waitFor(/✔ KMS key/, 20_000);
    shown.key('ctrl-c');
    await shown.waitFor('Stopping');
    shown.key('ctrl-c');
    expect(await shown.exit).toBe(130);
    expect(shown.text()).toContain('Some of it may be there already.');
  });
});

describe('on the screen', () => {
  test('colours, unless they are not wanted', async () => {
    const coloured = await open(['install', '--dry-run']);
    await coloured.exit;
    expect(coloured.raw()).toContain('\u001b[32m+ create');
    for (const [args, env] of [
      [['--no-color'], {}],
      [[], { NO_COLOR: '1' }],
      [[], { TERM: 'dumb' }],
    ] as const) {
      const plain = await open(['install', '--dry-run', ...args], { env });
      await plain.exit;
      expect(plain.text()).toContain('+ create');
      expect(plain.raw()).toBe(stripVTControlCharacters(plain.raw()));
    }
  });

  test('40 columns stay readable: no line is longer', async () => {
    const narrow = await open(['install', '--dry-run'], { cols: 40, rows: 60 });
    expect(await narrow.exit).toBe(0);
    const lines = narrow.raw().replaceAll('\r', '').split('\n');
    const widths = lines.map((line) => stripVTControlCharacters(line).length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(40);
    expect(narrow.text()).toContain('  + create  IAM role\n      signin-alert-main-function\n');
  });
});

describe('uninstall', () => {
  test('asks, and to lose the logs has the bucket’s name typed', async () => {
    await scene.install();
    const shown = await open(['uninstall', '--delete-logs'], { rows: 50 });
    const bucket = 'signin-alert-main-000000000000-us-east-1-an';
    await answer(shown, "Type the bucket's name", 'yes');
    await shown.waitFor('that is not its name');
    shown.type(`\u0015${bucket}\r`);
    await shown.waitFor('Remove this? (y/N)');
    expect(writes()).toContain('CreateBucket');
    expect(writes()).not.toContain('DeleteBucket');
    shown.type('y\r');
    await shown.waitFor('is removed from account');
    expect(await shown.exit).toBe(0);
    const left = await listAccount({ endpoint: scene.cloud.url, regions: someRegions });
    expect(left.filter((line) => !/PendingDeletion/.test(line))).toEqual([]);
  });
});
