import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { cloudPaths } from '../../../scripts/setup/cloud.js';
import { poll } from '../poll.ts';

export type Guarded = {
  /** The last 100,000 characters of what the server wrote. */
  log(): string;
  /** Kills the server and its children, deletes its folder; resolves when that is done. */
  stop(): Promise<void>;
};

/** Collects the end of what the streams say. */
function collect(streams: Readable[]): () => string {
  let text = '';
  for (const stream of streams) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-100_000);
    });
  }
  return () => text;
}

/** A child process and its pipes no longer keep ours alive. */
function release(...handles: object[]): void {
  for (const handle of handles) if ('unref' in handle && typeof handle.unref === 'function') handle.unref();
}

/**
 * Starts a server under guard.py, which takes it down when we end in whatever way, and waits (30 s at most) until
 * the server has written `ready`. Rejects with the server's log when it ends before. `folder` is the server's own:
 * it is deleted with it.
 */
export async function startGuarded(
  command: readonly string[],
  options: { env: Record<string, string>; folder: string; ready: string },
): Promise<Guarded> {
  const { python } = cloudPaths(join(import.meta.dirname, '../../..'));
  const guard = join(import.meta.dirname, 'guard.py');
  // Detached: Ctrl-C in a terminal is for us, and the guard sees us end.
  const child = spawn(python, [guard, options.folder, ...command], { env: options.env, detached: true });
  child.stdin.on('error', () => {}); // the guard can be gone first
  const log = collect([child.stdout, child.stderr]);
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (ended()) return;
    child.ref();
    child.stdin.end();
    await once(child, 'exit');
  };
  try {
    await poll(
      () => ended() || log().includes(options.ready),
      () => `${command.join(' ')} is ready:\n${log()}`,
      30_000,
    );
    if (ended()) throw new Error(`${command.join(' ')} ended at its start:\n${log()}`);
  } catch (error) {
    await stop();
    throw error;
  }
  release(child, child.stdin, child.stdout, child.stderr);
  return { log, stop };
}
