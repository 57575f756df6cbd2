import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Json } from '../../support/json.ts';
import { signIn } from './events.ts';
import { type Container, useRig } from './rig.ts';

const rig = useRig();

/** 1,000 takes half a minute on two cores. */
const strangers = Number(process.env.STORM ?? 300);
const containers = 20;

/** As Lambda does with what throws: twice more, a little later, and then into the undelivered queue. */
async function asLambda(container: Container, payload: Json): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await container(payload);
      return;
    } catch {
      await sleep(500 * attempt);
    }
  }
  await rig.it.rest(JSON.stringify({ requestPayload: payload, requestContext: { condition: 'RetriesExhausted' } }));
}

test('a storm of failures by strangers, against a message a second: none lost, none twice, nothing real hidden', async () => {
  rig.slack.limit({ burst: 3, perSecond: 1, retryAfter: 1 });
  const stranger = (index: number) => ({
    id: randomUUID(),
    user: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    result: 'Failure' as const,
    ip: `203.0.113.${index % 250}`,
  });
  const real = Array.from({ length: 4 }, (_, index) => ({ id: randomUUID(), user: `real-${index}` }));
  const work = Array.from({ length: strangers }, (_, index) => stranger(index));
  const every = Math.floor(strangers / real.length);
  const all = work.flatMap((one, index) => (index % every === 0 ? [real[index / every] ?? one, one] : [one]));
  const alone = work.map(({ id }) => id);

  const next = all.values();
  const run = async (container: Container) => {
    for (const wish of next) await asLambda(container, signIn(wish));
  };
  await Promise.all(Array.from({ length: containers }, async () => run(await rig.container())));

  const container = await rig.container();
  for (let turn = 0; turn < 10; turn++) {
    const { remaining, summaries } = await container({ wakeUp: true });
    if (remaining === 0 && summaries === 0) break;
  }
  const raws = rig.slack.messages.map(({ raw }) => raw);
  const times = (id: string) => raw(id).length;
  const raw = (id: string) => raws.filter((text) => text.includes(id));
  expect(real.map(({ id }) => times(id))).toEqual(real.map(() => 1));
  const posted = alone.filter((id) => times(id) > 0);
  expect(posted.every((id) => times(id) === 1)).toBe(true);
  const counted = rig.slack.messages
    .filter(({ raw }) => !all.some(({ id }) => raw.includes(id)))
    .map(({ payload }) => Number(/\b\d+\b/.exec(String(payload.text))?.[0]));
  expect(posted.length + counted.reduce((sum, count) => sum + count, 0)).toBe(strangers);
  expect(posted).toHaveLength(3);
  expect(rig.slack.messages.length).toBeLessThan(12);
  // Only what was under way when Slack first said 429 can come too early.
  expect(rig.slack.violations).toBeLessThan(5);
});

test('many people at once, against a message a second: each alert once', async () => {
  rig.slack.limit({ burst: 2, perSecond: 1, retryAfter: 1 });
  const ids = Array.from({ length: 8 }, () => randomUUID());
  const alerts = ids.map((id, index) => signIn({ id, user: `user-${index}` }));
  await Promise.all(alerts.map(async (alert) => asLambda(await rig.container(), alert)));
  await (await rig.container())({ wakeUp: true });
  expect(ids.map((id) => rig.slack.messages.filter(({ raw }) => raw.includes(id)).length)).toEqual(ids.map(() => 1));
  expect(await rig.it.resting()).toEqual([]);
});
