import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The package that a bundled file belongs to: the part after the last node_modules. */
const packagePath = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * The licences of all packages that went into the bundles; a text that several share stands once.
 * @param {string} root the checkout
 * @param {ReadonlyArray<import('esbuild').Metafile>} metafiles
 */
export async function notices(root, metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs).flatMap(bundledFiles));
  const folders = [...new Set(inputs.flatMap((path) => packagePath.exec(path)?.[1] ?? []))].sort();
  /** @type {Map<string, string[]>} */
  const packagesByText = new Map();
  for (const folder of folders) {
    const { title, text } = await licence(join(root, folder));
    packagesByText.set(text, [...(packagesByText.get(text) ?? []), title]);
  }
  const head = 'signin-alert contains the following packages, each under its own licence.\n';
  const sections = [...packagesByText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return [head, ...sections].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Files of which something is left in the output. @param {import('esbuild').Metafile['outputs'][string]} output */
const bundledFiles = ({ inputs }) =>
  Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));

/** @param {string} folder */
async function licence(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)(\.|$|-)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const by = typeof author === 'string' ? author : author?.name;
  // A few packages name their licence and forget the file.
  const named = `${license}${by ? `, by ${by}` : ''}`;
  return {
    title: `${name} ${version} (${license})`,
    text: texts.length > 0 ? texts.map((text) => text.trim().replaceAll('\r\n', '\n')).join('\n\n') : named,
  };
}
