import { openFolds } from './fold.ts';
import type { Live } from './live-rules.ts';
import { type Folded, foldedMessage } from './message.ts';
import type { Pace } from './pace.ts';
import { postMessage } from './post-message.ts';
import type { Run } from './services.ts';
import { SlackError } from './slack.ts';
import type { Item } from './table.ts';
import { messageContext } from './write-alert.ts';

const sizeOf = (set: unknown): number => (set instanceof Set ? set.size : 0);
const reportedOf = (item: Item): number => Number(item.reported ?? 0);

/** A lease that nobody gave back is that of an invocation that died while it posted. */
const maybePosted = (item: Item): boolean => item.doubt === true || Number(item.lease ?? 0) > 0;

/** The failures that were counted since the last time. */
const toFolded = (item: Item): Folded => ({
  by: item.by === 'source' ? 'source' : 'user',
  name: String(item.name ?? ''),
  count: sizeOf(item.folded) - reportedOf(item),
  first: String(item.first ?? ''),
  last: String(item.last ?? ''),
});

/** Takes the item off the list, unless something was counted meanwhile: fold.ts counts first and lists then. */
async function close({ table }: Run, key: string): Promise<void> {
  await table.update(openFolds, { update: 'DELETE #open :keys', values: { keys: new Set([key]) } });
  const item = (await table.read([key])).get(key);
  if (item && sizeOf(item.folded) > reportedOf(item))
    await table.update(openFolds, { update: 'ADD #open :keys', values: { keys: new Set([key]) } });
}

/** Posts the counts of one fold item, claimed like an alert. Out: whether something was posted. Throws SlackError. */
async function postOne(run: Run, key: string, live: Live): Promise<boolean> {
  const now = Date.now();
  const { ok, before } = await run.table.update(key, {
    update: 'SET #lease = :until',
    only: 'attribute_exists(#folded) AND (attribute_not_exists(#lease) OR #lease < :now)',
    values: { until: now + run.remaining() + 5_000, now },
    old: true,
  });
  if (!ok) return false;
  const folded = toFolded(before);
  const sentAgain = maybePosted(before);
  const giveBack = (doubt: boolean, reported: number) =>
    run.table.update(key, {
      update: 'SET #lease = :never, #doubt = :doubt, #reported = :reported',
      values: { never: 0, doubt, reported },
    });
  try {
    const payload = foldedMessage(folded, messageContext(run.config, live, { sentAgain }));
    if (folded.count > 0) await postMessage(run, payload, live.pausedUntil);
  } catch (error) {
    const doubt = sentAgain || (error instanceof SlackError && error.mayHaveArrived);
    await giveBack(doubt, reportedOf(before)).catch(() => undefined);
    throw error;
  }
  await giveBack(false, sizeOf(before.folded));
  await close(run, key);
  return folded.count > 0;
}

/**
 * Posts what was counted since the last time, one message for each user or source. A count that Slack refuses stays.
 * Calls `posted` for each. Throws what stopped it.
 */
export async function postSummaries(run: Run, pace: Pace, posted: () => void): Promise<void> {
  const live = await run.live();
  const open = (await run.table.read([openFolds])).get(openFolds)?.open;
  // The keys begin with their window: oldest first.
  for (const key of open instanceof Set ? [...open].sort() : []) {
    if (!(await pace.turn())) return;
    if (!(await postOne(run, key, live))) continue;
    pace.taken();
    posted();
  }
}
