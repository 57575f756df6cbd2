import { drain } from './drain.ts';
import { explain, log } from './log.ts';
import { pacer } from './pace.ts';
import type { Run } from './services.ts';
import { postSummaries } from './summaries.ts';

/** What a wake-up did; `redeliver` shows it. */
export type WakeUpResult = {
  /** Messages that left the queue. */
  readonly drained: number;
  /** Messages still in it, as far as SQS knows: it counts approximately. */
  readonly remaining?: number;
  /** Counts of folded failures that were posted. */
  readonly summaries: number;
  /** What kept it from going on. */
  readonly why?: string;
};

/**
 * Every five minutes, or when `redeliver` asks: posts what rests in the undelivered queue and the counts of folded
 * failures. Never throws: what it could not do stays where it is for the next time, and a failed wake-up would itself
 * come to rest in the queue.
 */
export async function wakeUp(run: Run): Promise<WakeUpResult> {
  const pace = pacer(run.remaining);
  const done = { drained: 0, summaries: 0 };
  let why: string | undefined;
  try {
    await drain(run, pace, () => void done.drained++);
    await postSummaries(run, pace, () => void done.summaries++);
  } catch (error) {
    why = explain(error);
  }
  const remaining = await run.queue.count().catch(() => undefined);
  const result = { ...done, ...(remaining === undefined ? {} : { remaining }), ...(why ? { why } : {}) };
  log({ signinAlert: 'wake-up', ...result });
  return result;
}
