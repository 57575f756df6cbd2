import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliEnv } from '../cli.ts';
import { endMark } from './host.ts';

export type Ended = {
  /** Undefined where it was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
};

/** The CLI in a process that is loaded already: a command takes a fifth of the CPU time of a fresh start. */
export type WarmCli = {
  run(args: readonly string[]): Promise<Ended>;
  /** SIGKILL, if nothing else is said, in the middle of whatever it does. The next command gets a new process. */
  kill(signal?: NodeJS.Signals): void;
  /** What the command that runs has written so far. */
  stderr(): string;
  stop(): Promise<void>;
};

type Process = {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** Called when something was written, and at the end. */
  changed: () => void;
};

/** No command may take longer: milliseconds. */
const limit = 60_000;

type Options = { readonly endpoint: string; readonly webhook: string; readonly env?: Readonly<Record<string, string>> };

/** The webhook lies in a file `webhook` beside it. */
export async function startWarmCli({ endpoint, webhook, env = {} }: Options): Promise<WarmCli> {
  const home = await mkdtemp(join(tmpdir(), 'signin-alert-host-'));
  await writeFile(join(home, 'webhook'), webhook);
  const start = (): Process => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'host.ts')], {
      cwd: home,
      env: cliEnv({ endpoint, env }, home),
    });
    const made: Process = { child, output: { stdout: '', stderr: '' }, changed: () => undefined };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        made.output[name] += text;
        made.changed();
      });
    }
    child.on('close', () => made.changed());
    child.stdin.on('error', () => {}); // it may be dead
    return made;
  };
  let current = start();
  let running = false;

  const run = async (args: readonly string[]): Promise<Ended> => {
    const { child, output } = current;
    Object.assign(output, { stdout: '', stderr: '' });
    const began = performance.now();
    const timer = setTimeout(() => child.kill('SIGKILL'), limit);
    const isDone = () => [output.stdout, output.stderr].every((text) => text.includes(endMark));
    running = true;
    await new Promise<void>((resolve) => {
      current.changed = () => {
        if (isDone() || child.exitCode !== null || child.signalCode !== null) resolve();
      };
      child.stdin?.write(`${JSON.stringify(args)}\n`);
      current.changed();
    });
    running = false;
    clearTimeout(timer);
    const [stdout = '', code] = output.stdout.split(endMark);
    const [stderr = ''] = output.stderr.split(endMark);
    const done = isDone();
    if (!done) current = start();
    return { code: done ? Number(code) : undefined, stdout, stderr, ms: performance.now() - began };
  };

  return {
    run,
    kill(signal = 'SIGKILL') {
      current.child.kill(signal);
      if (signal === 'SIGKILL' && !running) current = start();
    },
    stderr: () => current.output.stderr,
    async stop() {
      current.child.kill('SIGKILL');
      await rm(home, { recursive: true, force: true });
    },
  };
}
