import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

// A checkout with stand-ins for npm and Python, which note what they are asked.
const repository = join(import.meta.dirname, '../..');
const lock = (version: string) =>
  JSON.stringify({ packages: { '': {}, 'node_modules/a': { version, integrity: version } } });
const npm = `#!/bin/sh
echo "npm $*" >> "$ROOT/done"
mkdir -p node_modules && cp package-lock.json node_modules/.package-lock.json`;
const python = `#!/bin/sh
case "$1 $2" in
  "-c "*) echo \${VERSION:-3.12}; exit \${NO_VENV:-0} ;;
  "-m venv") echo "venv" >> "$ROOT/done"; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
  "-m pip") echo "pip" >> "$ROOT/done"; exit \${PIP_STATUS:-0} ;;
esac`;

let root: string;
const bin = (name: string) => join(root, 'bin', name);
const put = (name: string, text: string) => {
  writeFileSync(bin(name), text);
  chmodSync(bin(name), 0o755);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signin-alert-setup-'));
  for (const folder of ['bin', 'test/support']) mkdirSync(join(root, folder), { recursive: true });
  cpSync(join(repository, 'scripts'), join(root, 'scripts'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  writeFileSync(join(root, 'package-lock.json'), lock('1.0.0'));
  writeFileSync(join(root, 'test/support/ministack-requirements.txt'), 'ministack==1\n');
  put('npm', npm);
  put('python3', python);
  for (const name of ['mkdir', 'cp']) put(name, `#!/bin/sh\nexec /bin/${name} "$@"`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Runs setup with nothing but the stand-ins in PATH. Out: exit code, its lines, and what it had others do. */
const setup = (args: string[] = [], env: Record<string, string> = {}) => {
  rmSync(join(root, 'done'), { force: true });
  const options = { env: { PATH: join(root, 'bin'), ROOT: root, ...env }, encoding: 'utf8' as const };
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(root, 'scripts/setup.js'), ...args], options);
  const did = existsSync(join(root, 'done')) ? readFileSync(join(root, 'done'), 'utf8').trim().split('\n') : [];
  return { status, stdout, lines: stderr.split('\n').filter(Boolean), did };
};

test('does all once, says each thing in a line, and then nothing', () => {
  const first = setup();
  expect(first).toMatchObject({
    status: 0,
    stdout: '',
    did: ['npm ci --no-audit --no-fund --loglevel=error', 'venv', 'pip'],
  });
  expect(first.lines).toHaveLength(4);
  expect(first.lines.every((line) => line.startsWith('setup: '))).toBe(true);
  expect(setup()).toEqual({ status: 0, stdout: '', lines: [], did: [] });
});

test('installs again when package-lock.json or the requirements change', () => {
  setup();
  writeFileSync(join(root, 'package-lock.json'), lock('2.0.0'));
  expect(setup().did).toEqual(['npm ci --no-audit --no-fund --loglevel=error']);
  writeFileSync(join(root, 'test/support/ministack-requirements.txt'), 'ministack==2\n');
  expect(setup().did).toEqual(['venv', 'pip']);
  expect(readdirSync(join(root, '.cache'))).toHaveLength(1);
});

test('repairs an environment whose making was cut short', () => {
  expect(setup([], { PIP_STATUS: '1' })).toMatchObject({
    status: 1,
    did: ['npm ci --no-audit --no-fund --loglevel=error', 'venv', 'pip'],
  });
  expect(setup()).toMatchObject({ status: 0, did: ['venv', 'pip'] });
  expect(setup().did).toEqual([]);
});

test('--no-cloud needs no Python', () => {
  rmSync(bin('python3'));
  expect(setup(['--no-cloud'])).toMatchObject({ status: 0, did: ['npm ci --no-audit --no-fund --loglevel=error'] });
});

test('says what is missing and how to get it', () => {
  setup(['--no-cloud']);
  const old = setup([], { VERSION: '3.9' });
  expect(old.status).toBe(1);
  expect(old.lines.join()).toMatch(
    /python3: version 3\.9 is too old.*apt-get install python3 python3-venv.*brew install python/,
  );
  expect(setup([], { NO_VENV: '1' }).lines.join()).toContain('python3: version 3.12 has no venv module');
  expect(setup([], { PYTHON: '/no/such/python' }).lines.join()).toContain('/no/such/python: not found');
  rmSync(bin('python3'));
  expect(setup()).toMatchObject({ status: 1, did: [] });
  put('python3.11', python);
  expect(setup()).toMatchObject({ status: 0, did: ['venv', 'pip'] });
});

test('says so when npm is missing or fails', () => {
  put('npm', '#!/bin/sh\nexit 1');
  expect(setup()).toMatchObject({ status: 1 });
  rmSync(bin('npm'));
  expect(setup().lines.join()).toContain('npm could not be started');
});

test('has nothing to do here, and is quick to know', () => {
  const start = performance.now();
  // Without a PATH it can only look: a test must not install anything into the checkout that it runs in.
  const options = { env: { PATH: '' }, encoding: 'utf8' as const };
  const { status, stderr } = spawnSync(process.execPath, [join(repository, 'scripts/setup.js')], options);
  expect([status, stderr]).toEqual([0, '']);
  expect(performance.now() - start).toBeLessThan(1000);
});
