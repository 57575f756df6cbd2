import { reportItem } from '../../aws/report.ts';
import type { Survey } from '../../aws/survey.ts';
import type { UninstallPlan } from '../../aws/uninstall.ts';
import type { Run } from '../run.ts';
import { drawPlan, summary } from '../show/plan.ts';
import { wrap } from '../show/wrap.ts';
import type { UninstallFlags } from './command.ts';

/** What goes, and what stays and why. */
export function showUninstallPlan(
  run: Run<UninstallFlags>,
  { place }: Survey,
  plan: UninstallPlan,
  resting: number,
): void {
  const sink = run.flags.dryRun && !run.flags.json ? run.out : run.notes;
  if (plan.nothing) {
    if (!run.flags.json)
      run.out.line(`Nothing of signin-alert (${place.installation}) is left to remove in account ${place.account}.`);
    if (plan.items.length === 0) return;
  }
  const items = plan.items.map(reportItem);
  const say = (text: string) => sink.line(wrap(`  ${text}`, sink.columns, 2));
  sink.line();
  if (!plan.nothing) sink.line(sink.paint('bold', wrap(`Plan: ${summary(items)}`, sink.columns)));
  for (const line of drawPlan(sink, items)) sink.line(line);
  for (const { when, say: sentence } of remarks) if (when(plan, resting)) say(sentence(run.flags, resting));
  sink.line();
}

type Remark = {
  when(plan: UninstallPlan, resting: number): boolean;
  say(flags: UninstallFlags, resting: number): string;
};

const goes = (plan: UninstallPlan, id: string): boolean =>
  plan.items.some(({ resource, action }) => resource.id === id && (action === 'delete' || action === 'schedule'));

const remarks: readonly Remark[] = [
  {
    when: (plan) => goes(plan, 'key'),
    say: ({ keyDeletionDays }) =>
      `KMS deletes the key ${keyDeletionDays} days from now; until then install takes it back. It costs nothing meanwhile.`,
  },
  {
    when: (plan) => goes(plan, 'trail'),
    say: () =>
      'With our trail its copy of the management events ends: whatever else reads them in this account loses them too.',
  },
  {
    when: (plan, resting) => resting > 0 && goes(plan, 'queue'),
    say: (_, resting) =>
      `${resting} undelivered ${resting === 1 ? 'alert rests' : 'alerts rest'} in the queue and will be lost with it.`,
  },
];
