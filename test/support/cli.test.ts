import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliOptions, runCli, startCli } from './cli.ts';
import { poll } from './poll.ts';

// In place of the CLI: tells what it is run with.
const script = `
  import { readFileSync, writeFileSync } from 'node:fs';
  import { tmpdir, homedir } from 'node:os';
  const [what] = process.argv.slice(2);
  if (what === 'wait') { console.log('waiting'); setInterval(() => {}, 1000); }
  else {
    writeFileSync(tmpdir() + '/left.txt', 'a trace');
    console.error('to stderr');
    const { env, argv } = process;
    console.log(JSON.stringify({ env, argv: argv.slice(2), stdin: readFileSync(0, 'utf8'), home: homedir(), cwd: process.cwd() }));
    process.exitCode = 3;
  }`;

let folder: string;
let stub: CliOptions;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signin-alert-script-'));
  stub = { script: join(folder, 'script.mjs') };
  await writeFile(join(folder, 'script.mjs'), script);
});
afterAll(() => rm(folder, { recursive: true }));

test('runs with a clean environment in an empty home', async () => {
  const result = await runCli(['status', '--json'], { ...stub, endpoint: 'http://127.0.0.1:9' });
  expect(result).toMatchObject({ code: 3, signal: null, stderr: 'to stderr\n', files: { 'left.txt': 'a trace' } });
  const seen = JSON.parse(result.stdout);
  expect(seen).toMatchObject({ argv: ['status', '--json'], stdin: '', cwd: seen.home });
  expect(Object.keys(seen.env).sort()).toEqual([
    'AWS_ACCESS_KEY_ID',
    'AWS_EC2_METADATA_DISABLED',
    'AWS_ENDPOINT_URL',
    'AWS_REGION',
    'AWS_SECRET_ACCESS_KEY',
    'HOME',
    'LANG',
    'NO_COLOR',
    'PATH',
    'TMPDIR',
  ]);
});

test('takes environment, stdin and folder', async () => {
  const env = { AWS_REGION: undefined, AWS_PROFILE: 'work' };
  const { stdout, ms } = await runCli([], { ...stub, env, stdin: 'a webhook\n', cwd: folder });
  const seen = JSON.parse(stdout);
  expect(seen).toMatchObject({ stdin: 'a webhook\n', cwd: folder, env: { AWS_PROFILE: 'work' } });
  expect(seen.env).not.toHaveProperty('AWS_REGION');
  expect(ms).toBeGreaterThan(0);
});

test('can be killed, by us or by the clock', async () => {
  const running = await startCli(['wait'], stub);
  await poll(() => running.output().stdout.includes('waiting'), 'it waits');
  running.kill('SIGINT');
  expect(await running.result).toMatchObject({ code: null, signal: 'SIGINT', stdout: 'waiting\n' });
  expect(await runCli(['wait'], { ...stub, timeoutMs: 300 })).toMatchObject({ code: null, signal: 'SIGKILL' });
});
