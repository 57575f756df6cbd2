import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const changedAt = (path: string): number => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Builds once before the tests, if anything changed since: they drive what users run, not its source. */
export default function build(): void {
  const sources = [...globSync('{src,scripts}/**/*.{ts,js}', { cwd: root }), 'package.json', 'package-lock.json'];
  const newest = Math.max(...sources.map(changedAt));
  const built = Math.min(changedAt('dist/cli/main.cjs'), changedAt('dist/handler/index.cjs'));
  if (built > newest) return;
  execFileSync(process.execPath, [join(root, 'scripts/build.js')], { stdio: ['ignore', 'ignore', 'inherit'] });
}
