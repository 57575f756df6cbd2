import { expect, test } from 'vitest';
import { redact } from '../../../src/handler/redact.ts';

const secret = 'abcdefghijklmnopqrstuvwx';
const webhook = `https://hooks.slack.com/services/T0AAAAAAA/B0AAAAAAA/${secret}`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
  ['in clear', webhook],
  ['as a path', new URL(webhook).pathname],
  ["as GovSlack's", webhook.replace('slack.com', 'slack-gov.com')],
  ['in JSON with escaped slashes', JSON.stringify({ url: webhook }).replaceAll('/', '\\/')],
  ['in base64', base64(webhook)],
  ['in base64, one byte later', base64(`"${webhook}"`)],
  ['in base64, two bytes later', base64(`: ${webhook}`)],
  ['in base64, as a path', base64(new URL(webhook).pathname)],
  ['in base64 for addresses', Buffer.from(webhook).toString('base64url')],
])('a webhook %s disappears', (_, text) => {
  const shown = redact(`before ${text} after`);
  expect(shown).toMatch(/^before .*\[webhook\].* after$/);
  expect(shown).not.toContain(secret);
  for (const form of [secret, ` ${secret}`, `  ${secret}`]) expect(shown).not.toContain(base64(form).slice(4, -4));
});

test('everything else stays as it is', () => {
  const text = `{"error":"Slack answered 404 no_service","arn":"arn:aws:kms:eu-west-1:000000000000:key/1","b":"${base64('x'.repeat(90))}"}`;
  expect(redact(text)).toBe(text);
});

/** Least time of some tries, in ms: the one that others disturbed least. */
function leastTime(length: number): number {
  const text = 'a'.repeat(length);
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    redact(text);
    return performance.now() - start;
  });
  return Math.min(...times);
}

test('time grows with the length of a text, and not with its square', () => {
  expect(leastTime(800_000)).toBeLessThan(24 * (leastTime(100_000) + 1));
});
