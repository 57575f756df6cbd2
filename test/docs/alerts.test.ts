import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { edit } from '../../src/cli/config/edit.ts';
import { readRequest } from '../../src/cli/config/request.ts';
import { checkRules } from '../../src/cli/input/rules-file.ts';
import { limits } from '../../src/handler/fold.ts';
import { runCli } from '../support/cli.ts';
import { kindTable, reasonTable } from './alerts.ts';

const path = join(import.meta.dirname, '../../docs/alerts.md');
const record = join(import.meta.dirname, '../fixtures/records/console-root-no-mfa.json');

const withSection = (page: string, name: string, content: string): string =>
  page.replace(new RegExp(`(<!-- ${name}:begin -->\n)[\\s\\S]*(<!-- ${name}:end -->)`), `$1${content}\n$2`);

/** The record's alert as the terminal shows it, without its count and its long links. */
async function drawn(): Promise<string> {
  const { stdout } = await runCli(['preview', record], { env: { TZ: 'UTC' } });
  const [alert = ''] = stdout.split('\n\n');
  return ['```', ...alert.split('\n').filter((line) => !line.includes('https://')), '```'].join('\n');
}

describe('docs/alerts.md', () => {
  const page = readFileSync(path, 'utf8');
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);

  it('has the tables and the alert as the code makes them (UPDATE_DOCS=1 writes them)', async () => {
    const sections = { drawn: await drawn(), reasons: reasonTable(), kinds: kindTable() };
    const wished = Object.entries(sections).reduce((text, [name, content]) => withSection(text, name, content), page);
    if (process.env.UPDATE_DOCS) writeFileSync(path, wished);
    else expect(page).toBe(wished);
  });

  it('shows rules that are right', () => {
    const [rules] = blocks('json').map((text) => checkRules(JSON.parse(text)).rules);
    expect(rules?.ignore).toHaveLength(3);
  });

  it('shows changes that are right', async () => {
    const lines = blocks('')
      .join('')
      .split('\n')
      .flatMap((line) => /signin-alert config (set|add|remove) (.*?)(?: {2,}#.*)?$/.exec(line)?.slice(1) ?? []);
    expect(lines.length).toBeGreaterThanOrEqual(10);
    for (let at = 0; at < lines.length; at += 2) {
      const [action = '', words = ''] = lines.slice(at, at + 2);
      const args = [...words.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare);
      const request = await readRequest([action, ...args], process);
      if (request.action === 'get' || request.action === 'apply') throw new Error('not an edit');
      checkRules(edit({}, request));
    }
  });

  it('says the limits of a storm as they are', () => {
    expect(limits).toMatchObject({ windowMs: 600_000, alone: 3, mentions: 5 });
    expect(page).toContain('the fourth within ten minutes');
    expect(page).toContain('only the first five failures in ten minutes mention anybody');
  });
});
