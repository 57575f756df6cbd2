// Builds what bin/signin-alert.js runs: the CLI (one chunk per command, loaded when it runs) and the Lambda handler.
// Everything is bundled, so that the package has no dependencies; their licences go into THIRD-PARTY-NOTICES.txt.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildHandler } from './build-handler.js';
import { notices } from './notices.js';
import { writeFolder, writeIfChanged } from './write-if-changed.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @returns {Promise<import('esbuild').Metafile>} */
async function buildCli() {
  const outdir = join(root, 'dist/cli');
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    write: false,
    logLevel: 'warning',
    // CommonJS inside an ES module asks for `require`; under a name of its own, since bundled code imports createRequire too.
    banner: {
      js: "import{createRequire as __signinAlertRequire}from'node:module';const require=__signinAlertRequire(import.meta.url);",
    },
  });
  await writeFolder(outdir, new Map(outputFiles.map(({ path, contents }) => [path, contents])));
  return metafile;
}

const [cli] = await Promise.all([buildCli(), buildHandler()]);
await writeIfChanged(join(root, 'THIRD-PARTY-NOTICES.txt'), Buffer.from(await notices(root, [cli])));
