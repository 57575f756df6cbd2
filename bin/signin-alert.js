#!/usr/bin/env node
// Checks the Node version, then runs the command. Parses on old Nodes too: nothing newer than ES2015 but import(), and
// nothing is loaded before the check.
var parts = process.versions.node.split('.');
var major = Number(parts[0]);

if (major < 22 || (major === 22 && Number(parts[1]) < 12)) {
  console.error(
    'signin-alert needs Node 22.12 or newer, and this is ' +
      process.versions.node +
      '. Install a current Node (https://nodejs.org) and run the same command again.',
  );
  process.exit(1);
}

// The one place that exits the process: a call still on its way to AWS shall not hold up a command that is done.
var cli = '../dist/cli/main.js';
import(cli).then(
  (loaded) => loaded.main(process.argv.slice(2)).then(process.exit),
  (error) => {
    console.error(error.code === 'ERR_MODULE_NOT_FOUND' ? 'signin-alert is not built yet. Run: npm run build' : error);
    process.exit(1);
  },
);
