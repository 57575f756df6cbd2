import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeFolder } from './write-if-changed.js';

/** @typedef {import('esbuild').Plugin} Plugin */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const outdir = join(root, 'dist/cli');

/** @satisfies {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node22',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  write: false,
  logLevel: 'warning',
};

/** All that is loaded when a command runs, as ES modules that share their chunks. @param {string[]} entryPoints */
const buildCommands = (entryPoints) =>
  build({
    ...common,
    entryPoints,
    entryNames: '[name]-[hash]',
    splitting: true,
    format: 'esm',
    // CommonJS inside an ES module asks for `require`; under a name of its own, since bundled code imports createRequire too.
    banner: {
      js: "import{createRequire as __signinAlertRequire}from'node:module';const require=__signinAlertRequire(import.meta.url);",
    },
  });

/** What main.ts loads only when it is needed. @type {(found: Set<string>) => Plugin} */
const findLazy = (found) => ({
  name: 'find-lazy',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      found.add(resolve(resolveDir, path));
      return { path, external: true };
    }),
});

/** Where that is in the built folder. @type {(built: ReadonlyMap<string, string>) => Plugin} */
const toBuilt = (built) => ({
  name: 'to-built',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import' ? { path: `./${built.get(resolve(resolveDir, path))}`, external: true } : undefined,
    ),
});

/** Commander starts programs for subcommands of another kind than ours: loading that costs a tenth of bare Node. */
/** @type {Plugin} */
const withoutChildProcess = {
  name: 'without-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: '' }));
  },
};

/** One file, and CommonJS: what `--help` needs is there in less than half the time that ES modules take. */
/** @param {Plugin[]} plugins */
const buildMain = (...plugins) =>
  build({
    ...common,
    entryPoints: ['src/cli/main.ts'],
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname' },
    plugins: [withoutChildProcess, ...plugins],
  });

/**
 * Builds the CLI into dist/cli.
 * @returns {Promise<import('esbuild').Metafile[]>}
 */
export async function buildCli() {
  /** @type {Set<string>} */
  const lazy = new Set();
  await buildMain(findLazy(lazy));
  const commands = await buildCommands([...lazy]);
  const built = Object.entries(commands.metafile.outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint ? [/** @type {const} */ ([resolve(root, entryPoint), basename(path)])] : [],
  );
  const main = await buildMain(toBuilt(new Map(built)));
  const files = [...main.outputFiles, ...commands.outputFiles];
  await writeFolder(outdir, new Map(files.map(({ path, contents }) => [path, contents])));
  return [main.metafile, commands.metafile];
}
