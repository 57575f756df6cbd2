import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Locked */

/**
 * The packages of a lock file.
 * @param {string} file
 * @returns {Record<string, Locked> | undefined} undefined where the file is missing or unreadable
 */
function lockedPackages(file) {
  try {
    const { '': _root, ...packages } = JSON.parse(readFileSync(file, 'utf8')).packages;
    return packages;
  } catch {
    return undefined;
  }
}

/**
 * Why `npm ci` has to run; undefined where what is installed is what the lock file asks for. npm itself notes
 * what it installed in node_modules/.package-lock.json, as its last step.
 * @param {string} root
 */
function whyInstall(root) {
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing or unreadable; restore it with git and run this again.');
  const installed = lockedPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return 'npm packages are not installed';
  /** @param {Locked | undefined} a @param {Locked | undefined} b */
  const differ = (a, b) => a?.version !== b?.version || a?.integrity !== b?.integrity;
  // Optional packages may be left out: they are for other platforms.
  const changed =
    Object.keys(installed).some((path) => differ(installed[path], wanted[path])) ||
    Object.entries(wanted).some(([path, entry]) => !installed[path] && !entry.optional && !entry.devOptional);
  if (changed) return 'npm packages differ from package-lock.json';
  // The package `node` fetches its binary in an install script, which can be switched off.
  if (wanted['node_modules/node'] && !existsSync(join(root, 'node_modules/node/bin/node'))) {
    return 'the Node binary of the package "node" is missing';
  }
  return undefined;
}

/**
 * Installs the npm packages where they are missing or not those of package-lock.json.
 * @param {string} root the checkout
 * @param {(line: string) => void} say
 */
export function ensurePackages(root, say) {
  const why = whyInstall(root);
  if (!why) return;
  say(`${why}; running npm ci`);
  // npm ci empties node_modules first. Everything it prints goes to stderr.
  const windows = process.platform === 'win32';
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: windows,
  });
  if (error) throw new Error(`npm could not be started (${error.message}). It comes with Node: https://nodejs.org`);
  if (status !== 0) throw new Error('npm ci failed (its messages are above). Run this again when that is put right.');
  const still = whyInstall(root);
  if (still)
    throw new Error(`after npm ci ${still}. Are install scripts switched off (npm config get ignore-scripts)?`);
}
