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

/** How far it came, and what is still to do. */
function stateAfter(outcomes: Outcomes): string {
  const open = [...outcomes].filter(([, { state }]) => state === 'failed' || state === 'held').map(([id]) => id);
  const some = open.length > 8 ? `${open.slice(0, 7).join(', ')} and ${open.length - 7} more` : open.join(', ');
  return `${outcomes.size - open.length} of ${outcomes.size} parts are done${some ? `; not done: ${some}` : ''}.`;
}
