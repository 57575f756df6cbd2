import { deliver, Held } from './deliver.ts';
import { readEvent } from './event.ts';
import type { Pace } from './pace.ts';
import type { Undelivered } from './queue.ts';
import type { Run } from './services.ts';
import { SlackError } from './slack.ts';

/** More than can be posted in one invocation. */
const most = 40;
/** Milliseconds that stay for the counts of folded failures. */
const timeForSummaries = 8_000;

/** What is wrong with one message only: others may well go through. */
const concernsOne = (error: unknown): boolean =>
  error instanceof Held || (error instanceof SlackError && error.kind === 'message');

/** Delivers all that is in one message. Out: whether all of it is settled. Throws what stops every other message too. */
async function redeliver(run: Run, { body, sentAt }: Undelivered, pace: Pace): Promise<boolean> {
  let settled = true;
  for (const incoming of readEvent(body)) {
    if (incoming.type === 'wake-up') continue; // one that failed: this is its next attempt
    try {
      const result = await deliver(run, incoming, { restingSince: sentAt });
      if (result === 'posted') pace.taken();
    } catch (error) {
      pace.taken();
      if (!concernsOne(error)) throw error;
      settled = false;
    }
  }
  return settled;
}

/**
 * Posts what rests in the undelivered queue, oldest first. A message leaves the queue when all of it is in the channel,
 * or was there before. Calls `removed` for each that left; throws what stopped it, after putting the others back.
 */
export async function drain(run: Run, pace: Pace, removed: () => void): Promise<void> {
  const room = Math.floor((run.remaining() - timeForSummaries) / 1_000);
  const waiting = [...(await run.queue.take(Math.max(1, Math.min(most, room))))];
  try {
    for (let message = waiting[0]; message; message = waiting[0]) {
      if (!(await pace.turn(timeForSummaries))) break;
      const settled = await redeliver(run, message, pace);
      // One that is not settled stays out of sight for its minute: whoever holds it may be done by then.
      waiting.shift();
      if (!settled) continue;
      await run.queue.remove(message);
      removed();
    }
  } finally {
    await run.queue.putBack(waiting).catch(() => undefined);
  }
}
