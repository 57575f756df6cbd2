import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file in one step, and only when it differs: a build while the program or its tests run disturbs nobody.
 * @param {string} path
 * @param {Uint8Array} contents
 */
export async function writeIfChanged(path, contents) {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, contents);
  await rename(temporary, path);
}

/**
 * Makes a folder hold these files and no others.
 * @param {string} folder
 * @param {ReadonlyMap<string, Uint8Array>} files contents by path
 */
export async function writeFolder(folder, files) {
  await Promise.all([...files].map(([path, contents]) => writeIfChanged(path, contents)));
  const wanted = new Set([...files.keys()].map((path) => basename(path)));
  const stale = (await readdir(folder)).filter((name) => !wanted.has(name));
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
}
