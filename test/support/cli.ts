import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

export const cliPath = join(import.meta.dirname, '../../bin/signin-alert.js');

export type CliOptions = {
  /** The emulator or the proxy before it; without one the CLI reaches for the real AWS with keys that do not work. */
  readonly endpoint?: string;
  /** Added to a clean environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Text for stdin, which then ends. Without it stdin is empty. */
  readonly stdin?: string;
  /** Default: the temporary home folder. */
  readonly cwd?: string;
  /** Another script to run in place of the CLI. */
  readonly script?: string;
  /** Kills the CLI (SIGKILL) after this time; default 60,000. */
  readonly timeoutMs?: number;
};

export type CliResult = {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Files it left in its home, which is also its folder for temporary files: contents (latin1) by path. */
  readonly files: Readonly<Record<string, string>>;
  /** From spawn to exit. */
  readonly ms: number;
};

/** A CLI that is running. */
export type RunningCli = {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** What it wrote so far. */
  output(): { stdout: string; stderr: string };
  readonly result: Promise<CliResult>;
};

/** The environment of a CLI in a test: nothing of ours but PATH, and keys of the emulator's root. */
export function cliEnv(options: CliOptions, home: string): Record<string, string> {
  const env: Record<string, string | undefined> = {
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    HOME: home,
    TMPDIR: home,
    LANG: 'C.UTF-8',
    AWS_ENDPOINT_URL: options.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_COLOR: '1',
    ...options.env,
  };
  const set = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return Object.fromEntries(set);
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string) => [relative(folder, path), await readFile(path, 'latin1')] as const;
  return Object.fromEntries(await Promise.all(paths.map(read)));
}

/** Starts the CLI without a terminal, in a home folder of its own. */
export async function startCli(args: readonly string[], options: CliOptions = {}): Promise<RunningCli> {
  const home = await mkdtemp(join(tmpdir(), 'signin-alert-home-'));
  const started = performance.now();
  const child = spawn(process.execPath, [options.script ?? cliPath, ...args], {
    cwd: options.cwd ?? home,
    env: cliEnv(options, home),
    timeout: options.timeoutMs ?? 60_000,
    killSignal: 'SIGKILL',
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  child.stdin.on('error', () => {}); // it may end without reading
  child.stdin.end(options.stdin ?? '');
  const finish = async (): Promise<CliResult> => {
    await once(child, 'close');
    const ms = performance.now() - started;
    const files = await readFiles(home);
    await rm(home, { recursive: true, force: true });
    return { code: child.exitCode, signal: child.signalCode, ...written, files, ms };
  };
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  return { pid: child.pid ?? 0, kill, output: () => ({ ...written }), result: finish() };
}

/** Runs the CLI to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return (await startCli(args, options)).result;
}
