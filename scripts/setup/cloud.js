import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from './python.js';

/**
 * Where the emulator's virtual environment is: a folder for each state of the requirements.
 * @param {string} root the checkout
 * @returns {{ folder: string, python: string, stamp: string, requirements: string }} paths
 */
export function cloudPaths(root) {
  const requirements = join(root, 'test/support/ministack-requirements.txt');
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(root, '.cache', `ministack-${hash}`);
  return { folder, python: join(folder, 'bin/python'), stamp: join(folder, '.complete'), requirements };
}

/**
 * Whether the virtual environment is complete. The stamp is its last file: without it, the making was cut short.
 * @param {string} root
 */
export function cloudReady(root) {
  const { python, stamp } = cloudPaths(root);
  // bin/python is a link to the system's Python, which an upgrade can take away.
  return existsSync(stamp) && existsSync(python);
}

/** @param {string} command @param {string[]} args @param {string} what */
function run(command, args, what) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] });
  if (error || status !== 0) throw new Error(`${what} failed (${error?.message ?? 'its messages are above'}).`);
}

/**
 * Makes the emulator's virtual environment where it is missing or half made, and removes those of other versions.
 * @param {string} root the checkout
 * @param {(line: string) => void} say
 */
export function ensureCloud(root, say) {
  if (cloudReady(root)) return;
  const command = findPython();
  const { folder, python, stamp, requirements } = cloudPaths(root);
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache).filter((entry) => entry.startsWith('ministack-'))) {
    rmSync(join(cache, name), { recursive: true, force: true });
  }
  say(`making a Python environment for the local cloud in ${folder}`);
  run(command, ['-m', 'venv', folder], `${command} -m venv`);
  say(`installing ${requirements}`);
  const options = ['--quiet', '--disable-pip-version-check', '--no-input'];
  run(python, ['-m', 'pip', 'install', ...options, '-r', requirements], 'pip install');
  writeFileSync(stamp, '');
  say('the local cloud is ready');
}
