import type { Outcomes } from '../aws/engine/apply.ts';
import { ExpectedError } from '../aws/errors.ts';
import { aboutRun, explain } from './explain.ts';
import type { Run } from './run.ts';
import { interrupted } from './show-error.ts';

/**
 * The one error for all that failed while the account was being changed; undefined where nothing did.
 * @param onward what to run to go on, or back
 */
export function outcomeError(run: Run, outcomes: Outcomes, onward: string): ExpectedError | undefined {
  const failed = [...outcomes].flatMap(([id, outcome]) =>
    outcome.state === 'failed' ? [{ id, error: explain(outcome.error, aboutRun(run)) }] : [],
  );
  const state = stateAfter(outcomes);
  if (run.interrupt.signal.aborted) {
    return new ExpectedError({ ...interrupted(state), message: 'Stopped.', action: onward, exitCode: 130, state });
  }
  const [first] = failed;
  if (!first) return undefined;
  const worst = failed.find(({ error }) => error.exitCode === 4) ?? first;
  const actions = [...new Set(failed.map(({ error }) => error.action))];
  return new ExpectedError({
    name: worst.error.name,
    message: failed.map(({ id, error }) => `${id}: ${error.message}`).join('\n'),
    action: [...actions, onward].join('\n'),
    state,
    exitCode: worst.error.exitCode,
    cause: worst.error.cause,
  });
}

/** What is there now, and what is not. */
function stateAfter(outcomes: Outcomes): string {
  const ids = (...states: string[]) =>
    [...outcomes].filter(([, { state }]) => states.includes(state)).map(([id]) => id);
  const done = ids('done');
  const open = ids('failed', 'held');
  const list = (all: readonly string[]) =>
    all.length > 8 ? `${all.slice(0, 7).join(', ')} and ${all.length - 7} more` : all.join(', ');
  return `Done: ${list(done) || 'nothing'}. Not done: ${list(open) || 'nothing'}.`;
}
