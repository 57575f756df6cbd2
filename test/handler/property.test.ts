import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PreviewLine, previewRecord } from '../../src/handler/describe.ts';
import { csv, html, json, terminal } from '../../src/handler/encode.ts';
import { type Incoming, readEvent } from '../../src/handler/event.ts';
import type { MessageContext } from '../../src/handler/message.ts';
import { textAt } from '../../src/handler/record.ts';
import type { Rules } from '../../src/handler/settings.ts';
import { readPayload } from '../support/slack/payload.ts';
import { context, rules } from './support/context.ts';
import { anything, flooded, intact, marker, mutated } from './support/mutate.ts';
import { ownRecord, ownRows, sharedRecord, sharedRows } from './support/records.ts';
import { writtenRules } from './support/rules.ts';
import { allTexts, mentionsIn, parsedPart, withoutTokens } from './support/slack-text.ts';

/** `FUZZ_RUNS=100000 npx vitest run test/handler/property.test.ts` for the long run. */
const runs = Number(process.env.FUZZ_RUNS ?? 3_000);
const timeout = 60_000 + runs * 20;

const records = [...ownRows.map(({ file }) => ownRecord(file)), ...sharedRows.map(({ file }) => sharedRecord(file))];
const everyKind = { kinds: { 'switch-role': true, 'identity-center': true, 'aws-login': true } };

const settings = fc
  .tuple(writtenRules, fc.constantFrom({}, everyKind), fc.boolean())
  .map(([written, kinds, legacyWebhook]): [Rules, MessageContext] => [
    rules({ ...written, ...kinds }),
    {
      ...context,
      legacyWebhook,
      marks: { sentAgain: legacyWebhook, lateSeconds: 7_000, settings: `<!channel> ${marker}` },
    },
  ]);

/** Characters that no output may hold: controls, formats, separators, halves of pairs. Our joiner is the exception. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const hidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u206f\ufeff]|\p{Cs}/u;

const steps =
  /^(CheckMfa|GetSigninToken|CredentialChallenge|CredentialVerification|CreateOAuth2Token(WithIAM)?|ExitRole|RenewRole|Authenticate|Federate|Logout|CreateToken|RegisterClient|StartDeviceAuthorization)$/i;
const credentialCalls = /(LoginProfile|MFADevice|ChangePassword)$/i;

/** Told apart from the code under test: what may go without an alert, with every kind on or those of the rules. */
function mayBeSilent(incoming: Incoming, { kinds }: Rules): boolean {
  if (incoming.type === 'wake-up') return true;
  if (incoming.type !== 'record') return false;
  const name = textAt(incoming.record, 'eventName') ?? '';
  const foreign = /^(?!(?:aws\.)?signin\.).*\.amazonaws\.com$/i.test(textAt(incoming.record, 'eventSource') ?? '');
  const off =
    (/^SwitchRole$/i.test(name) && !kinds['switch-role']) ||
    (/^(UserAuthentication|ExternalIdPDirectoryLogin)$/i.test(name) && !kinds['identity-center']) ||
    (/^AuthorizeOAuth2Access$/i.test(name) && !kinds['aws-login']);
  return !/^ConsoleLogin$/i.test(name) && (off || foreign || steps.test(name) || credentialCalls.test(name));
}

function check(incoming: Incoming, rulesNow: Rules, contextNow: MessageContext): PreviewLine {
  const line = previewRecord(incoming, rulesNow, contextNow);
  const printed = json(line);
  expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(line)));
  expect(printed).not.toMatch(hidden);
  if (!line.alert) {
    expect(line.why).not.toBe('');
    expect(mayBeSilent(incoming, rulesNow), JSON.stringify(incoming)).toBe(true);
    return line;
  }
  const { payload } = line;
  const answer = readPayload(JSON.stringify(payload), 'application/json');
  expect(answer).toEqual({ payload });
  expect(payload.text.length).toBeLessThan(4_000);
  for (const text of allTexts(payload)) {
    expect(text).not.toMatch(hidden);
    expect(withoutTokens(text)).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
    expect(parsedPart(text)).not.toContain(marker);
  }
  // Only the sentence mentions, and only whom the rules say.
  const [sentence, ...rest] = allTexts(payload);
  const wanted = incoming.type === 'test' ? [] : (line.mention ?? '').split(' ').filter(Boolean).map(token);
  expect(mentionsIn(sentence ?? '')).toEqual(wanted);
  for (const text of rest) expect(mentionsIn(text)).toEqual([]);
  return line;
}

const token = (mention: string): string =>
  mention.startsWith('U') ? `<@${mention}>` : mention.startsWith('S') ? `<!subteam^${mention}>` : `<!${mention}>`;

describe('whatever comes in', () => {
  it('mutated records and envelopes give a whole message or a reason', { timeout }, () => {
    fc.assert(
      fc.property(mutated(records), settings, (payload, [rulesNow, contextNow]) => {
        const items = readEvent(payload);
        expect(items.length).toBeGreaterThan(0);
        for (const incoming of items) check(incoming, rulesNow, contextNow);
      }),
      { numRuns: runs },
    );
  });

  it('a ConsoleLogin always alerts', { timeout }, () => {
    fc.assert(
      fc.property(intact(records), settings, (payload, [rulesNow, contextNow]) => {
        const lines = readEvent(payload).map((incoming) => check(incoming, rulesNow, contextNow));
        expect(lines.filter(({ alert }) => alert)).toHaveLength(1);
        expect(lines).toHaveLength(1);
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  });

  it('hostile values everywhere neither mention, link nor format', { timeout }, () => {
    fc.assert(
      fc.property(flooded, settings, (record, [rulesNow, contextNow]) => {
        for (const incoming of readEvent(record)) check(incoming, rulesNow, contextNow);
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  });

  it('anything else is unreadable, a wake-up, or a record', { timeout }, () => {
    fc.assert(
      fc.property(anything, settings, (payload, [rulesNow, contextNow]) => {
        const items = readEvent(payload);
        expect(items.length).toBeGreaterThan(0);
        for (const incoming of items) check(incoming, rulesNow, contextNow);
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  });

  it('an anomaly alert shows whatever it holds', { timeout }, () => {
    const envelope = {
      'detail-type': 'Sign-in Anomaly Alert',
      source: 'aws.signin',
      id: 'a1',
      time: '2026-03-04T10:00:00Z',
    };
    fc.assert(
      fc.property(anything, settings, (detail, [rulesNow, contextNow]) => {
        const [incoming, ...more] = readEvent({ ...envelope, detail });
        expect(more).toEqual([]);
        expect(incoming?.type).toBe('anomaly');
        if (incoming)
          expect(check(incoming, rulesNow, contextNow)).toMatchObject({ alert: true, reasons: ['anomaly'] });
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  });

  it('every encoder leaves nothing that acts', { timeout }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => {
        expect(terminal(value)).not.toMatch(/\n/);
        expect(terminal(value)).not.toMatch(hidden);
        expect(html(value)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
        expect(csv(value)).toMatch(/^"(?:[^"]|"")*"$/);
        expect(csv(value)).not.toMatch(/^"[\s'"]*[=+\-@]/);
        expect(JSON.parse(json(value))).toBe(value);
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
  });
});
