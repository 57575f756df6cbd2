import type { ExitCode } from '../../aws/errors.ts';
import type { Survey } from '../../aws/survey.ts';
import { checkLogBucket, planOfUninstall, sayFarewell, type UninstallPlan, uninstall } from '../../aws/uninstall.ts';
import { askYes } from '../ask.ts';
import { lookAround } from '../connect.ts';
import { aboutRun, explain } from '../explain.ts';
import { checkFlags } from '../input/common.ts';
import * as values from '../input/values.ts';
import { outcomeError } from '../outcomes.ts';
import { withProgress } from '../progress/progress.ts';
import type { Run } from '../run.ts';
import { version } from '../version.ts';
import { confirmLogs } from './confirm-logs.ts';
import { finish } from './result.ts';
import { showUninstallPlan } from './view.ts';

export type UninstallFlags = {
  readonly deleteLogs?: true;
  readonly confirm?: string;
  readonly keepTrail?: true;
  readonly keyDeletionDays: string;
  readonly dryRun?: true;
  readonly yes?: true;
};

/** `uninstall`: read, plan, show, ask, remove. */
export async function run(run: Run<UninstallFlags>): Promise<ExitCode> {
  const { flags } = run;
  const keyDeletionDays = await checkFlags(run, (read) =>
    read('--key-deletion-days', flags.keyDeletionDays, values.wholeNumber(7, 30, 'days')),
  );
  const found = await lookAround(run, {
    keyDeletionDays: keyDeletionDays ?? 7,
    missing: withoutTerminal(flags),
  });
  const options = { deleteLogs: flags.deleteLogs === true, keepTrail: flags.keepTrail === true };
  const plan = planOfUninstall(found, options, version());
  showUninstallPlan(run, found, plan, found.context.findings.resting ?? 0);
  if (plan.nothing) return finish(run, found, plan, { result: 'nothing' });
  const losesLogs = plan.items.some(({ resource, action }) => resource.id === 'log-bucket' && action === 'delete');
  if (losesLogs) await checkLogBucket(found);
  if (flags.dryRun) return finish(run, found, plan, { result: 'planned' });
  if (losesLogs) await confirmLogs(run, found.context.names.bucket);
  if (!flags.yes) await askYes(run, 'Remove this?');
  return remove(run, found, plan);
}

/** Without a terminal nothing is guessed: consent is a flag, and that to losing log files is one of its own. */
const withoutTerminal = ({ yes, dryRun, deleteLogs, confirm }: UninstallFlags): string[] =>
  dryRun ? [] : [...(yes ? [] : ['--yes']), ...(deleteLogs && confirm === undefined ? ['--confirm <bucket>'] : [])];

async function remove(run: Run<UninstallFlags>, survey: Survey, plan: UninstallPlan): Promise<ExitCode> {
  run.interrupt.enter({ changing: true, state: 'Some of it may be gone already.' });
  try {
    const farewell = sayFarewell(survey, plan);
    const outcomes = await withProgress(run, plan.items, (progress) => uninstall(survey, plan, progress, farewell));
    const unsaid = await farewell;
    if (unsaid) run.notes.line(`No farewell in the channel: ${explain(unsaid, aboutRun(run)).message}`);
    const error = outcomeError(run, outcomes, 'Run the same command again: it removes what is left.');
    return finish(run, survey, plan, error ? { result: 'failed', outcomes, error } : { result: 'removed', outcomes });
  } catch (error) {
    return finish(run, survey, plan, {
      result: 'failed',
      error: explain(error, aboutRun(run)),
    });
  }
}
