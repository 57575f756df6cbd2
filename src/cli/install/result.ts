import type { Outcomes } from '../../aws/engine/apply.ts';
import type { ExitCode, ExpectedError } from '../../aws/errors.ts';
import type { InstallPlan } from '../../aws/install.ts';
import { type ItemReport, reportItem } from '../../aws/report.ts';
import type { Survey } from '../../aws/survey.ts';
import { aboutRun, explain } from '../explain.ts';
import { type Run, writeJson } from '../run.ts';
import { reportError, writeError } from '../show-error.ts';

export type Result = 'planned' | 'installed' | 'unchanged' | 'failed';

/** What was to happen, and what became of it: a region that was denied in the end is blocked, not made. */
export function itemsAfter(plan: InstallPlan, outcomes: Outcomes | undefined, run: Run): ItemReport[] {
  return plan.items.map((item): ItemReport => {
    const outcome = outcomes?.get(item.resource.id);
    if (outcome?.state !== 'blocked') return reportItem(item);
    const { message } = explain(outcome.error, aboutRun(run));
    return { ...reportItem(item), action: 'blocked', changes: [], why: message };
  });
}

/** Ends an install: its error in sentences, or the one document of `--json`. */
export function finish(
  run: Run,
  survey: Survey,
  plan: InstallPlan,
  end: { readonly result: Result; readonly outcomes?: Outcomes; readonly error?: ExpectedError },
): ExitCode {
  const error = end.error && reportError(end.error, run.interrupt.phase.state);
  if (error && !run.flags.json) writeError(run, error);
  if (run.flags.json) {
    writeJson(run, {
      command: run.command,
      installation: survey.place.installation,
      account: survey.place.account,
      region: survey.place.home,
      result: end.result,
      resources: itemsAfter(plan, end.outcomes, run),
      cost: plan.cost,
      ...(error ? { error } : {}),
    });
  }
  return end.error?.exitCode ?? 0;
}
