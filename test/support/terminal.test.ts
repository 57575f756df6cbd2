import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTerminal, type Terminal, type TerminalOptions } from './terminal.ts';

// In place of the CLI: tells about its terminal, asks for a name and for a secret, runs until told to end.
const script = `
  import { createInterface } from 'node:readline/promises';
  const { stdin, stdout } = process;
  console.log(stdin.isTTY, stdout.isTTY, stdout.columns, stdout.rows, process.env.NO_COLOR, stdout.hasColors());
  console.log('x'.repeat(Number(process.argv[2] ?? 0)) + '|');
  const lines = createInterface({ input: stdin, output: stdout });
  lines.on('SIGINT', () => { console.log('interrupted'); process.exit(130); });
  const name = await lines.question('name? ');
  stdout.write('\\x1b[2A\\x1b[2K\\r\\x1b[31mhello ' + name + '\\x1b[0m');
  if (name === 'killed') process.kill(process.pid, 'SIGKILL');
  process.exit(7);`;

let folder: string;
let terminal: Terminal | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signin-alert-script-'));
  await writeFile(join(folder, 'script.mjs'), script);
});
afterEach(() => terminal?.close());
afterAll(() => rm(folder, { recursive: true }));

const open = async (args: string[] = [], options: TerminalOptions = {}) => {
  terminal = await openTerminal(args, { script: join(folder, 'script.mjs'), ...options });
  return terminal;
};

test('is a terminal of the given size, in colour', async () => {
  const opened = await open([], { cols: 100, rows: 10 });
  await opened.waitFor('name?');
  expect(opened.screen()).toBe('true true 100 10 undefined true\n|\nname?');
});

test('the screen is what a person sees, text() is whole lines', async () => {
  const opened = await open(['90'], { cols: 40, rows: 4 });
  await opened.waitFor(/name\?/);
  expect(opened.screen()).toBe(`${'x'.repeat(40)}\n${'x'.repeat(40)}\n${'x'.repeat(10)}|\nname?`);
  expect(opened.text()).toContain(`${'x'.repeat(90)}|\n`);
});

test('types, and gives the exit code', async () => {
  const opened = await open();
  await opened.waitFor('name?');
  opened.type('anna');
  opened.key('enter');
  expect(await opened.exit).toBe(7);
  expect(opened.screen()).toBe('true true 80 24 undefined true\nhello anna\nname? anna');
  expect(opened.raw()).toContain('\x1b[31mhello anna');
});

test('ctrl-c interrupts', async () => {
  const opened = await open();
  await opened.waitFor('name?');
  opened.key('ctrl-c');
  expect(await opened.exit).toBe(130);
  expect(opened.text()).toContain('interrupted');
});

test('a signal is 128 and its number; hanging up ends it', async () => {
  const opened = await open();
  await opened.waitFor('name?');
  opened.type('killed\r');
  expect(await opened.exit).toBe(137);
  const other = await open();
  await other.waitFor('name?');
  await other.close();
  expect(await other.exit).toBeGreaterThan(0);
});

test('says what it shows when it does not show what it should', async () => {
  const opened = await open();
  await opened.waitFor('name?');
  await expect(opened.waitFor('age?', 50)).rejects.toThrow(/age\?[\s\S]*name\?/);
});
