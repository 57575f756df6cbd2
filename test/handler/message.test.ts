import { describe, expect, it } from 'vitest';
import { makeAlert } from '../../src/handler/alert.ts';
import {
  farewellMessage,
  foldedMessage,
  helloMessage,
  type MessageContext,
  type SlackPayload,
  settingsChangedMessage,
} from '../../src/handler/message.ts';
import { en } from '../../src/handler/text/en.ts';
import { ja } from '../../src/handler/text/ja.ts';
import { readPayload } from '../support/slack/payload.ts';
import { context, readOne, rules } from './support/context.ts';
import { ownRecord } from './support/records.ts';
import { allTexts, asShown, mentionsIn, textsOf } from './support/slack-text.ts';

function alertOf(payload: unknown, written: object = {}, more: Partial<MessageContext> = {}): SlackPayload {
  const made = makeAlert(readOne(payload), rules(written), { ...context, ...more });
  if (!made.alert) throw new Error(made.why);
  return made.payload;
}
const alert = (file: string, written: object = {}, more: Partial<MessageContext> = {}) =>
  alertOf(ownRecord(file), written, more);

const shown = (payload: SlackPayload): string[] => allTexts(payload).slice(2).map(asShown);
const links = (payload: SlackPayload): string[] =>
  allTexts(payload).flatMap((text) => text.match(/(?<=<)https:[^|>]*/g) ?? []);

describe('the sentence', () => {
  it.each([
    [
      'console-root-no-mfa',
      '🚨 <!channel> Root signed in to account example-prod (111122223333) from 203.0.113.21, without MFA.',
    ],
    ['console-user-mfa', '✅ `sakura` signed in to account example-prod (111122223333) from 203.0.113.28, with MFA.'],
    [
      'console-user-failure-mfa',
      '🚨 <!here> `sakura` failed to sign in to account example-prod (111122223333) from 203.0.113.33, MFA used.',
    ],
    [
      'console-user-hidden',
      '⚠️ <!here> Somebody with a wrong user name failed to sign in to account example-prod (111122223333) from 203.0.113.34, MFA not used.',
    ],
    [
      'console-user-inside-aws',
      '✅ `sakura` signed in to account example-prod (111122223333) from inside AWS, with MFA.',
    ],
    [
      'console-role-no-arn',
      '✅ A session of role `Operator` signed in to account example-prod (111122223333) from 203.0.113.49, MFA not recorded.',
    ],
    [
      'console-identity-center',
      '✅ `tanaka@example.com` with permission set `Read_Only` signed in to account example-prod (111122223333) from 203.0.113.53, MFA not recorded.',
    ],
    [
      'password-recovery-requested',
      '🚨 <!channel> Somebody requested a recovery of the root password of account example-prod (111122223333) from 203.0.113.76.',
    ],
    [
      'root-enable-mfa',
      '🚨 <!channel> Root added a root MFA device in account example-prod (111122223333) from 203.0.113.82.',
    ],
  ])('%s', (file, sentence) => {
    expect(alert(file).text).toBe(sentence);
  });

  it.each([
    [
      'console-root-no-mfa',
      '🚨 <!channel> ルートユーザーがアカウント example-prod (111122223333) にサインインしました（送信元 203.0.113.21、MFA なし）。',
    ],
    [
      'console-user-failure-mfa',
      '🚨 <!here> `sakura` がアカウント example-prod (111122223333) へのサインインに失敗しました（送信元 203.0.113.33、MFA あり）。',
    ],
    [
      'console-identity-center',
      '✅ `tanaka@example.com` （許可セット `Read_Only` ）がアカウント example-prod (111122223333) にサインインしました（送信元 203.0.113.53、MFA の記録なし）。',
    ],
    [
      'password-updated-failure',
      '🚨 <!channel> ルートユーザーがアカウント example-prod (111122223333) のルートパスワードを変更しようとしました（送信元 203.0.113.79）。',
    ],
  ])('%s in Japanese', (file, sentence) => {
    expect(alert(file, { language: 'ja' }).text).toBe(sentence);
  });

  it('names who switched to which role', () => {
    const payload = alert('switch-role', { kinds: { 'switch-role': true } });
    expect(payload.text).toContain('`sakura` switched to role `Operator` in account example-prod');
    expect(shown(payload).join('\n')).toContain('switched from arn:aws:iam::444455556666:user/sakura');
  });

  it('names the trusted network', () => {
    const office = { trustedNetworks: [{ name: 'Tokyo <office>', cidr: '203.0.113.0/24' }] };
    expect(alert('console-user-mfa', office).text).toContain('from 203.0.113.28 (Tokyo &lt;office&gt;), with MFA');
  });

  it('names another account by its id only', () => {
    expect(
      alertOf({ ...(ownRecord('console-user-mfa') as object), recipientAccountId: '444455556666' }).text,
    ).toContain('account 444455556666 from');
  });
});

describe('the facts', () => {
  it('stand always in the same place', () => {
    const [block] = alert('console-user-failure-mfa').attachments[0].blocks;
    const fields = block && 'fields' in block ? block.fields.map(({ text }) => text) : [];
    expect(fields).toEqual([
      expect.stringMatching(
        /^\*Time\*\n<!date\^1772\d{6}\^\{date_short\} \{time_secs\}\|2026-03-0\d 0\d:15:\d\d UTC>$/,
      ),
      '*Result*\nFailure · MFA used',
      '*User*\n`sakura`\nIAM user',
      '*Source*\n203.0.113.33\nFirefox, Linux',
      '*Region*\nus-east-1',
      '*Account*\nexample-prod (111122223333)',
    ]);
  });

  it('say where nothing is recorded', () => {
    expect(shown(alert('console-role-no-result'))).toEqual(
      expect.arrayContaining(['Time\nnot recorded', 'Result\nnot recorded · MFA not recorded', 'Region\nnot recorded']),
    );
  });

  it('show both regions where they differ', () => {
    expect(shown(alert('console-user-global-envelope'))).toContain('Region\nus-east-1\nrecorded as global');
  });

  it('give reasons as sentences, with the words of AWS', () => {
    const text = shown(alert('console-user-denied-by-policy')).join('\n');
    expect(text).toContain('• It failed. AWS says: Authorization denied because of a resource-based policy');
    expect(text).toContain('• A policy denied it.');
    expect(shown(alert('console-user-mfa')).join('\n')).not.toContain('Why it stands out');
  });

  it('show at most five blocks, as many as Slack unfolds in an attachment', () => {
    const marks = { sentAgain: true, lateSeconds: 99_999, settings: 'x', ledger: 'y', noMention: true };
    expect(alert('console-hostile-values', {}, { marks }).attachments[0].blocks.length).toBeLessThanOrEqual(5);
  });
});

describe('links', () => {
  it('lead to the event and to the IAM user', () => {
    expect(links(alert('console-user-no-mfa'))).toEqual([
      expect.stringMatching(
        /^https:\/\/eu-north-1\.console\.aws\.amazon\.com\/cloudtrailv2\/home\?region=eu-north-1#\/events\/[0-9a-f-]{36}$/,
      ),
      'https://us-east-1.console.aws.amazon.com/iam/home#/users/details/sakura',
    ]);
    expect(links(alert('console-user-global-envelope'))[0]).toContain('//us-east-1.console');
    expect(links(alert('console-user-mfa', {}, { partition: 'aws-cn' }))[0]).toContain('.console.amazonaws.cn/');
    expect(links(alert('console-user-mfa', {}, { partition: 'aws-us-gov' }))[0]).toContain(
      '.console.amazonaws-us-gov.com/',
    );
  });

  it('are left out where a part is not as AWS makes it', () => {
    expect(links(alert('console-user-mfa', {}, { partition: 'constructor' }))).toEqual([]);
    expect(links(alert('console-hostile-values'))).toEqual([]);
    expect(links(alert('console-user-redacted'))).toEqual([]);
    expect(links(alert('console-user-hidden'))).toHaveLength(1);
    expect(links(alert('console-user-mfa', {}, { account: '444455556666' }))).toHaveLength(1);
  });
});

describe('marks', () => {
  it('say what the delivery has to say', () => {
    const marks = { sentAgain: true, lateSeconds: 7_800, settings: 'no <table>', ledger: 'gone' };
    const text = shown(alert('console-user-mfa', {}, { marks, installation: 'blue' })).join('\n');
    expect(text).toContain('Sent again');
    expect(text).toContain('2 h 10 min after the event');
    expect(text).toContain('no <table>');
    expect(text).toContain('may come twice: gone');
    expect(text).toContain('signin-alert blue');
  });

  it('are not there for an ordinary delivery', () => {
    expect(shown(alert('console-user-mfa', {}, { marks: { lateSeconds: 599 } })).join('\n')).not.toContain('Late');
  });

  it('can keep the mention back', () => {
    const payload = alert('console-user-failure', {}, { marks: { noMention: true } });
    expect(mentionsIn(payload.text)).toEqual([]);
    expect(shown(payload).join('\n')).toContain('Nobody is mentioned');
  });
});

describe('webhooks', () => {
  it('get channel and name only where they are legacy', () => {
    expect(alert('console-user-mfa')).not.toHaveProperty('channel');
    expect(alert('console-user-mfa', {}, { legacyWebhook: true })).toMatchObject({
      channel: '#security',
      username: 'signin-alert',
    });
  });

  it('unfurl nothing', () => {
    expect(alert('console-user-mfa')).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });
});

describe('a test', () => {
  const test = (kind: string) => ({
    source: 'signin-alert.test',
    'detail-type': 'Sign-in Alert Test main',
    region: 'us-west-2',
    detail: { id: 't-1', kind, sentAt: '2026-03-04T10:00:00Z' },
  });

  it.each(['success', 'failure', 'root', 'no-mfa'])('%s is titled and mentions nobody', (kind) => {
    const payload = alertOf(test(kind), {
      reasons: { success: { mention: 'channel' } },
      ignore: [{ user: 'test-user', failures: true }],
    });
    expect(payload.text).toMatch(/^🧪 \*TEST\*: /);
    expect(allTexts(payload).flatMap(mentionsIn)).toEqual([]);
    expect(links(payload)).toEqual([]);
    expect(shown(payload).join('\n')).toContain('made-up values');
  });

  it('is titled in Japanese too', () => {
    expect(alertOf(test('root'), { language: 'ja' }).text).toContain('TEST');
  });
});

describe('what is no sign-in', () => {
  it('shows why it could not be read, and its beginning', () => {
    const payload = alertOf('<!channel> no JSON');
    expect(payload.text).toBe(
      '🚨 <!channel> An event in account example-prod (111122223333) could not be read; it may be a sign-in.',
    );
    expect(shown(payload)).toEqual(
      expect.arrayContaining([
        'It may have been a sign-in. Please look it up in CloudTrail.',
        'Why: it is not JSON',
        '<!channel> no JSON',
      ]),
    );
    expect(allTexts(payload).slice(1).flatMap(mentionsIn)).toEqual([]);
  });

  it('shows no more of a long text than a screen holds', () => {
    const text = shown(alertOf('x'.repeat(9_999))).find((line) => line.startsWith('xx'));
    expect(text).toBe(Array.from({ length: 5 }, () => 'x'.repeat(200)).join('\n'));
  });

  it('shows an anomaly as keys and values, whatever they are', () => {
    const detail = {
      severity: 'HIGH',
      actor: { name: '*<!here>*', ips: ['203.0.113.7', null, 7] },
      empty: {},
      ok: false,
    };
    const payload = alertOf({ source: 'aws.signin', 'detail-type': 'Sign-in Anomaly Alert', detail });
    expect(payload.text).toContain('AWS reports an unusual sign-in to account example-prod');
    expect(shown(payload)).toContain('AWS found this by itself; it is no CloudTrail record.');
    const lines = shown(payload).find((text) => text.startsWith('severity'));
    expect(lines?.split('\n')).toEqual([
      'severity: HIGH',
      'actor.name: ∗<!here>∗',
      'actor.ips.0: 203.0.113.7',
      'actor.ips.2: 7',
      'ok: false',
    ]);
  });

  it('says how much of an anomaly is left off', () => {
    const detail = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`key${i}`, i]));
    const payload = alertOf({ source: 'aws.signin', 'detail-type': 'Sign-in Anomaly Alert', detail });
    expect(shown(payload).join('\n')).toContain('… and 20 more');
    expect(
      shown(alertOf({ source: 'aws.signin', 'detail-type': 'Sign-in Anomaly Alert', detail: null })).join('\n'),
    ).toContain('no fields');
  });
});

describe('notices', () => {
  const arn = 'arn:aws:sts::111122223333:assumed-role/Admin/yuki';
  const folded = {
    by: 'user',
    name: 'sakura',
    count: 12,
    first: '2026-03-04T10:00:00Z',
    last: '2026-03-04T10:09:00Z',
  } as const;
  const manyChanges = Array.from({ length: 40 }, (_, i) => ({
    path: `<${i}>`.repeat(99),
    before: '&'.repeat(999),
    after: undefined,
  }));
  const changed = { by: arn, version: 3, changes: [{ path: 'language', before: '"en"', after: '"ja"' }] };

  it.each(['en', 'ja'] as const)('are whole messages that mention nobody, in %s', (language) => {
    const here = { ...context, language };
    const all = [
      foldedMessage(folded, here),
      foldedMessage({ ...folded, by: 'source', name: '<!channel>', first: '', last: 'x' }, here),
      settingsChangedMessage(changed, here),
      settingsChangedMessage({ ...changed, changes: manyChanges }, here),
      settingsChangedMessage({ ...changed, changes: [] }, here),
      helloMessage(here),
      helloMessage(here, arn),
      farewellMessage({ by: arn, resting: 0 }, here),
      farewellMessage({ by: '<!channel>'.repeat(999), resting: 3 }, here),
    ];
    for (const payload of all) {
      expect(readPayload(JSON.stringify(payload), 'application/json')).toEqual({ payload });
      expect(allTexts(payload).flatMap(mentionsIn)).toEqual([]);
    }
  });

  it('say what happened', () => {
    expect(foldedMessage(folded, context).text).toBe(
      '⚠️ 12 more failed sign-ins by user `sakura` to account example-prod (111122223333), counted instead of posted.',
    );
    expect(shown(settingsChangedMessage(changed, context))).toEqual(['• language: "en" → "ja"', 'version 3']);
    expect(shown(farewellMessage({ by: arn, resting: 2 }, context))).toEqual([
      `Removed by ${arn}`,
      '2 alerts could never be delivered and go with it.',
    ]);
  });
});

describe('languages', () => {
  it('have the same words', () => {
    const shape = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shape(inner)]))
        : typeof value;
    expect(shape(ja)).toEqual(shape(en));
  });

  it('leave nothing untranslated', () => {
    const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
    const payload = alert('console-user-denied-by-policy', { language: 'ja' }, { marks: { sentAgain: true } });
    for (const { text } of textsOf(payload)) expect(text).toMatch(japanese);
  });
});
