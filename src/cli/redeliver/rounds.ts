import { invokeFunction } from '../../aws/invoke.ts';
import type { Survey } from '../../aws/survey.ts';
import { terminal } from '../../handler/encode.ts';

/** What the function did in all its invocations; `remaining` and `why` are those of the last. */
export type Delivery = {
  /** Messages that left the queue. */
  readonly drained: number;
  /** Counts of repeated failures that were posted. */
  readonly summaries: number;
  /** Messages still in it, as far as SQS knows: it counts approximately. */
  readonly remaining: number | undefined;
  /** What kept it from going on. */
  readonly why: string | undefined;
};

/**
 * Has the function drain its queue, again and again, since one invocation has time for some forty: until the queue is
 * empty, Slack refuses, or nothing more moves.
 * @param onRound told after each invocation that is not the last
 */
export async function redeliver(survey: Survey, onRound: (soFar: Delivery) => void): Promise<Delivery> {
  let drained = 0;
  let summaries = 0;
  for (;;) {
    const round = readRound(await invokeFunction(survey, { wakeUp: true }));
    drained += round.drained;
    summaries += round.summaries;
    const all = { ...round, drained, summaries };
    if (all.remaining === 0 || all.why !== undefined || round.drained + round.summaries === 0) return all;
    onRound(all);
  }
}

function readRound(answer: unknown): Delivery {
  const said: Readonly<Record<string, unknown>> = typeof answer === 'object' && answer !== null ? { ...answer } : {};
  const { drained, summaries, remaining, why } = said;
  if (typeof drained !== 'number') throw new Error(`the function gave no account of its work: ${String(answer)}`);
  return {
    drained,
    summaries: Number(summaries ?? 0),
    remaining: typeof remaining === 'number' ? remaining : undefined,
    why: typeof why === 'string' ? terminal(why) : undefined,
  };
}
