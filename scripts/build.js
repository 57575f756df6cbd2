// Builds what bin/signin-alert.js runs: the CLI (each command loaded when it runs) and the Lambda handler. Everything
// is bundled, so that the package has no dependencies; their licences go into THIRD-PARTY-NOTICES.txt.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCli } from './build-cli.js';
import { buildHandler } from './build-handler.js';
import { notices } from './notices.js';
import { writeIfChanged } from './write-if-changed.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [cli, handler] = await Promise.all([buildCli(), buildHandler()]);
await writeIfChanged(join(root, 'THIRD-PARTY-NOTICES.txt'), Buffer.from(await notices(root, [...cli, handler])));
