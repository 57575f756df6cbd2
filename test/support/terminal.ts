import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { cloudPaths } from '../../scripts/setup/cloud.js';
import { type CliOptions, cliEnv, cliPath } from './cli.ts';
import { poll } from './poll.ts';

export type TerminalOptions = Omit<CliOptions, 'stdin'> & { readonly cols?: number; readonly rows?: number };

const keys = {
  enter: '\r',
  space: ' ',
  tab: '\t',
  escape: '\x1b',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  'ctrl-c': '\x03',
  'ctrl-d': '\x04',
} as const;

export type Terminal = {
  /** What is in sight: the rows as lines, without blanks at their ends and empty rows at the bottom. */
  screen(): string;
  /** All lines since the start, those scrolled out of sight too; lines that the terminal wrapped are whole. */
  text(): string;
  /** Every byte that the terminal got, with colours and cursor movements. */
  raw(): string;
  /** Waits until text() holds or matches this; the default is 10,000 ms. */
  waitFor(wanted: string | RegExp, timeoutMs?: number): Promise<void>;
  type(text: string): void;
  key(name: keyof typeof keys): void;
  /** Exit code; 128 + signal where one ended it. */
  readonly exit: Promise<number>;
  /** Hangs up, if it still runs, and cleans up. */
  close(): Promise<void>;
};

function readLines(screen: InstanceType<typeof xterm.Terminal>, from: number, join: boolean): string {
  const buffer = screen.buffer.active;
  const lines: string[] = [];
  for (let row = from; row < buffer.length; row++) {
    const line = buffer.getLine(row);
    const next = buffer.getLine(row + 1);
    const text = line?.translateToString(!(join && next?.isWrapped)) ?? '';
    if (join && line?.isWrapped) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines.join('\n').trimEnd();
}

/** Runs the CLI in a terminal of its own, in colour, and reads the screen as a person would. */
export async function openTerminal(args: readonly string[], options: TerminalOptions = {}): Promise<Terminal> {
  const { cols = 80, rows = 24 } = options;
  const home = await mkdtemp(join(tmpdir(), 'signin-alert-home-'));
  const { python } = cloudPaths(join(import.meta.dirname, '../..'));
  const bridge = [join(import.meta.dirname, 'terminal/bridge.py'), String(cols), String(rows)];
  const command = [process.execPath, options.script ?? cliPath, ...args];
  const env = cliEnv({ ...options, env: { TERM: 'xterm-256color', NO_COLOR: undefined, ...options.env } }, home);
  const child = spawn(python, [...bridge, ...command], { cwd: options.cwd ?? home, env, detached: true });
  child.stdin.on('error', () => {});
  const screen = new xterm.Terminal({ cols, rows, scrollback: 10_000, allowProposedApi: true });
  let raw = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      raw += text;
      screen.write(text);
    });
  }
  // Programs ask the terminal where its cursor is; it answers as if it were typed.
  screen.onData((answer) => child.stdin.write(answer));
  const hangUp = setTimeout(() => child.stdin.end(), options.timeoutMs ?? 60_000);
  const finish = async () => {
    await once(child, 'close');
    clearTimeout(hangUp);
    await new Promise<void>((resolve) => screen.write('', resolve)); // all that came is on the screen
    await rm(home, { recursive: true, force: true });
    return child.exitCode ?? 128;
  };
  let ended = false;
  const exit = finish().finally(() => {
    ended = true;
  });
  const text = () => readLines(screen, 0, true);
  return {
    screen: () => readLines(screen, screen.buffer.active.baseY, false),
    text,
    raw: () => raw,
    waitFor: async (wanted, timeoutMs = 10_000) => {
      const there = () => (typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text()));
      const shown = () => `the terminal shows ${wanted}; it shows:\n${text()}`;
      await poll(() => there() || ended, shown, timeoutMs);
      if (!there()) throw new Error(`ended before ${shown()}`);
    },
    type: (typed) => void child.stdin.write(typed),
    key: (name) => void child.stdin.write(keys[name]),
    exit,
    close: async () => {
      child.stdin.end();
      await exit;
    },
  };
}
