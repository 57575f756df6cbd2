import type { Outcomes } from '../../aws/engine/apply.ts';
import type { ExitCode, ExpectedError } from '../../aws/errors.ts';
import { reportItem } from '../../aws/report.ts';
import type { Survey } from '../../aws/survey.ts';
import type { UninstallPlan } from '../../aws/uninstall.ts';
import { type Run, writeJson } from '../run.ts';
import { wrap } from '../show/wrap.ts';
import { reportError, writeError } from '../show-error.ts';

type End = {
  readonly result: 'planned' | 'removed' | 'nothing' | 'failed';
  readonly outcomes?: Outcomes;
  readonly error?: ExpectedError;
};

/** Ends an uninstall: what is left, its error, or the one document of `--json`. */
export function finish(run: Run, survey: Survey, plan: UninstallPlan, { result, error: failure }: End): ExitCode {
  const error = failure && reportError(failure, run.interrupt.phase.state);
  if (run.flags.json) {
    const { installation, account, home: region } = survey.place;
    const resources = plan.items.map(reportItem);
    writeJson(run, {
      command: run.command,
      installation,
      account,
      region,
      result,
      resources,
      ...(error ? { error } : {}),
    });
  } else if (error) writeError(run, error);
  else if (result === 'removed') showLeft(run, survey, plan);
  return failure?.exitCode ?? 0;
}

/** What is still there, and the command that removes that too. */
function showLeft({ out, flags }: Run, { place, context }: Survey, { items }: UninstallPlan): void {
  const left = items.filter(({ action }) => action === 'keep');
  out.line(
    wrap(
      `${out.paint('green', '✔')} signin-alert (${place.installation}) is removed from account ${place.account}.`,
      out.columns,
      2,
    ),
  );
  for (const { resource, why } of left) out.line(wrap(`  Still there: ${resource.name} (${why}).`, out.columns, 4));
  if (!left.some(({ resource }) => resource.id === 'log-bucket')) return;
  const name = flags.name === 'main' ? '' : ` --name ${flags.name}`;
  const region = ` --region ${place.home}`;
  const command = `npx signin-alert uninstall --delete-logs --confirm ${context.names.bucket}${name}${region}`;
  out.line(`  To delete the log files too:\n    ${command}`);
}
