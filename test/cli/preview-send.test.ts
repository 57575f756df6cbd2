import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { holdsSecret } from '../support/secret.ts';
import { type Slack, startSlack } from '../support/slack.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';
import { checkMfa, signInRecord } from './records.ts';

let folder: string;
let slack: Slack;
let webhook: string;
let records: string;
let terminal: Terminal | undefined;

const env = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_REGION: undefined };
const send = (args: readonly string[], stdin = '') =>
  runCli(['preview', '--send', ...args], { endpoint: 'http://127.0.0.1:9', env, stdin });

beforeAll(async () => {
  [folder, slack] = await Promise.all([mkdtemp(join(tmpdir(), 'signin-alert-test-')), startSlack()]);
  webhook = join(folder, 'webhook');
  records = join(folder, 'records.json');
  const root = { ...signInRecord('x'), userIdentity: { type: 'Root', accountId: '111122223333' } };
  await writeFile(webhook, slack.webhook());
  await writeFile(records, JSON.stringify([root, checkMfa, signInRecord('bob')]));
});
afterAll(() => Promise.all([rm(folder, { recursive: true }), slack.stop()]));
beforeEach(() => slack.clear());
afterEach(() => terminal?.close());

const texts = () => slack.messages.map(({ payload }) => String(payload.text));

describe('--send', () => {
  test('posts the alerts at Slack’s pace, marked as previews that mention nobody', async () => {
    const { code, stdout, stderr, files } = await send(['--yes', '--webhook-file', webhook, records]);
    expect(code).toBe(0);
    expect(stdout).toContain('│ danger  @channel');
    expect(texts()).toEqual([
      '🧪 *PREVIEW*: Root signed in to account 111122223333 from 203.0.113.7, with MFA.',
      '🧪 *PREVIEW*: `bob` signed in to account 111122223333 from 203.0.113.7, with MFA.',
    ]);
    const [first, second] = slack.messages;
    expect(first?.raw).toContain('The real alert would mention `@\u2060channel`');
    expect(second?.raw).toContain('would mention nobody');
    for (const { raw } of slack.messages) expect(raw).not.toMatch(/<!(here|channel)>|<@/);
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThan(950);
    expect(holdsSecret(stdout + stderr + JSON.stringify(files), slack.webhook())).toBe(false);
  });

  test('waits where Slack asks for it', async () => {
    slack.answer({ status: 429, body: 'rate_limited', headers: { 'retry-after': '3' } });
    const { code } = await send(['--yes', '--webhook-file', webhook, records]);
    expect(code).toBe(0);
    expect(texts()).toHaveLength(2);
    expect(Number(slack.posts[1]?.at) - Number(slack.posts[0]?.at)).toBeGreaterThanOrEqual(2_950);
  });

  test('says with Slack’s word what was refused, and how many are there', async () => {
    slack.answer({}, { status: 410, body: 'channel_is_archived' });
    const { code, stderr } = await send(['--yes', '--webhook-file', webhook, records]);
    expect(code).toBe(1);
    expect(stderr).toContain('channel_is_archived');
    expect(stderr).toContain('1 of 2 alerts are in the channel.');
  });

  test('without a terminal it needs a webhook and consent', async () => {
    const { code, stdout, stderr } = await send([], JSON.stringify(signInRecord('anna')));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const flag of ['--webhook-file <path>', '--yes']) expect(stderr).toContain(`  ${flag}`);
  });

  test('stdin is read only once', async () => {
    const { code, stderr } = await send(['--yes', '--webhook-file', '-'], slack.webhook());
    expect(code).toBe(2);
    expect(stderr).toContain('stdin can be read only once');
    expect(slack.posts).toHaveLength(0);
  });
});

describe('on a terminal', () => {
  test('asks for the webhook, hidden, and for consent, after all is shown', async () => {
    terminal = await openTerminal(['preview', '--send', records], { env, rows: 50 });
    await terminal.waitFor("The webhook's URL:");
    expect(terminal.text()).toContain('3 records: 2 alerts');
    terminal.type(slack.webhook());
    terminal.key('enter');
    await terminal.waitFor('Post these 2 alerts to Slack, marked as previews? (y/N)');
    terminal.type('y\r');
    await terminal.waitFor('2 posted to Slack');
    expect(await terminal.exit).toBe(0);
    expect(texts()).toHaveLength(2);
    expect(holdsSecret(terminal.raw(), slack.webhook())).toBe(false);
  });

  test('Enter alone posts nothing', async () => {
    terminal = await openTerminal(['preview', '--send', '--webhook-file', webhook, records], { env, rows: 50 });
    await terminal.waitFor('(y/N)');
    terminal.key('enter');
    expect(await terminal.exit).toBe(130);
    expect(slack.posts).toHaveLength(0);
  });

  test('without records it says so, and waits for nothing', async () => {
    terminal = await openTerminal(['preview'], { env });
    expect(await terminal.exit).toBe(2);
    expect(terminal.text()).toContain('No records are given.');
  });

  test('a bar in the alert’s colour, and links that a terminal can open; without colours they are written out', async () => {
    terminal = await openTerminal(['preview', records], { env, rows: 50 });
    expect(await terminal.exit).toBe(0);
    expect(terminal.raw()).toContain('\u001b[31m│\u001b[39m \u001b[31mdanger');
    expect(terminal.raw()).toContain('\u001b[32m│\u001b[39m \u001b[32mgood');
    expect(terminal.raw()).toContain('\u001b]8;;https://us-east-1.console.aws.amazon.com/');
    const plain = await openTerminal(['preview', records], { env: { ...env, NO_COLOR: '1' }, rows: 60 });
    expect(await plain.exit).toBe(0);
    expect(plain.raw()).not.toContain('\u001b');
    expect(plain.text()).toContain('CloudTrail event: https://us-east-1.console.aws.amazon.com/');
    await plain.close();
  });

  test.each([50, 40])('%i columns: the bar stands before every line', async (cols) => {
    terminal = await openTerminal(['preview', records], { env, cols, rows: 80 });
    expect(await terminal.exit).toBe(0);
    const alert = terminal.text().split('\n\n')[0] ?? '';
    const lines = alert.split('\n').map((line) => line.trimEnd());
    expect(lines.every((line) => line.startsWith('│'))).toBe(true);
    expect(lines.join('\n')).toContain(
      cols === 50 ? '│ Time     2026-03-01 09:00:00 UTC' : '│ Time\n│   2026-03-01 09:00:00 UTC',
    );
  });
});
