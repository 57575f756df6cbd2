// Runs the CLI with a stdout that nobody reads any more, and ends as it ends.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../bin/signin-alert.js', import.meta.url));
const child = spawn(process.execPath, [cli, ...process.argv.slice(2)], { stdio: ['inherit', 'pipe', 'inherit'] });
child.stdout.destroy();
child.on('close', (code) => process.exit(code ?? 1));
