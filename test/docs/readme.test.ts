import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { resourceTable } from './resources.ts';

const path = join(import.meta.dirname, '../../README.md');
const section = /(<!-- resources:begin -->\n)[\s\S]*(<!-- resources:end -->)/;

it('the README lists what is created as the list says (UPDATE_DOCS=1 writes it)', () => {
  const readme = readFileSync(path, 'utf8');
  const wished = readme.replace(section, `$1${resourceTable()}\n$2`);
  if (process.env.UPDATE_DOCS) writeFileSync(path, wished);
  else expect(readme).toBe(wished);
});

it('the README names every command', () => {
  const readme = readFileSync(path, 'utf8');
  for (const { name } of commands) expect(readme).toContain(`| \`${name}\` |`);
});
