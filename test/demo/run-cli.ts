import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { wrap } from '../../src/cli/show/wrap.ts';
import { cliEnv, cliPath } from '../support/cli.ts';
import { expect } from './act.ts';
import { home, type Stage } from './stage.ts';

type Result = { readonly code: number | null; readonly stdout: string };

/** Columns that the frame takes. */
const frame = 5;

/**
 * Runs the real CLI as a user would, with what it writes in a frame, line by line as it comes.
 * @throws Unexpected where its exit code is not 0
 */
export async function runCli(
  { out, cloud, signal }: Stage,
  args: readonly string[],
  { stdin = '', typed = '', quiet = false } = {},
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'signin-alert-demo-'));
  const env = cliEnv({ endpoint: cloud.url, env: { AWS_REGION: home } }, folder);
  if (!quiet)
    out.line(out.paint('bold', wrap(`   $ ${typed}signin-alert ${args.map(quote).join(' ')}`, out.columns, 7)));
  const child = spawn(process.execPath, [cliPath, ...args], { cwd: folder, env, signal, killSignal: 'SIGKILL' });
  child.on('error', () => undefined); // the abort, which whoever sent it knows of
  child.stdin.on('error', () => undefined); // it may end without reading
  child.stdin.end(stdin);
  const stdout: string[] = [];
  const written: string[] = [];
  const show = (line: string) => {
    written.push(line);
    if (quiet) return;
    const indent = Math.max(4, line.length - line.trimStart().length);
    for (const piece of wrap(line, out.columns - frame, indent).split('\n')) {
      out.line(`   ${out.paint('dim', '│')} ${piece}`.trimEnd());
    }
  };
  const readers = [child.stdout, child.stderr].map((input) => createInterface({ input }).on('line', show));
  readers[0]?.on('line', (line) => stdout.push(line));
  try {
    await Promise.all([once(child, 'close'), ...readers.map((reader) => once(reader, 'close'))]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const code = child.exitCode;
  const seen = `exit code ${code}${quiet || code === 0 ? `: ${written.join(' ')}` : ' (its words are above)'}`;
  expect(code === 0, `exit code 0 of signin-alert ${args[0]}`, seen);
  return { code, stdout: stdout.join('\n') };
}

const quote = (argument: string): string => (/^[\w./:=-]+$/.test(argument) ? argument : `'${argument}'`);
