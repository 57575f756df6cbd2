import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { signIn } from './events.ts';
import { useRig } from './rig.ts';

const rig = useRig();
const { lines } = rig;

const results = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));
const marks = () => rig.slack.messages.map(({ raw }) => /sent again/i.test(raw));

/** As an invocation leaves its claim that died at some time. */
const claimOfTheDead = (id: string, lease: number) => ({
  pk: { S: `alert#${id}` },
  state: { S: 'posting' },
  owner: { S: 'another' },
  lease: { N: String(lease) },
  since: { N: String(lease - 50_000) },
  expires: { N: String(Math.floor(Date.now() / 1000) + 1000) },
});

test('the same event one after another, also to other containers: one alert', async () => {
  const alert = signIn();
  const containers = [await rig.container(), await rig.container()] as const;
  for (const container of [...containers, ...containers]) await container(alert);
  expect(rig.slack.messages).toHaveLength(1);
  expect(lines.map(({ result }) => result)).toEqual(['posted', 'duplicate', 'duplicate', 'duplicate']);
});

test('the same event at the same time: one posts, the others throw, and find it done when they come again', async () => {
  const alert = signIn();
  const containers = await Promise.all(Array.from({ length: 10 }, () => rig.container()));
  rig.slack.answer({ delayMs: 300 });
  const told = results(await Promise.allSettled(containers.map((container) => container(alert))));
  const held = 'Error: another invocation is posting this alert';
  expect(told.filter((one) => one === held)).toHaveLength(9);
  expect(await Promise.all(containers.map((container) => container(alert)))).toEqual(
    Array(10).fill({ results: ['duplicate'] }),
  );
  expect(rig.slack.posts).toHaveLength(1);
});

test('a lease covers the invocation that took it, and little more', async () => {
  const id = randomUUID();
  rig.slack.answer({ status: 500 });
  let lease = 0;
  rig.proxy.fault({
    operation: 'UpdateItem',
    action: {
      hook: async () => {
        lease = Number((await rig.it.item(`alert#${id}`)).lease);
      },
    },
  });
  const started = Date.now();
  await (await rig.container())(signIn({ id }), { remainingMs: 30_000 }).catch(() => undefined);
  expect(lease - started).toBeGreaterThan(30_000);
  expect(lease - started).toBeLessThan(40_000);
});

test('a live lease is left alone; one that ran out is taken over, and its alert marked', async () => {
  const id = randomUUID();
  await rig.it.put(claimOfTheDead(id, Date.now() + 60_000));
  await expect((await rig.container())(signIn({ id }))).rejects.toThrow('another invocation');
  await rig.it.put(claimOfTheDead(id, Date.now() - 1));
  await (await rig.container())(signIn({ id }));
  expect(marks()).toEqual([true]);
  expect(await rig.it.item(`alert#${id}`)).toMatchObject({ state: 'done' });
});

test('the doubt stays until an attempt works', async () => {
  const id = randomUUID();
  await rig.it.put(claimOfTheDead(id, Date.now() - 1));
  rig.slack.answer({ status: 500 }, { status: 404, body: 'no_service' });
  for (let count = 0; count < 2; count++) await (await rig.container())(signIn({ id })).catch(() => undefined);
  await (await rig.container())(signIn({ id }));
  expect(marks()).toEqual([true]);
});

test('an item past its time is as good as gone: DynamoDB keeps it readable for days', async () => {
  const id = randomUUID();
  await rig.it.put({ ...claimOfTheDead(id, 0), state: { S: 'done' }, expires: { N: '1000' } });
  expect(await (await rig.container())(signIn({ id }))).toEqual({ results: ['posted'] });
  expect(marks()).toEqual([false]);
});

test('the answer to the claim is lost: it is repeated, found to be ours, and remembers what was there', async () => {
  const [fresh, dead] = [randomUUID(), randomUUID()];
  await rig.it.put(claimOfTheDead(dead, Date.now() - 1));
  for (const id of [fresh, dead]) {
    rig.proxy.fault({ operation: 'UpdateItem', action: 'lost' });
    expect(await (await rig.container())(signIn({ id }))).toEqual({ results: ['posted'] });
  }
  expect(marks()).toEqual([false, true]);
});

test('"done" cannot be written: this container knows, another says "sent again" when the lease is over', async () => {
  const id = randomUUID();
  const container = await rig.container();
  rig.proxy.fault({ operation: 'UpdateItem', nth: 2, times: 3, action: 'reset' });
  expect(await container(signIn({ id }))).toEqual({ results: ['posted'] });
  expect(lines[0]).toMatchObject({ why: 'the ledger could not be written' });
  expect(await container(signIn({ id }))).toEqual({ results: ['duplicate'] });
  await rig.it.put(claimOfTheDead(id, Date.now() - 1));
  await (await rig.container())(signIn({ id }));
  expect(marks()).toEqual([false, true]);
});

test.each([
  ['throttled for a moment', 2, { error: { code: 'ProvisionedThroughputExceededException', status: 400 } }],
  ['cut off for a moment', 2, 'reset'],
  ['failing for a moment', 2, { error: { code: 'InternalServerError', status: 500 } }],
] as const)('the table %s: as if nothing had been', async (_, times, action) => {
  const alert = signIn();
  rig.proxy.fault({ service: 'dynamodb', operation: 'UpdateItem', times, action });
  rig.proxy.fault({ service: 'dynamodb', operation: 'BatchGetItem', times, action });
  const container = await rig.container();
  expect(await container(alert)).toEqual({ results: ['posted'] });
  expect(await (await rig.container())(alert)).toEqual({ results: ['duplicate'] });
});

test.each([
  ['throttled', { error: { code: 'ThrottlingException', status: 400 } }],
  ['unreachable', 'reset'],
  ['forbidden', { error: { code: 'AccessDeniedException', status: 400 } }],
  ['gone', { error: { code: 'ResourceNotFoundException', status: 400 } }],
] as const)(
  'the table %s: the alert goes out, says so, and one container does not repeat itself',
  async (_, action) => {
    const alert = signIn();
    rig.proxy.fault({ service: 'dynamodb', times: Infinity, action });
    const container = await rig.container();
    expect(await container(alert)).toEqual({ results: ['posted'] });
    expect(await container(alert)).toEqual({ results: ['duplicate'] });
    expect(rig.slack.messages).toHaveLength(1);
    expect(rig.slack.messages[0]?.raw).toContain('this alert may come twice');
  },
);

test('the table really gone: failures too go out each', async () => {
  await rig.it.dropTable();
  const container = await rig.container();
  for (let count = 0; count < 5; count++) await container(signIn({ result: 'Failure' }));
  expect(rig.slack.messages).toHaveLength(5);
});

test('the table gone and the answer lost: this container still marks the second', async () => {
  await rig.it.dropTable();
  const alert = signIn();
  const container = await rig.container();
  rig.slack.answer({ reset: 'after' });
  await expect(container(alert)).rejects.toThrow('Slack');
  await container(alert);
  expect(marks()).toEqual([false, true]);
});
