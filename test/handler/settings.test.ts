import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesJsonSchema } from '../../scripts/rules-schema.ts';
import { parseRules, problemText, recommendedRules } from '../../src/handler/settings.ts';
import { anything } from './support/mutate.ts';
import { writtenRules } from './support/rules.ts';

const problems = (written: unknown): string[] => {
  const parsed = parseRules(written);
  return parsed.ok ? [] : parsed.problems.map(problemText);
};

describe('rules', () => {
  it('are the recommended ones where nothing is written', () => {
    expect(parseRules({})).toEqual({ ok: true, rules: recommendedRules });
  });

  it('are taken whole', () => {
    const written = {
      preset: 'plain',
      language: 'ja',
      trustedNetworks: [
        { name: ' Tokyo office ', cidr: '203.0.113.0/24' },
        { name: 'VPN', cidr: '2001:db8::/32' },
      ],
      reasons: { root: { mention: 'channel', color: 'danger', enabled: true }, failure: { mention: 'none' } },
      ignore: [{ user: 'ci', failures: true }, { role: 'Deploy' }, { user: 'yuki', permissionSet: 'Admin' }],
      kinds: { 'switch-role': true },
    };
    const parsed = parseRules(written);
    expect(parsed).toMatchObject({ ok: true, rules: { preset: 'plain', language: 'ja', ignore: written.ignore } });
    expect(parsed).toMatchObject({ rules: { trustedNetworks: [{ name: 'Tokyo office' }, { name: 'VPN' }] } });
    expect(parsed).toMatchObject({ rules: { kinds: { 'switch-role': true, 'identity-center-failure': true } } });
  });

  it('give themselves when read again', () => {
    fc.assert(
      fc.property(writtenRules, (written) => {
        const once = parseRules(written);
        expect(once.ok && parseRules(JSON.parse(JSON.stringify(once.rules)))).toEqual(once);
      }),
    );
  });

  it('never throw, and every problem is one printable line', () => {
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom('preset', 'reasons', 'ignore', 'kinds', 'trustedNetworks', '$schema', 'x'),
        (value, name) => {
          for (const line of [...problems(value), ...problems({ [name]: value })]) {
            expect(line).toMatch(/^[^\p{Cc}\u202a-\u202e]{5,700}$/u);
          }
        },
      ),
    );
  });
});

describe('mentions', () => {
  it.each([
    ['none', 'none'],
    ['here', 'here'],
    ['@channel', 'channel'],
    ['<!here>', 'here'],
    ['U0123ABCD', 'U0123ABCD'],
    ['<@U0123ABCD>', 'U0123ABCD'],
    ['<@W0123ABCD|yuki>', 'W0123ABCD'],
    ['S0123ABCD', 'S0123ABCD'],
    ['<!subteam^S0123ABCD>', 'S0123ABCD'],
    ['<!subteam^S0123ABCD|@security>', 'S0123ABCD'],
  ])('%s', (written, mention) => {
    expect(parseRules({ reasons: { root: { mention: written } } })).toMatchObject({
      rules: { reasons: { root: { mention } } },
    });
  });

  it.each([
    'everyone',
    '<!everyone>',
    '@yuki',
    'C0123ABCD',
    'U1',
    '<@U0123ABCD> <!channel>',
    'here\nchannel',
    'U0123ABCD>',
    '',
  ])('not %j', (written) => {
    // What is left of a pasted form still names one person or nobody.
    const parsed = parseRules({ reasons: { root: { mention: written } } });
    if (parsed.ok) expect(parsed.rules.reasons.root?.mention).toMatch(/^[UWS][A-Z0-9]+$/);
    else
      expect(parsed.problems[0]).toMatchObject({
        path: 'reasons.root.mention',
        message: expect.stringContaining('here, channel'),
      });
  });
});

describe('a wrong setting', () => {
  it.each<[unknown, string]>([
    [7, 'found 7; allowed: an object with'],
    [{ prest: 'plain' }, 'prest: this name is not known here; allowed: $schema, preset, language'],
    [{ preset: 'strict' }, 'preset: found "strict"; allowed: recommended, plain'],
    [{ language: 'de' }, 'language: found "de"; allowed: en, ja'],
    [
      { trustedNetworks: '203.0.113.0/24' },
      'trustedNetworks: found "203.0.113.0/24"; allowed: a list of { name, cidr }',
    ],
    [
      { trustedNetworks: [{ name: 'x', cidr: '203.0.113.0/33' }] },
      'trustedNetworks.0.cidr: found "203.0.113.0/33"; allowed: an IPv4 or IPv6 range',
    ],
    [{ trustedNetworks: [{ name: 'x', cidr: '0.0.0.0/0' }] }, 'of /1 or longer'],
    [{ trustedNetworks: [{ cidr: '203.0.113.0/24' }] }, 'trustedNetworks.0.name: "name" is missing'],
    [{ trustedNetworks: [{ name: ' ', cidr: '203.0.113.0/24' }] }, 'trustedNetworks.0.name: found ""'],
    [
      { reasons: { rot: {} } },
      'reasons.rot: this name is not known here; allowed: success, failure, other-result, root',
    ],
    [
      { reasons: { root: { colour: 'danger' } } },
      'reasons.root.colour: this name is not known here; allowed: color, mention, enabled',
    ],
    [
      { reasons: { root: { color: '#ff0000' } } },
      'reasons.root.color: found "#ff0000"; allowed: good, warning, danger',
    ],
    [
      { reasons: { failure: { enabled: false } } },
      'reasons.failure.enabled: this name is not known here; allowed: color, mention',
    ],
    [{ kinds: { 'console-login': false } }, 'kinds.console-login: this name is not known here; allowed: switch-role'],
    [{ kinds: { 'switch-role': 'yes' } }, 'kinds.switch-role: found "yes"; allowed: true, false'],
    [{ ignore: [{}] }, 'ignore.0: allowed: a user, a permissionSet, both, or a role alone'],
    [{ ignore: [{ failures: true }] }, 'ignore.0: allowed: a user'],
    [{ ignore: [{ user: 'yuki', role: 'Admin' }] }, 'ignore.0: allowed: a user'],
    [{ ignore: [{ user: 'Root' }] }, 'ignore.0.user: found "Root"; allowed: any user but root'],
    [{ ignore: [{ user: 'HIDDEN_DUE_TO_SECURITY_REASONS' }] }, 'ignore.0.user:'],
    [{ ignore: [{ user: 'x'.repeat(129) }] }, 'at most 128 characters'],
    [JSON.parse('{"__proto__": {"preset": "plain"}}'), '__proto__: this name is not known here'],
  ])('%j', (written, message) => {
    expect(problems(written).join('\n')).toContain(message);
  });

  it('is named with all others at once', () => {
    expect(problems({ preset: 'x', language: 'y', ignore: [{}, { user: 'root' }] })).toHaveLength(4);
  });
});

describe('the JSON schema', () => {
  it('is the one in docs', () => {
    const written: unknown = JSON.parse(
      readFileSync(new URL('../../docs/signin-alert.schema.json', import.meta.url), 'utf8'),
    );
    expect(written).toEqual(rulesJsonSchema());
  });

  it('knows every setting', () => {
    const { properties } = rulesJsonSchema();
    expect(Object.keys(properties ?? {})).toEqual(['$schema', ...Object.keys(recommendedRules)]);
  });
});
