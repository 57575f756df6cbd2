import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Slack, startSlack } from './slack.ts';

let slack: Slack;
beforeAll(async () => {
  slack = await startSlack();
});
beforeEach(() => slack.clear());
afterAll(() => slack.stop());

const send = async (payload: unknown, url = slack.webhook(), type = 'application/json') => {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
  return { status: response.status, body: await response.text(), retryAfter: response.headers.get('retry-after') };
};

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const attachment = { color: 'danger', blocks: [section('from 192.0.2.1')], footer: 'signin-alert' };

test('takes a good message and keeps it', async () => {
  const before = Date.now();
  const payload = { text: '<!here> root signed in', attachments: [attachment] };
  expect(await send(payload)).toMatchObject({ status: 200, body: 'ok' });
  expect(slack.messages).toMatchObject([{ payload, status: 200, body: 'ok', raw: JSON.stringify(payload) }]);
  expect(slack.messages[0]?.at).toBeGreaterThanOrEqual(before);
});

test('webhooks have the form of Slack, a secret of 24 characters, and differ by name', () => {
  expect(slack.webhook()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/services\/T0000TEST\/B0000TEST\/[A-Za-z0-9]{24}$/);
  expect(slack.webhook()).toBe(slack.webhook());
  expect(slack.webhook('B0000NEW')).not.toBe(slack.webhook());
});

const blocks = (...list: unknown[]) => ({ text: 'a', blocks: list });
const refusals: [string, unknown, string][] = [
  ['not JSON', '{"text":', 'invalid_payload'],
  ['not an object', '[]', 'invalid_payload'],
  ['nothing to show', {}, 'no_text'],
  ['empty text', { text: ' ' }, 'no_text'],
  ['an empty attachment', { text: 'a', attachments: [{ color: 'good' }] }, 'no_text'],
  ['101 attachments', { text: 'a', attachments: Array(101).fill(attachment) }, 'too_many_attachments'],
  ['51 blocks', blocks(...Array(51).fill({ type: 'divider' })), 'invalid_blocks'],
  ['an unknown block', blocks({ type: 'marquee' }), 'invalid_blocks'],
  ['an empty section', blocks({ type: 'section' }), 'invalid_blocks'],
  ['an empty section text', blocks(section('')), 'invalid_blocks'],
  ['a section of 3001', blocks(section('a'.repeat(3001))), 'invalid_blocks'],
  ['11 fields', blocks({ type: 'section', fields: Array(11).fill({ type: 'mrkdwn', text: 'a' }) }), 'invalid_blocks'],
  [
    'a field of 2001',
    blocks({ type: 'section', fields: [{ type: 'mrkdwn', text: 'a'.repeat(2001) }] }),
    'invalid_blocks',
  ],
  [
    'a header of 151',
    blocks({ type: 'header', text: { type: 'plain_text', text: 'a'.repeat(151) } }),
    'invalid_blocks',
  ],
  ['mrkdwn in a header', blocks({ type: 'header', text: { type: 'mrkdwn', text: 'a' } }), 'invalid_blocks'],
  [
    'verbatim in plain_text',
    blocks({ type: 'section', text: { type: 'plain_text', text: 'a', verbatim: true } }),
    'invalid_blocks',
  ],
  ['a property of no block', blocks({ ...section('a'), color: 'good' }), 'invalid_blocks'],
  [
    'one block_id twice',
    blocks({ ...section('a'), block_id: 'x' }, { ...section('b'), block_id: 'x' }),
    'invalid_blocks',
  ],
  ['bad blocks in an attachment', { text: 'a', attachments: [{ blocks: [section('')] }] }, 'invalid_blocks'],
  ['a footer of 301', { text: 'a', attachments: [{ ...attachment, footer: 'a'.repeat(301) }] }, 'invalid_attachments'],
];

test.each(refusals)('refuses %s', async (_what, payload, word) => {
  expect(await send(payload)).toMatchObject({ status: 400, body: word });
  expect(slack.messages).toEqual([]);
  expect(slack.posts).toHaveLength(1);
});

test('refuses other content types, methods and paths', async () => {
  expect(await send({ text: 'a' }, undefined, 'text/plain')).toMatchObject({ status: 400, body: 'invalid_payload' });
  expect((await fetch(slack.webhook())).status).toBe(405);
  expect(await send({ text: 'a' }, `${slack.webhook()}x`)).toMatchObject({ status: 404, body: 'no_service' });
  slack.webhook('B0000OLD');
  const old = slack.webhook('B0000OLD');
  slack.revoke('B0000OLD');
  expect(await send({ text: 'a' }, old)).toMatchObject({ status: 404, body: 'no_service' });
});

test('cuts a text over 40,000 characters, as Slack does', async () => {
  await send({ text: 'a'.repeat(40_001) });
  expect(slack.messages[0]?.payload.text).toHaveLength(40_000);
});

test('fails as told, one answer a post', async () => {
  slack.answer({ status: 500, body: 'rollup_error' }, { reset: 'before' }, { reset: 'after' }, { delayMs: 80 });
  expect(await send({ text: '1' })).toMatchObject({ status: 500, body: 'rollup_error' });
  await expect(send({ text: '2' })).rejects.toThrow();
  await expect(send({ text: '3' })).rejects.toThrow();
  const start = performance.now();
  expect((await send({ text: '4' })).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThan(75);
  expect(slack.messages.map(({ payload, status }) => [payload.text, status])).toEqual([
    ['3', 0],
    ['4', 200],
  ]);
  expect(slack.posts.map(({ status }) => status)).toEqual([500, 0, 0, 200]);
});

test('can be down', async () => {
  slack.down(true);
  await expect(send({ text: 'a' })).rejects.toThrow();
  slack.down(false);
  expect((await send({ text: 'a' })).status).toBe(200);
});

test('limits the rate and counts who does not wait', async () => {
  slack.limit({ perSecond: 1, burst: 2, retryAfter: 1 });
  const answers = [
    await send({ text: '1' }),
    await send({ text: '2' }),
    await send({ text: '3' }),
    await send({ text: '4' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429]);
  expect(answers[2]).toMatchObject({ body: '{"ok":false,"error":"rate_limited"}', retryAfter: '1' });
  expect(slack.violations).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 1050));
  expect((await send({ text: '5' })).status).toBe(200);
});

test('waits for a message, and says what came when it does not come', async () => {
  setTimeout(() => void send({ text: 'late' }), 50);
  expect(await slack.waitFor(({ payload }) => payload.text === 'late', 2000)).toMatchObject({ status: 200 });
  await expect(slack.waitFor(({ payload }) => payload.text === 'never', 50)).rejects.toThrow(/50 ms[\s\S]*late/);
});
