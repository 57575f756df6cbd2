import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { record, signIn, testEvent, viaTopic } from './events.ts';
import { useRig } from './rig.ts';

const rig = useRig();
const { lines } = rig;

test('a sign-in: decrypt, claim and read side by side, then one post, then done', async () => {
  const id = randomUUID();
  const container = await rig.container();
  // Long enough for calls that go side by side to meet, on a busy machine too.
  rig.proxy.delay(300);
  expect(await container(signIn({ id }))).toEqual({ results: ['posted'] });
  rig.proxy.delay(0);
  expect(rig.slack.messages).toHaveLength(1);
  expect(rig.slack.messages[0]?.raw).toContain(id);
  expect(await rig.it.item(`alert#${id}`)).toMatchObject({ state: 'done', result: 'posted' });
  expect(lines).toEqual([
    {
      signinAlert: 'alert',
      id,
      result: 'posted',
      slackStatus: 200,
      ms: {
        decrypt: expect.any(Number),
        claim: expect.any(Number),
        read: expect.any(Number),
        post: expect.any(Number),
      },
      hops: { bus: expect.any(String), topic: expect.any(String), function: expect.any(String) },
    },
  ]);
  const calls = rig.proxy.calls.map(({ operation, startedAt, endedAt = 0 }) => ({ operation, startedAt, endedAt }));
  expect(calls.map(({ operation }) => operation).sort()).toEqual([
    'BatchGetItem',
    'Decrypt',
    'UpdateItem',
    'UpdateItem',
  ]);
  const first = calls.slice(0, 3);
  expect(Math.max(...first.map((call) => call.startedAt))).toBeLessThan(Math.min(...first.map((call) => call.endedAt)));
});

test('the webhook is decrypted once per container', async () => {
  const container = await rig.container();
  await container(signIn());
  await Promise.all([container(signIn()), container(signIn())]);
  expect(rig.proxy.calls.filter(({ operation }) => operation === 'Decrypt')).toHaveLength(1);
  expect(rig.slack.messages).toHaveLength(3);
});

test('decrypting failed: the alert comes again, and the webhook is asked for again', async () => {
  const container = await rig.container();
  rig.proxy.fault({ operation: 'Decrypt', action: { error: { code: 'AccessDeniedException', message: 'no' } } });
  const alert = signIn();
  await expect(container(alert)).rejects.toThrow('Decrypt: AccessDeniedException: no');
  await container(alert);
  expect(rig.slack.messages).toHaveLength(1);
});

test('several records in one payload: all are tried, then it fails if one did', async () => {
  const container = await rig.container();
  const three = { Records: [record(), record(), record()] };
  rig.slack.answer({}, { status: 500, body: 'rollup_error' }, {});
  await expect(container(three)).rejects.toThrow('500 rollup_error');
  expect(rig.slack.messages).toHaveLength(2);
  await container(three);
  expect(rig.slack.messages).toHaveLength(3);
});

test('a test event is posted each time, remembers nothing and mentions nobody', async () => {
  const container = await rig.container();
  const id = `test-${randomUUID()}`;
  for (const kind of ['success', 'failure', 'root', 'no-mfa']) await container(testEvent(id, kind));
  expect(rig.slack.messages).toHaveLength(4);
  expect(rig.slack.messages.map(({ raw }) => raw).join()).not.toMatch(/<!(here|channel)|<@/);
  expect(await rig.it.items()).toHaveLength(1);
  expect(lines.at(-1)).toMatchObject({ signinAlert: 'test', testId: id, result: 'posted', slackStatus: 200 });
});

test('a step of signing in is no alert and makes no call', async () => {
  const container = await rig.container();
  expect(await container(viaTopic({ ...record(), eventName: 'CheckMfa' }))).toEqual({ results: ['not-an-alert'] });
  expect(rig.proxy.calls).toEqual([]);
  expect(lines).toMatchObject([{ result: 'not-an-alert', why: expect.stringContaining('MFA') }]);
});

test('what cannot be read is an alert', async () => {
  const container = await rig.container();
  await container({ something: 'else' });
  await container({ something: 'else' });
  expect(rig.slack.messages).toHaveLength(1);
  expect(lines.map(({ signinAlert, result }) => [signinAlert, result])).toEqual([
    ['unreadable', 'posted'],
    ['unreadable', 'duplicate'],
  ]);
});

test('whom the settings ignore makes no alert', async () => {
  await rig.it.putRules(JSON.stringify({ ignore: [{ user: 'alice' }] }));
  const container = await rig.container();
  expect(await container(signIn({ user: 'alice' }))).toEqual({ results: ['ignored'] });
  expect(rig.slack.messages).toHaveLength(0);
});

test('settings that cannot be read: the last known, else the recommended ones, and the alert says so', async () => {
  const ignoring = JSON.stringify({ ignore: [{ user: 'alice' }] });
  await rig.it.putRules(ignoring);
  const knowing = await rig.container();
  expect(await knowing(signIn({ user: 'alice' }))).toEqual({ results: ['ignored'] });
  await rig.it.putRules('{"ignore":7}');
  expect(await knowing(signIn({ user: 'alice' }))).toEqual({ results: ['ignored'] });
  const fresh = await rig.container();
  expect(await fresh(signIn({ user: 'alice' }))).toEqual({ results: ['posted'] });
  expect(rig.slack.messages[0]?.raw).toContain('The settings could not be read');
  await rig.it.putRules(ignoring);
  expect(await fresh(signIn({ user: 'alice' }))).toEqual({ results: ['ignored'] });
});
