import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { event, record, signIn, viaTopic } from './events.ts';
import { account } from './installation.ts';
import { useRig } from './rig.ts';

const rig = useRig();
const { lines } = rig;
const wakeUp = { wakeUp: true };

/** As Lambda writes it to the OnFailure queue (Lambda developer guide, "Retaining records of asynchronous invocations"). */
const failureRecord = (requestPayload: unknown, message = 'Slack answered 404 no_service') => ({
  version: '1.0',
  timestamp: new Date().toISOString(),
  requestContext: {
    requestId: randomUUID(),
    functionArn: `arn:aws:lambda:eu-west-1:${account}:function:signin-alert-main:$LATEST`,
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: 'Error', errorMessage: message, trace: [] },
});

const shapes: readonly [string, (of: object) => unknown][] = [
  ["Lambda's failure record", (of) => failureRecord(viaTopic(event({ ...of })))],
  ["Lambda's dead letter: the bare payload", (of) => viaTopic(event({ ...of }))],
  ["SNS's redrive: its message", (of) => viaTopic(event({ ...of })).Records],
  ["a rule's dead letter: the bare event", (of) => event({ ...of })],
];

test.each(shapes)('%s is posted, marked as late, and leaves the queue', async (_, wrap) => {
  const id = randomUUID();
  await rig.it.rest(JSON.stringify(wrap(record({ id, at: Date.now() - 3_700_000 }))));
  const container = await rig.container();
  expect(await container(wakeUp)).toEqual({ drained: 1, remaining: 0, summaries: 0 });
  expect(rig.slack.messages).toHaveLength(1);
  expect(rig.slack.messages[0]?.raw).toContain(id);
  expect(rig.slack.messages[0]?.raw).toContain('Late: it comes 1 h 1 min after the event');
  expect(await rig.it.resting()).toEqual([]);
  expect(lines.at(-1)).toMatchObject({ signinAlert: 'wake-up', drained: 1 });
});

test('an empty queue: nothing is posted or decrypted', async () => {
  expect(await (await rig.container())(wakeUp)).toEqual({ drained: 0, remaining: 0, summaries: 0 });
  expect(rig.proxy.calls.map(({ operation }) => operation)).not.toContain('Decrypt');
});

test('oldest first, at most one a second; a wake-up that failed is only removed', async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  await rig.it.rest(JSON.stringify(failureRecord(wakeUp, 'timed out')));
  for (const id of ids) await rig.it.rest(JSON.stringify(failureRecord(signIn({ id }))));
  const container = await rig.container();
  expect(await container(wakeUp)).toMatchObject({ drained: 4, remaining: 0 });
  expect(rig.slack.messages.map(({ raw }) => ids.findIndex((id) => raw.includes(id)))).toEqual([0, 1, 2]);
  const [first, second, third] = rig.slack.messages.map(({ at }) => at);
  expect(Number(second) - Number(first)).toBeGreaterThan(950);
  expect(Number(third) - Number(second)).toBeGreaterThan(950);
});

test('stops where Slack refuses, says why, and leaves the rest for the next time', async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of ids) await rig.it.rest(JSON.stringify(failureRecord(signIn({ id }))));
  const container = await rig.container();
  rig.slack.answer({}, { status: 410, body: 'channel_is_archived' });
  expect(await container(wakeUp)).toEqual({
    drained: 1,
    remaining: 2,
    summaries: 0,
    why: expect.stringContaining('410 channel_is_archived'),
  });
  expect(rig.slack.posts).toHaveLength(2);
  expect(await rig.it.resting()).toHaveLength(2);
  expect(await container(wakeUp)).toMatchObject({ drained: 2, remaining: 0 });
  expect(rig.slack.messages).toHaveLength(3);
});

test('one that Slack cannot read, in any form, stays and does not stop the others', async () => {
  const [bad, good] = [randomUUID(), randomUUID()];
  for (const id of [bad, good]) await rig.it.rest(JSON.stringify(failureRecord(signIn({ id }))));
  const container = await rig.container();
  const invalid = { status: 400, body: 'invalid_payload' };
  rig.slack.answer(invalid, invalid);
  expect(await container(wakeUp)).toMatchObject({ drained: 1, remaining: 1 });
  expect(rig.slack.messages[0]?.raw).toContain(good);
});

test('what is in the channel already is removed without a post; what somebody else is at, stays', async () => {
  const [done, held] = [randomUUID(), randomUUID()];
  const container = await rig.container();
  await container(signIn({ id: done }));
  await rig.it.put({
    pk: { S: `alert#${held}` },
    state: { S: 'posting' },
    lease: { N: String(Date.now() + 60_000) },
    expires: { N: String(Math.floor(Date.now() / 1000) + 1000) },
  });
  for (const id of [done, held, done]) await rig.it.rest(JSON.stringify(failureRecord(signIn({ id }))));
  expect(await (await rig.container())(wakeUp)).toMatchObject({ drained: 2, remaining: 1 });
  expect(rig.slack.posts).toHaveLength(1);
});

test('two at the same time: nothing twice, and what one has no time for is not lost', async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of [...ids, ...ids]) await rig.it.rest(JSON.stringify(failureRecord(signIn({ id }))));
  const containers = [await rig.container(), await rig.container()];
  const said = await Promise.all(containers.map((container) => container(wakeUp)));
  expect(rig.slack.messages).toHaveLength(3);
  expect(said.map(({ drained }) => Number(drained)).reduce((sum, one) => sum + one)).toBeGreaterThanOrEqual(3);
});

test('stops in time: what it has no time for is put back', async () => {
  for (let count = 0; count < 4; count++) await rig.it.rest(JSON.stringify(failureRecord(signIn())));
  const container = await rig.container();
  expect(await container(wakeUp, { remainingMs: 14_500 })).toMatchObject({ drained: 2, remaining: 2 });
  expect(await rig.it.resting()).toHaveLength(2);
});

test('never throws: without queue and table it says why', async () => {
  rig.proxy.fault({ service: 'sqs', times: Infinity, action: { error: { code: 'AccessDenied', message: 'no' } } });
  expect(await (await rig.container())(wakeUp)).toEqual({
    drained: 0,
    summaries: 0,
    why: 'ReceiveMessage: AccessDenied: no',
  });
});

test('check: everything an alert needs, without posting or telling', async () => {
  const container = await rig.container();
  const said = await container({ check: true });
  expect(said).toMatchObject({ ok: true, version: '0.0.0' });
  expect(said.checks).toMatchObject([
    { id: 'webhook', ok: true, message: expect.stringContaining('127.0.0.1') },
    { id: 'settings', ok: true },
    { id: 'ledger', ok: true },
    { id: 'queue', ok: true, message: '0 alerts rest in it' },
  ]);
  expect(JSON.stringify(said)).not.toContain('/services/');
  expect(rig.slack.posts).toHaveLength(0);
  expect(await rig.it.items()).toHaveLength(1);
});

test('check: what is wrong, each by itself', async () => {
  const container = await rig.container({ queueUrl: `${rig.server.url}/${account}/none`, functionName: 'other' });
  await rig.it.dropTable();
  expect(await container({ check: true })).toMatchObject({
    ok: false,
    checks: [
      { id: 'webhook', ok: false, message: expect.stringContaining('InvalidCiphertextException') },
      { id: 'settings', ok: false, message: expect.stringContaining('ResourceNotFoundException') },
      { id: 'ledger', ok: false, message: expect.stringContaining('ResourceNotFoundException') },
      { id: 'queue', ok: false, message: expect.stringContaining('QueueDoesNotExist') },
    ],
  });
});
