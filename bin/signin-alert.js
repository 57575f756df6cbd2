#!/usr/bin/env node
// Checks the Node version, then runs the command. Parses on old Nodes too, and loads nothing of ours before the check.
import { createRequire } from 'node:module';

const parts = process.versions.node.split('.');
const major = Number(parts[0]);

if (major < 22 || (major === 22 && Number(parts[1]) < 12)) {
  console.error(
    'signin-alert needs Node 22.12 or newer, and this is ' +
      process.versions.node +
      '. Install a current Node (https://nodejs.org) and run the same command again.',
  );
  process.exit(1);
}

function load() {
  try {
    return createRequire(import.meta.url)('../dist/cli/main.cjs');
  } catch (error) {
    const unbuilt = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
    console.error(unbuilt ? 'signin-alert is not built yet. Run: npm run build' : error);
    return process.exit(1);
  }
}

// The one place that exits the process: a call still on its way to AWS shall not hold up a command that is done.
load().main(process.argv.slice(2)).then(process.exit);
