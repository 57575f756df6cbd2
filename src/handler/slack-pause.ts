import { setTimeout as sleep } from 'node:timers/promises';
import { SlackError } from './slack.ts';
import type { Item, Table } from './table.ts';

/**
 * The item that tells every container until when Slack wants to be left alone. "Continuing to send messages after
 * being rate limited runs the risk of having your application permanently disabled" (ux.md 4.2), and in a storm
 * hundreds of containers would each find out for themselves.
 */
export const pauseKey = 'slack-pause';

/** Time (ms) of the item; 0 where there is none. */
export const pausedUntil = (item: Item | undefined): number => Number(item?.until ?? 0);

/** Writes down what a refusal asked for. Never throws: it is advice. */
export async function notePause(table: Table, { pauseMs }: SlackError, now = Date.now()): Promise<void> {
  if (pauseMs === 0) return;
  const until = now + pauseMs;
  const update = {
    update: 'SET #until = :until, #expires = :expires',
    only: 'attribute_not_exists(#until) OR #until < :until',
    values: { until, expires: Math.ceil(until / 1000) + 3600 },
  };
  await table.update(pauseKey, update).catch(() => undefined);
}

/** Waits for a pause that ends within 2 s. Throws SlackError where it is longer: Lambda comes again in a minute. */
export async function keepPause(until: number, now = Date.now()): Promise<void> {
  const ms = until - now;
  if (ms <= 0) return;
  if (ms <= 2_000) return sleep(ms);
  throw new SlackError(`Slack wants no messages for another ${Math.ceil(ms / 1000)} s (rate_limited)`, 'rate', 429);
}
