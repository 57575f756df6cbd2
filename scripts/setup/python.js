import { spawnSync } from 'node:child_process';

// Prints the version and, on Debian's python3 without python3-venv, fails at ensurepip.
const probe = 'import sys; print("%d.%d" % sys.version_info[:2]); import venv, ensurepip';

/**
 * What a command is: usable, or why not.
 * @param {string} command
 * @returns {{ ok: true } | { ok: false, why: string }}
 */
function check(command) {
  const { stdout, status, error } = spawnSync(command, ['-c', probe], { encoding: 'utf8' });
  const version = /^(\d+)\.(\d+)$/m.exec(stdout ?? '');
  if (error || !version) return { ok: false, why: 'not found' };
  const [, major, minor] = version.map(Number);
  if (Number(major) !== 3 || Number(minor) < 10) return { ok: false, why: `version ${version[0]} is too old` };
  if (status !== 0) return { ok: false, why: `version ${version[0]} has no venv module` };
  return { ok: true };
}

/**
 * The command of a Python >= 3.10 that can make virtual environments. The environment variable PYTHON, if set,
 * is the only one tried.
 * @returns {string}
 */
export function findPython() {
  const { PYTHON } = process.env;
  const names = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
  const found = [];
  for (const command of PYTHON ? [PYTHON] : names) {
    const result = check(command);
    if (result.ok) return command;
    if (PYTHON || result.why !== 'not found') found.push(`${command}: ${result.why}`);
  }
  throw new Error(
    `the tests need Python 3.10 or newer with its venv module${found.length ? ` (${found.join('; ')})` : ''}. ` +
      'Debian and Ubuntu: apt-get install python3 python3-venv. macOS: brew install python. ' +
      'Another Python: set the environment variable PYTHON to its path. Without the local cloud: --no-cloud.',
  );
}
