import { type CheckResult, check, isCheck } from './check.ts';
import { deliver } from './deliver.ts';
import { readEvent } from './event.ts';
import { explain, type Result } from './log.ts';
import { postNotice, readNotice } from './notice.ts';
import type { Run } from './services.ts';
import { type WakeUpResult, wakeUp } from './wake-up.ts';

/**
 * One invocation, whatever its payload. Throws when anything in it was not delivered: Lambda then comes again after one
 * and after two minutes, and puts the event into the undelivered queue with this error's text (aws.md 6).
 */
export async function handle(
  payload: unknown,
  run: Run,
): Promise<CheckResult | WakeUpResult | { posted: true } | { results: Result[] }> {
  if (isCheck(payload)) return check(run);
  const notice = readNotice(payload);
  if (notice) return postNotice(run, notice);
  const results: Result[] = [];
  const errors: string[] = [];
  for (const incoming of readEvent(payload)) {
    if (incoming.type === 'wake-up') return wakeUp(run);
    try {
      results.push(await deliver(run, incoming));
    } catch (error) {
      errors.push(explain(error));
    }
  }
  if (errors.length > 0) throw new Error([...new Set(errors)].join('; '));
  return { results };
}
