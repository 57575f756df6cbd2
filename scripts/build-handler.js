import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Bundles the Lambda function into one CommonJS file. It needs nothing else but `config.json`, which the installer puts
 * beside it in the zip.
 * @param {{ outfile?: string }} [options]
 * @returns {Promise<import('esbuild').Metafile>}
 */
export async function buildHandler({ outfile = join(root, 'dist/handler/index.cjs') } = {}) {
  const { metafile } = await build({
    entryPoints: [join(root, 'src/handler/index.ts')],
    outfile,
    bundle: true,
    minify: true,
    charset: 'utf8',
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildHandler();
