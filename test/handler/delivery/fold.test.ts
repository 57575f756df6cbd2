import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test, vi } from 'vitest';
import { signIn } from './events.ts';
import { type Container, useRig } from './rig.ts';

const rig = useRig();
const { lines } = rig;

/** Windows begin every ten minutes by the clock: the tests' clock stands a minute after that, and goes on from there. */
let minutes = 0;
beforeEach(() => {
  const now = Date.now;
  const shift = 660_000 - (now() % 600_000);
  minutes = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + shift + minutes * 60_000);
});

const texts = () => rig.slack.messages.map(({ payload }) => String(payload.text));
const failure = (wish: Parameters<typeof signIn>[0] = {}) => signIn({ user: 'bob', result: 'Failure', ...wish });

async function fail(
  container: Container,
  count: number,
  wish: (index: number) => Parameters<typeof signIn>[0] = () => ({}),
) {
  const results = [];
  for (let index = 0; index < count; index++) results.push((await container(failure(wish(index)))).results);
  return results.flat();
}

/** Wakes the function up; with something in its queue it need not wait for more. */
async function wakeUp(container: Container) {
  await rig.it.rest('{"wakeUp":true}');
  return container({ wakeUp: true });
}

const three = ['posted', 'posted', 'posted'];

test('failures of one user from anywhere: the fourth in ten minutes is counted, and the count is posted', async () => {
  const container = await rig.container();
  const from = (index: number) => ({ ip: `198.51.100.${index}` });
  expect(await fail(container, 6, from)).toEqual([...three, 'folded', 'folded', 'folded']);
  expect(await wakeUp(container)).toMatchObject({ remaining: 0, summaries: 1 });
  expect(rig.slack.messages).toHaveLength(4);
  expect(texts()[3]).toMatch(/\b3\b.*bob/);
  expect(await wakeUp(container)).toMatchObject({ summaries: 0 });
  expect(lines.filter(({ result }) => result === 'folded')).toHaveLength(3);
});

test('failures of many users from one place', async () => {
  const container = await rig.container();
  expect(await fail(container, 5, (index) => ({ user: `user-${index}` }))).toEqual([...three, 'folded', 'folded']);
  await wakeUp(container);
  expect(texts()[3]).toMatch(/\b2\b.*198\.51\.100\.7/);
});

test('failures of nobody in common are posted each', async () => {
  const container = await rig.container();
  const results = await fail(container, 6, (index) => ({ user: `user-${index}`, ip: `198.51.100.${index}` }));
  expect(results).toEqual([...three, ...three]);
});

test('after ten minutes it begins anew', async () => {
  const container = await rig.container();
  await fail(container, 4);
  minutes = 10;
  expect(await fail(container, 1)).toEqual(['posted']);
});

test('success, root and unreadable events are never counted away', async () => {
  const container = await rig.container();
  await fail(container, 5);
  const others = [{ user: 'bob' }, { root: true, result: 'Failure' as const }, { root: true }];
  for (const wish of others) expect(await container(signIn(wish))).toEqual({ results: ['posted'] });
  for (let count = 0; count < 5; count++)
    expect(await container({ what: randomUUID() })).toEqual({ results: ['posted'] });
});

test('at most five failures in ten minutes mention somebody', async () => {
  const container = await rig.container();
  await fail(container, 8, (index) => ({ user: `user-${index}`, ip: `198.51.100.${index}` }));
  expect(texts().map((text) => text.includes('<!here>'))).toEqual([true, true, true, true, true, false, false, false]);
  await fail(container, 6, () => ({ root: true }));
  expect(
    texts()
      .slice(8)
      .map((text) => text.includes('<!here>')),
  ).toEqual([true, true, true, true, true, false]);
  await container(signIn({ root: true }));
  expect(texts().at(-1)).toContain('<!channel>');
});

test('the same failure counts once, however often it comes and whatever breaks meanwhile', async () => {
  const container = await rig.container();
  await fail(container, 3);
  const ids = [randomUUID(), randomUUID()];
  for (const operation of Array.from({ length: 6 }, (_, index) => index + 1)) {
    rig.proxy.reset();
    rig.proxy.fault({ operation: 'UpdateItem', nth: operation, times: 3, action: 'lost' });
    for (const id of ids) await (await rig.container())(failure({ id })).catch(() => undefined);
  }
  rig.proxy.reset();
  for (const id of ids) await (await rig.container())(failure({ id })).catch(() => undefined);
  await wakeUp(container);
  expect(texts().at(-1)).toMatch(/\b2\b.*bob/);
  expect(await wakeUp(container)).toMatchObject({ summaries: 0 });
});

test('a failure whose post was refused stays one of the three', async () => {
  const container = await rig.container();
  await fail(container, 2);
  const third = failure();
  rig.slack.answer({ status: 500 });
  await expect(container(third)).rejects.toThrow('500');
  expect(await fail(container, 1)).toEqual(['folded']);
  expect(await container(third)).toEqual({ results: ['posted'] });
});

test('a count that Slack refuses stays, and is marked where it may have arrived', async () => {
  const container = await rig.container();
  await fail(container, 5);
  rig.slack.answer({ status: 404, body: 'no_service' });
  expect(await wakeUp(container)).toMatchObject({ summaries: 0, why: expect.stringContaining('no_service') });
  rig.slack.answer({ reset: 'after' });
  expect(await wakeUp(container)).toMatchObject({ summaries: 0, why: expect.stringContaining('no answer') });
  await fail(container, 1);
  rig.slack.answer({ status: 500, body: 'rollup_error' });
  expect(await wakeUp(container)).toMatchObject({ summaries: 0, why: expect.stringContaining('rollup_error') });
  expect(await wakeUp(container)).toMatchObject({ summaries: 1 });
  const counts = rig.slack.messages
    .slice(3)
    .map(({ raw }) => [/\b[23] more\b/.exec(raw)?.[0], /sent again/i.test(raw)]);
  expect(counts).toEqual([
    ['2 more', false],
    ['3 more', true],
  ]);
});

test('a count whose post nobody lived to finish is posted again, marked, when the lease is over', async () => {
  const container = await rig.container();
  await fail(container, 5);
  const dead = rig.it.items().then((items) => items.find(({ pk }) => String(pk).includes('#user#')));
  await rig.it.set(String((await dead)?.pk), 'lease', Date.now() + 60_000);
  expect(await wakeUp(container)).toMatchObject({ summaries: 0 });
  await rig.it.set(String((await dead)?.pk), 'lease', Date.now() - 1);
  expect(await wakeUp(container)).toMatchObject({ summaries: 1 });
  expect(rig.slack.messages.at(-1)?.raw).toMatch(/sent again/i);
});

test('two wake-ups at the same time post a count once', async () => {
  await fail(await rig.container(), 5);
  const containers = [await rig.container(), await rig.container()];
  rig.slack.answer({ delayMs: 300 });
  const said = await Promise.all(containers.map(wakeUp));
  expect(said.map(({ summaries }) => summaries).sort()).toEqual([0, 1]);
  expect(rig.slack.messages).toHaveLength(4);
});

test('what is counted while the count is posted comes with the next one', async () => {
  const container = await rig.container();
  await fail(container, 5);
  rig.slack.answer({ delayMs: 300 });
  const waking = wakeUp(container);
  await rig.slack.waitFor(({ raw }) => /\b2\b/.test(raw));
  await fail(await rig.container(), 2);
  await waking;
  expect(await wakeUp(container)).toMatchObject({ summaries: 1 });
  expect(texts()).toHaveLength(5);
  expect(texts()[4]).toMatch(/\b2\b/);
});
