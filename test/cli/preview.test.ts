import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { bySns, checkMfa, signInRecord, toEvent } from './records.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signin-alert-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Without AWS: no credentials, no region, and an address where nobody listens. */
const env = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_REGION: undefined };
const preview = (args: readonly string[], stdin?: string) =>
  runCli(['preview', ...args], { endpoint: 'http://127.0.0.1:9', env, ...(stdin === undefined ? {} : { stdin }) });

const written = async (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const parsed = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const names = (stdout: string) => parsed(stdout).map(({ user }) => user?.name);

const [anna, bob] = [signInRecord('anna'), signInRecord('bob')];
const line = (value: unknown) => JSON.stringify(value);
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

describe('reads every form that people have records in', () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pretty(anna), 'utf16le')]);
  const forms: readonly (readonly [form: string, content: string | Uint8Array, names: string[]])[] = [
    ['one record', line(anna), ['anna']],
    ['one record over many lines', `\n${pretty(anna)}\n`, ['anna']],
    ['an array', pretty([anna, bob]), ['anna', 'bob']],
    ['a line of an array each', `[\n${line(anna)},\n${line(bob)}\n]\n`, ['anna', 'bob']],
    ['a log file', line({ Records: [anna, bob] }), ['anna', 'bob']],
    ['a gzipped log file', gzipSync(line({ Records: [anna, bob] })), ['anna', 'bob']],
    ['two gzipped files in one', Buffer.concat([gzipSync(line(anna)), gzipSync(line(bob))]), ['anna', 'bob']],
    ['one a line', `${line(anna)}\r\n\r\n${line(bob)}\r\n`, ['anna', 'bob']],
    ['one after the other', line(anna) + line(bob), ['anna', 'bob']],
    ['one after the other over many lines', pretty(anna) + pretty(bob), ['anna', 'bob']],
    ['copied out of an array', `${pretty(anna)},\n${pretty(bob)},\n`, ['anna', 'bob']],
    ['mixed', `${line(anna)}\n${pretty(bob)}\n${line(anna)}`, ['anna', 'bob', 'anna']],
    ['an event', pretty(toEvent(anna)), ['anna']],
    ['an SNS message', line(bySns(toEvent(anna))), ['anna']],
    ['an SQS message', line({ Messages: [{ Body: line(bySns(toEvent(anna)).Records[0]?.Sns) }] }), ['anna']],
    ['looked-up events', pretty({ Events: [{ CloudTrailEvent: line(anna) }] }), ['anna']],
    ['with a byte order mark', `\ufeff${line(anna)}\n${line(bob)}`, ['anna', 'bob']],
    ['as PowerShell writes it', utf16, ['anna']],
  ];
  test.each(forms)('%s', async (form, content, expected) => {
    const { code, stdout, stderr } = await preview(['--json', await written(form.replaceAll(' ', '-'), content)]);
    expect({ code, stderr, names: names(stdout) }).toEqual({ code: 0, stderr: '', names: expected });
  });

  test('stdin, by itself and between files', async () => {
    expect(names((await preview(['--json'], line(anna))).stdout)).toEqual(['anna']);
    const [first, last] = await Promise.all([written('1.json', line(anna)), written('2.json', line(bob))]);
    const { stdout } = await preview(['--json', first, '-', last], line(signInRecord('carl')));
    expect(names(stdout)).toEqual(['anna', 'carl', 'bob']);
  });

  test('all files with records below a folder', async () => {
    const below = join(folder, 'logs/2026/03');
    await mkdir(below, { recursive: true });
    await Promise.all([
      written('logs/2026/03/a.json.gz', gzipSync(line({ Records: [anna] }))),
      written('logs/2026/03/b.ndjson', line(bob)),
      written('logs/readme.txt', 'no record'),
    ]);
    const { code, stdout } = await preview(['--json', join(folder, 'logs')]);
    expect({ code, names: names(stdout) }).toEqual({ code: 0, names: ['anna', 'bob'] });
  });
});

describe('what cannot be read', () => {
  const places: readonly (readonly [form: string, content: string | Uint8Array, names: string[], says: RegExp])[] = [
    ['a cut line', `${line(anna)}\n{"eventName":"Cons\n${line(bob)}\n`, ['anna', 'bob'], /line 2: .*JSON/],
    ['a line cut behind a value', `{"a":1\n${line(anna)}\n${line(bob)}`, ['anna', 'bob'], /line 1: .*JSON/],
    ['a line of a log', `INFO began\n${line(anna)}\nINFO ended\n`, ['anna'], /line 1: .*\n✖ .*line 3: /],
    ['a cut document', `${line(anna)}\n${pretty(bob).slice(0, 300)}`, ['anna'], /line 2: .*JSON/],
    ['half a gzip file', gzipSync(Buffer.from(`${line(anna)}\n${noise()}`)).subarray(0, 2_000), ['anna'], /cut off/],
  ];
  test.each(places)('%s: the place is named, the rest goes on, exit 1', async (form, content, expected, says) => {
    const path = await written(form.replaceAll(' ', '-'), content);
    const { code, stdout, stderr } = await preview(['--json', path]);
    expect(stderr).toContain(path);
    expect(stderr).toMatch(says);
    const lines = parsed(stdout);
    expect(lines.slice(0, -1).map(({ user }) => user?.name)).toEqual(expected);
    expect(lines.at(-1)).toMatchObject({ command: 'preview', error: { name: 'PartlyRead' } });
    expect(code).toBe(1);
  });

  test('a file that is missing, beside one that is there', async () => {
    const path = await written('there.json', line(anna));
    const { code, stdout, stderr } = await preview([join(folder, 'missing'), path]);
    expect(code).toBe(1);
    expect(stdout).toContain('anna');
    expect(stderr).toMatch(/missing cannot be read \(ENOENT\)/);
  });

  test.each([
    ['nothing', ''],
    ['blank lines', '\n \n'],
    ['no JSON at all', 'hello'],
  ])('%s: exit 2, and what to do', async (_, stdin) => {
    const { code, stdout, stderr } = await preview([], stdin);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('No record was read');
    expect(stderr).toContain('aws cloudtrail lookup-events');
  });

  test('the words of others do not reach the terminal as they are', async () => {
    const { stderr } = await preview([], '\u001b[2J\u202e{');
    expect(stderr).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  });

  test('a reader that has seen enough is no error', async () => {
    const path = await written('many.ndjson', `${line(anna)}\n`.repeat(5_000));
    const script = `${process.execPath} bin/signin-alert.js preview --json ${path} | head -n 1; echo "exit \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await shell(script);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\{"alert":true.*\}\nexit 0\n$/);
  });
});

describe('--json', () => {
  test('says all that is known, a line each', async () => {
    const { stdout } = await preview(
      ['--json'],
      line([toEvent(signInRecord('anna', { result: 'Failure' })), checkMfa]),
    );
    const [alert, step, ...more] = parsed(stdout);
    expect(more).toEqual([]);
    expect(alert).toEqual({
      alert: true,
      eventName: 'ConsoleLogin',
      result: 'Failure',
      user: { type: 'IAMUser', name: 'anna', role: null },
      mfa: 'used',
      sourceIp: '203.0.113.7',
      region: 'eu-west-1',
      awsRegion: 'us-east-1',
      account: '111122223333',
      time: '2026-03-01T09:00:00Z',
      reasons: ['failure', 'mfa-failure'],
      color: 'danger',
      mention: 'here',
      text: expect.stringContaining('<!here> `anna` failed to sign in'),
      payload: expect.objectContaining({ attachments: [expect.objectContaining({ color: 'danger' })] }),
    });
    expect(step).toEqual({ alert: false, eventName: 'CheckMfa', why: expect.stringContaining('MFA') });
  });

  test('of a record that nobody knows', async () => {
    const { stdout, code } = await preview(['--json'], '{"hello":"world"}');
    expect(code).toBe(0);
    expect(parsed(stdout)).toMatchObject([{ alert: true, eventName: null, account: null, reasons: ['unreadable'] }]);
  });

  test('a test event is no alert of anybody', async () => {
    const event = { source: 'signin-alert.test', region: 'eu-west-1', detail: { id: 'x', kind: 'root' } };
    const [alert] = parsed((await preview(['--json'], line(event))).stdout);
    expect(alert).toMatchObject({ alert: true, account: null, mention: null, user: { type: 'Root' } });
    expect(alert.text).toContain('TEST');
  });
});

describe('drawn', () => {
  test('bar, colour in words, mention, sentence, facts, reasons; what makes none; a count', async () => {
    const { stdout, stderr } = await preview([], line([signInRecord('anna', { result: 'Failure' }), checkMfa, bob]));
    expect(stderr).toBe('');
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('│ danger  @here');
    expect(lines[1]).toBe('│ anna failed to sign in to account 111122223333 from 203.0.113.7, MFA used.');
    expect(stdout).toMatch(/│ Time {5}2026-03-01 09:00:00 UTC\n│ Result {3}Failure · MFA used\n/);
    expect(stdout).toContain('│ • MFA was in play: the password may have been right.');
    expect(stdout).toMatch(/\n· CheckMfa: no alert, because it only asks/);
    expect(stdout).toMatch(/\n│ good {2}mentions nobody\n│ bob signed in to/);
    expect(stdout).toMatch(/\n3 records: 2 alerts \(1 mentions somebody\), 1 makes none\.\n$/);
  });

  test('nothing of a record moves the cursor, mentions or hides', async () => {
    const evil = '\u001b[2J\u202e<!channel>*x*';
    const { stdout } = await preview(
      [],
      line([signInRecord(evil), { eventName: evil, eventSource: 'ec2.amazonaws.com' }]),
    );
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(stdout).toContain('│ \\u{1b}[2J\\u{202e}<!channel>∗x∗ signed in');
    expect(stdout).toContain('· \\u{1b}[2J\\u{202e}<!channel>*x*: no alert');
  });

  test('thousands without an alert do not bury one', async () => {
    const others = Array.from({ length: 200 }, () => ({ eventName: 'RunInstances', eventSource: 'ec2.amazonaws.com' }));
    const { stdout } = await preview([], line({ Records: [...others, anna] }));
    expect(stdout.split('\n').length).toBeLessThan(80);
    expect(stdout).toContain('│ anna signed in');
    expect(stdout).toContain('… and 150 more without an alert');
  });
});

describe('--config', () => {
  test('judges and speaks by these rules', async () => {
    const rules = { language: 'ja', trustedNetworks: [{ name: '東京オフィス', cidr: '198.51.100.0/24' }] };
    const config = await written('rules.json', line(rules));
    const [alert] = parsed((await preview(['--json', '--config', config], line(anna))).stdout);
    expect(alert).toMatchObject({ reasons: ['outside-networks'], color: 'danger', mention: 'here' });
    expect(alert.text).toContain('サインインしました');
    expect((await preview(['--config', config], line(anna))).stdout).toMatch(/│ 日時 {8}2026/);
  });

  test('names each place that is wrong, and what is allowed there', async () => {
    const config = await written('wrong.json', line({ preset: 'loud', reasons: { root: { color: 'red' } } }));
    const { code, stdout, stderr } = await preview(['--config', config], line(anna));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('preset: found "loud"; allowed: recommended, plain');
    expect(stderr).toContain('reasons.root.color: found "red"; allowed: good, warning, danger');
  });
});

/** What does not get smaller. */
function noise(): string {
  return Array.from({ length: 4_000 }, () => Math.random().toString(36).slice(2)).join('');
}

async function shell(script: string) {
  const { promisify } = await import('node:util');
  const { execFile } = await import('node:child_process');
  return promisify(execFile)('bash', ['-c', script], { cwd: join(import.meta.dirname, '../..') });
}
