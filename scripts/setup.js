// Makes a checkout ready to work in: npm packages, and the local cloud that the tests talk to. Run it any time:
// it does only what is missing, one line on stderr for each thing. `--no-cloud`: npm packages only.
// Plain JavaScript without dependencies, so that it runs on Node 18 and before anything is installed.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureCloud } from './setup/cloud.js';
import { ensurePackages } from './setup/packages.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} line */
const say = (line) => process.stderr.write(`setup: ${line}\n`);

try {
  ensurePackages(root, say);
  if (!process.argv.includes('--no-cloud')) ensureCloud(root, say);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
