import { describe, expect, test } from 'vitest';
import { type Edit, edit } from '../../src/cli/config/edit.ts';
import type { WrittenRules } from '../../src/cli/input/rules-file.ts';
import { runCli } from '../support/cli.ts';

// An address where nobody listens: what is wrong by itself is said before anything is called.
const cli = (args: readonly string[], stdin = '') =>
  runCli(['config', ...args], { endpoint: 'http://127.0.0.1:9', stdin });

describe('exit code 2, and nothing called', () => {
  const wrong: readonly (readonly [args: string[], says: RegExp])[] = [
    [['set', 'language'], /config set <key> <value>/],
    [['set'], /config set <key> <value>/],
    [['apply'], /config apply <file>/],
    [['get', 'language', 'preset'], /config get \[key\]/],
    [['change', 'language'], /get, set, add, remove, apply/],
    [['set', 'language', 'klingon'], /language: found "klingon"; allowed: en, ja/],
    [['set', 'langage', 'ja'], /langage: this name is not known here; allowed: .*language/],
    [['set', 'language', 'en', 'ja'], /language takes one value/],
    [['set', 'kinds.aws-login', 'yes'], /kinds\.aws-login: found "yes"; allowed: true, false/],
    [['set', 'reasons.no-mfa.mention', 'alice'], /reasons\.no-mfa\.mention: found "alice"; allowed: none, here/],
    [['set', 'reasons.nomfa.mention', 'here'], /reasons\.nomfa: this name is not known here; allowed: .*no-mfa/],
    [['set', '__proto__.x', '1'], /__proto__: this name is not known here/],
    [['set', 'trustedNetworks', '[{"name":"x"}]'], /trustedNetworks\.0\.cidr/],
    [['add', 'language', 'ja'], /language is no list \(lists are trustedNetworks, ignore\)/],
    [['add', 'trustedNetworks', 'office'], /"office" is not name=cidr, as in/],
    [['add', 'trustedNetworks', 'office=203.0.113.0/33'], /trustedNetworks\.0\.cidr: found "203\.0\.113\.0\/33"/],
    [['add', 'ignore', 'user=root'], /ignore\.0\.user: .*any user but root/],
    [['add', 'ignore', 'alice'], /"alice" is not user=name/],
    [['add', 'ignore', 'role=x,user=y'], /ignore\.0: .*a role alone/],
    [['apply', '/nowhere/x'], /\/nowhere\/x cannot be read \(ENOENT\)/],
  ];
  test.each(wrong)('%j', async (args, says) => {
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.replace(/\s+/g, ' ')).toMatch(says);
    expect(stderr).toContain('Nothing was changed.');
  });

  test('a file that is wrong in several places: all of them', async () => {
    const { code, stderr } = await cli(['apply', '-'], '{"preset":"loud","kinds":{"x":true}}');
    expect(code).toBe(2);
    expect(stderr).toContain('preset: found "loud"; allowed: recommended, plain');
    expect(stderr).toContain('kinds.x: this name is not known here');
    expect((await cli(['apply', '-'], '{')).stderr).toContain('is no JSON');
  });
});

describe('an edit', () => {
  const office = { name: 'office', cidr: '203.0.113.0/24' };
  const edits: readonly (readonly [edit: Edit, before: WrittenRules, after: WrittenRules])[] = [
    [{ action: 'set', key: 'kinds.aws-login', values: ['true'] }, {}, { kinds: { 'aws-login': true } }],
    [{ action: 'set', key: 'language', values: ['"ja"'] }, { preset: 'plain' }, { preset: 'plain', language: 'ja' }],
    [
      { action: 'set', key: 'reasons.root', values: ['{"enabled":false}'] },
      { reasons: { root: { color: 'good' }, failure: {} } },
      { reasons: { root: { enabled: false }, failure: {} } },
    ],
    [{ action: 'remove', key: 'reasons.root.color', values: [] }, { reasons: { root: { color: 'good' } } }, {}],
    [{ action: 'remove', key: 'reasons.root.color', values: [] }, {}, {}],
    [{ action: 'set', key: 'trustedNetworks', values: ['office=203.0.113.0/24'] }, {}, { trustedNetworks: [office] }],
    [
      { action: 'set', key: 'trustedNetworks', values: [JSON.stringify([office])] },
      { trustedNetworks: [{ name: 'old', cidr: '192.0.2.0/24' }] },
      { trustedNetworks: [office] },
    ],
    [
      { action: 'add', key: 'trustedNetworks', values: ['HQ=203.0.113.0/24', 'a=b=2001:db8::/32'] },
      { trustedNetworks: [office] },
      {
        trustedNetworks: [
          { name: 'HQ', cidr: '203.0.113.0/24' },
          { name: 'a=b', cidr: '2001:db8::/32' },
        ],
      },
    ],
    [{ action: 'remove', key: 'trustedNetworks', values: ['office'] }, { trustedNetworks: [office] }, {}],
    [{ action: 'remove', key: 'trustedNetworks', values: ['203.0.113.0/24'] }, { trustedNetworks: [office] }, {}],
    [
      { action: 'add', key: 'ignore', values: ['user=a,b=c', 'permissionSet=Admin,user=x'] },
      {},
      { ignore: [{ user: 'a,b=c' }, { permissionSet: 'Admin', user: 'x' }] },
    ],
    [
      { action: 'add', key: 'ignore', values: ['user=a,failures=true'] },
      { ignore: [{ user: 'a' }, { user: 'b' }] },
      { ignore: [{ user: 'b' }, { user: 'a', failures: true }] },
    ],
    [
      { action: 'remove', key: 'ignore', values: ['user=a'] },
      { ignore: [{ user: 'a', failures: true }, { user: 'b' }] },
      { ignore: [{ user: 'b' }] },
    ],
  ];
  test.each(edits)('%j', (change, before, after) => {
    const kept = JSON.stringify(before);
    expect(edit(before, change)).toEqual(after);
    expect(JSON.stringify(before)).toBe(kept);
  });

  test('of an entry that is not there names those that are', () => {
    const remove = () =>
      edit({ trustedNetworks: [office] }, { action: 'remove', key: 'trustedNetworks', values: ['x'] });
    expect(remove).toThrow('trustedNetworks has no entry "x"; it has: "office=203.0.113.0/24"');
  });
});
