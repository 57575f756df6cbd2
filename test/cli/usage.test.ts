import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../src/cli/version.ts';
import { runCli } from '../support/cli.ts';

// No emulator here: nothing of this may reach for the network. An address where nobody listens would tell.
const nowhere = { endpoint: 'http://127.0.0.1:9' };
const cli = (args: readonly string[], env: Record<string, string | undefined> = {}, stdin = '') =>
  runCli(args, { ...nowhere, env, stdin });

const commands = ['install', 'status', 'send-test', 'preview', 'config', 'redeliver', 'uninstall', 'policy'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signin-alert-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('help', () => {
  test('goes to stdout, with examples, and exits 0', async () => {
    const { code, stdout, stderr } = await cli(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of commands) expect(stdout).toContain(`  ${command}`);
    expect(stdout).toContain('Examples:\n  $ npx signin-alert install\n');
    expect(stdout).toContain('npmjs.com/package/signin-alert');
  });

  test('a bare command line shows it too', async () => {
    const [bare, asked] = await Promise.all([cli([]), cli(['--help'])]);
    expect(bare).toMatchObject({ code: 0, stdout: asked.stdout });
  });

  test.each(commands)('%s has its own, however it is asked for', async (command) => {
    const [after, before] = await Promise.all([cli([command, '-h']), cli(['help', command])]);
    expect(after).toMatchObject({ code: 0, stderr: '', stdout: before.stdout });
    expect(after.stdout).toContain(`Usage: signin-alert ${command}`);
    expect(after.stdout).toContain(`$ npx signin-alert ${command}`);
    for (const flag of ['--profile', '--region', '--name', '--json', '--no-color', '--verbose']) {
      expect(after.stdout).toContain(flag);
    }
  });

  test('the version', async () => {
    expect(await cli(['--version'])).toMatchObject({ code: 0, stdout: `${version()}\n`, stderr: '' });
    expect(await cli(['-V'])).toMatchObject({ code: 0, stdout: `${version()}\n` });
  });
});

describe('exit code 2, and nothing done', () => {
  const wrong: readonly (readonly [args: string[], says: RegExp])[] = [
    [['instal'], /Unknown command 'instal'. \(Did you mean install\?\)/],
    [['install', '--chanel', 'x'], /Unknown option '--chanel'. \(Did you mean --channel\?\)/],
    [['status', '--channel', 'x'], /Unknown option '--channel'/],
    [['install', '--channel'], /argument missing/],
    [['status', 'now'], /[Tt]oo many arguments/],
    [['send-test', '--kind', 'maybe'], /success, failure, root, no-mfa/],
    [['policy', 'demolish'], /Allowed choices are install, status, .*uninstall\. /],
    [['status', '--name', 'Main'], /--name: a name is/],
    [['status', '--region', 'moon'], /--region: "moon" is no region/],
    [['send-test', '--timeout', '0'], /--timeout: seconds are a whole number from 5 to 900/],
    [['send-test', '--from-region', 'x'], /--from-region: "x" is no region/],
    [['uninstall', '--key-deletion-days', '3'], /days are a whole number from 7 to 30/],
    [['policy', '--account', '12'], /twelve digits/],
    [['install', '--webhook-file', '/nowhere/x'], /--webhook-file: \/nowhere\/x cannot be read \(ENOENT\)/],
    [['install', '--config', '/nowhere/x'], /--config: \/nowhere\/x cannot be read/],
    [['install', '--trusted-network', 'office'], /not name=cidr/],
    [['install', '--trusted-network', 'office=1.2.3.0/33'], /--trusted-network: .*cidr.*allowed/],
    [['install', '--kms-key', 'alias/x'], /--kms-key: a key's ARN/],
  ];
  test.each(wrong)('%j', async (args, says) => {
    const { code, stdout, stderr } = await cli(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.replace(/\s+/g, ' ')).toMatch(says);
    expect(stderr).toContain('Nothing was changed.');
  });

  test('all that is wrong is named at once', async () => {
    const { stderr } = await cli(['install', '--regions', 'x', '--tag', 'y', '--log-retention', '0']);
    for (const flag of ['--regions', '--tag', '--log-retention']) expect(stderr).toContain(`${flag}: `);
  });

  test('a webhook is never echoed', async () => {
    const secret = 'https://hooks.slack.com/workflows/T0ABC1DEF/A0/123/verysecretverysecret';
    const { code, stdout, stderr } = await cli(['install', '--webhook-file', '-'], {}, secret);
    expect(code).toBe(2);
    expect(stderr).toContain('--webhook-file: this is the URL of a workflow');
    expect(stdout + stderr).not.toContain('verysecret');
  });

  test('rules that cannot be read say where and what is allowed', async () => {
    const file = join(folder, 'rules.json');
    await writeFile(file, JSON.stringify({ preset: 'loud' }));
    const { code, stderr } = await cli(['install', '--config', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--config: preset: found "loud"; allowed: recommended, plain/);
    await writeFile(file, '{');
    expect((await cli(['install', '--config', file])).stderr).toContain('is no JSON');
  });
});

describe('without a terminal nothing is asked', () => {
  test('every missing flag is named at once, before anything is called', async () => {
    const { code, stdout, stderr } = await cli(['install'], { AWS_REGION: undefined });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const flag of ['--region', '--yes', '--channel', '--webhook-file']) expect(stderr).toContain(`  ${flag}`);
  });

  test('uninstall needs its consent, and one more to lose the logs', async () => {
    const { code, stderr } = await cli(['uninstall', '--delete-logs']);
    expect(code).toBe(2);
    for (const flag of ['--yes', '--confirm <bucket>']) expect(stderr).toContain(`  ${flag}`);
  });
});

describe('--json', () => {
  test('is one document, also for errors', async () => {
    const { code, stdout } = await cli(['install', '--json', '--tag', 'x']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      command: 'install',
      error: {
        name: 'Usage',
        message: '--tag: "x" is not key=value',
        action: 'See: npx signin-alert install --help',
        state: 'Nothing was changed.',
      },
    });
  });

  test.each([
    ['--json', 'status', '--nope'],
    ['status', '--nope', '--json'],
  ])('also for unknown flags: %s %s %s', async (...args) => {
    const { code, stdout } = await cli(args);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ command: 'status', error: { name: 'Usage' } });
  });
});
