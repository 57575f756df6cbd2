import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { freePort } from '../../support/server/free-port.ts';
import { signIn } from './events.ts';
import { useRig } from './rig.ts';

const rig = useRig();
const { lines } = rig;

/** Slack's documented answers (ux.md 4.2), and some that nobody documents. */
const refusals: readonly [status: number, body: string, said: string][] = [
  [400, 'user_not_found', '400 user_not_found: the channel or user does not exist'],
  [403, 'action_prohibited', '403 action_prohibited: the workspace forbids this post'],
  [403, 'posting_to_general_channel_denied', '403 posting_to_general_channel_denied'],
  [403, 'invalid_token', '403 invalid_token: the webhook is not valid any more'],
  [403, 'team_disabled', '403 team_disabled: the workspace is disabled'],
  [404, 'channel_not_found', '404 channel_not_found: the channel does not exist any more'],
  [404, 'no_team', '404 no_team'],
  [404, 'no_service', '404 no_service: the webhook was removed or disabled; make a new one'],
  [404, 'no_service_id', '404 no_service_id'],
  [404, 'no_active_hooks', '404 no_active_hooks'],
  [410, 'channel_is_archived', '410 channel_is_archived: the channel is archived'],
  [500, 'rollup_error', '500 rollup_error: something is wrong at Slack'],
  [503, '<html>Service Unavailable</html>', '503 (no known word): something is wrong at Slack'],
  [418, 'something_new', '418 something_new: the webhook does not work'],
  [302, '', '302 (no known word): the webhook leads somewhere else'],
];

test.each(refusals)('%i %s: thrown once, released, and posted by the next attempt', async (status, body, said) => {
  const container = await rig.container();
  const id = randomUUID();
  rig.slack.answer({ status, body, headers: { location: `${rig.slack.url}/elsewhere` } });
  await expect(container(signIn({ id }))).rejects.toThrow(`Slack answered ${said}`);
  expect(rig.slack.posts).toHaveLength(1);
  expect(lines[0]).toMatchObject({ result: 'failed', slackStatus: status, error: expect.stringContaining(said) });
  expect(await rig.it.item(`alert#${id}`)).toMatchObject({ state: 'released', doubt: false });
  await container(signIn({ id }));
  expect(rig.slack.messages.map(({ raw }) => raw)).toEqual([expect.not.stringMatching(/sent again/i)]);
});

test.each(['invalid_payload', 'invalid_blocks', 'no_text', 'too_many_attachments'])(
  '400 %s: the same alert as a bare sentence',
  async (body) => {
    const container = await rig.container();
    rig.slack.answer({ status: 400, body });
    expect(await container(signIn())).toEqual({ results: ['posted'] });
    expect(rig.slack.posts.map(({ status }) => status)).toEqual([400, 200]);
    expect(rig.slack.messages[0]?.payload).toMatchObject({ text: expect.stringContaining('alice') });
    expect(rig.slack.messages[0]?.payload).not.toHaveProperty('attachments');
  },
);

test('neither the bare sentence: it fails', async () => {
  const container = await rig.container();
  rig.slack.answer({ status: 400, body: 'invalid_payload' }, { status: 400, body: 'invalid_payload' });
  await expect(container(signIn())).rejects.toThrow('400 invalid_payload: Slack could not read the message');
});

test.each(['201', '204'])('%s is as good as 200', async (status) => {
  const container = await rig.container();
  rig.slack.answer({ status: Number(status) });
  expect(await container(signIn())).toEqual({ results: ['posted'] });
});

test('slow: waits as long as the invocation lives, then throws and says next time that it may be the second', async () => {
  const container = await rig.container();
  const alert = signIn();
  rig.slack.answer({ delayMs: 1_500 });
  await expect(container(alert, { remainingMs: 4_000 })).rejects.toThrow('nothing for 1');
  expect(lines[0]).toMatchObject({ slackStatus: 0 });
  await container(alert);
  expect(rig.slack.messages.map(({ raw }) => /sent again/i.test(raw))).toEqual([false, true]);
  rig.slack.answer({ delayMs: 500 });
  expect(await container(signIn())).toEqual({ results: ['posted'] });
});

test.each(['before', 'after'] as const)('connection cut %s the message appears: the next is marked', async (reset) => {
  const alert = signIn();
  rig.slack.answer({ reset });
  await expect((await rig.container())(alert)).rejects.toThrow('Slack: no answer from 127.0.0.1');
  await (await rig.container())(alert);
  expect(rig.slack.messages.at(-1)?.raw).toMatch(/sent again/i);
  expect(rig.slack.messages).toHaveLength(reset === 'before' ? 1 : 2);
  expect(await (await rig.container())(alert)).toEqual({ results: ['duplicate'] });
});

test.each([502, 504])('%i: a gateway does not know what became of it, so the next is marked', async (status) => {
  const container = await rig.container();
  const alert = signIn();
  rig.slack.answer({ status });
  await expect(container(alert)).rejects.toThrow(`Slack answered ${status}`);
  await container(alert);
  expect(rig.slack.messages.at(-1)?.raw).toMatch(/sent again/i);
});

test('nobody listens: nothing arrived, so the next is not marked', async () => {
  const alert = signIn();
  const deaf = await rig.container({
    webhook: await rig.it.seal(`http://127.0.0.1:${await freePort()}/services/T/B/x`),
  });
  await expect(deaf(alert)).rejects.toThrow('ECONNREFUSED');
  await (await rig.container())(alert);
  expect(rig.slack.messages.map(({ raw }) => raw)).toEqual([expect.not.stringMatching(/sent again/i)]);
});

test.each([
  'https://hooks.slack.com.evil.test/services/T0/B0/x',
  'https://hooks.slack.com/workflows/T0/A0/1/x',
  'http://hooks.slack.com/services/T0/B0/x',
  'http://192.0.2.1/services/T0/B0/x',
  'no address',
])('posts to no %s', async (webhook) => {
  const container = await rig.container({ webhook: await rig.it.seal(webhook) });
  await expect(container(signIn())).rejects.toThrow(/^what was decrypted is not a Slack webhook$/);
});

test('429: waits for up to 2 s within, and asks no sooner than Slack says', async () => {
  const container = await rig.container();
  rig.slack.limit({ burst: 1, retryAfter: 1 });
  await container(signIn());
  expect(await container(signIn())).toEqual({ results: ['posted'] });
  expect(rig.slack.violations).toBe(0);
  expect(rig.slack.posts.map(({ status }) => status)).toEqual([200, 429, 200]);
});

test('429 again and again: no more than 2 s within', async () => {
  const container = await rig.container();
  const limited = { status: 429, body: '{"ok":false,"error":"rate_limited"}', headers: { 'retry-after': '1' } };
  rig.slack.answer(limited, limited, limited, limited);
  await expect(container(signIn())).rejects.toThrow('Slack answered 429 rate_limited');
  expect(rig.slack.posts).toHaveLength(3);
});

test('429 for longer: throws at once, and no container posts before the time', async () => {
  const containers = [await rig.container(), await rig.container()] as const;
  rig.slack.limit({ burst: 1, perSecond: 10, retryAfter: 3 });
  await containers[0](signIn());
  await expect(containers[0](signIn())).rejects.toThrow('429 rate_limited: more than about one message a second');
  for (const container of containers) await expect(container(signIn())).rejects.toThrow('rate_limited');
  expect(rig.slack.posts).toHaveLength(2);
  expect(rig.slack.violations).toBe(0);
  const { until } = await rig.it.item('slack-pause');
  await new Promise((resolve) => setTimeout(resolve, Number(until) - Date.now() - 500));
  expect(await containers[1](signIn())).toEqual({ results: ['posted'] });
  expect(rig.slack.violations).toBe(0);
});

test('429 without a readable Retry-After: a second', async () => {
  const container = await rig.container();
  rig.slack.answer({ status: 429, headers: { 'retry-after': 'soon' } });
  expect(await container(signIn())).toEqual({ results: ['posted'] });
});

test('no log line, no error and no table item carries the webhook', async () => {
  const container = await rig.container();
  rig.slack.answer({ status: 404, body: `no_service ${rig.slack.webhook()}` }, { reset: 'after' });
  const errors = [];
  for (let count = 0; count < 2; count++) errors.push(await container(signIn()).catch((error: Error) => error.stack));
  const everything = JSON.stringify([errors, lines, await rig.it.items()]);
  const secret = new URL(rig.slack.webhook()).pathname;
  expect(everything).not.toContain(secret);
  expect(everything).not.toContain(secret.split('/').at(-1));
  expect(everything).not.toContain(Buffer.from(secret).toString('base64').slice(4, -4));
});
