import type { InstallPlan } from '../../aws/install.ts';
import { reportItem } from '../../aws/report.ts';
import type { Run } from '../run.ts';
import { drawCost } from '../show/cost.ts';
import { drawPlan, summary } from '../show/plan.ts';
import { wrap } from '../show/wrap.ts';
import type { InstallFlags } from './wishes.ts';

/** Shows the plan: as the result of a dry run, else as what the question is about. */
export function showInstallPlan(run: Run<InstallFlags>, plan: InstallPlan): void {
  if (plan.unchanged && plan.conflicts.length === 0 && !run.flags.dryRun) return;
  const sink = run.flags.dryRun && !run.flags.json ? run.out : run.notes;
  const items = plan.items.map(reportItem);
  sink.line();
  sink.line(sink.paint('bold', wrap(`Plan: ${summary(items)}`, sink.columns)));
  for (const line of [...drawPlan(sink, items), '', ...drawCost(sink, plan.cost), ...lasting(plan, sink.columns)]) {
    sink.line(line);
  }
  sink.line();
}

/** What an uninstall cannot take back at once, for those parts that are made now. */
const lastingParts: Readonly<Record<string, string>> = {
  key: 'KMS deletes a key at the earliest 7 days after uninstall, and takes no money for it meanwhile.',
  'log-bucket': 'The bucket with the log files stays after uninstall, unless you say --delete-logs.',
};

function lasting({ items }: InstallPlan, columns: number): string[] {
  const made = items
    .filter(({ action }) => action === 'create')
    .flatMap(({ resource: { id } }) => lastingParts[id] ?? []);
  return made.length > 0 ? ['', 'Good to know:', ...made.map((sentence) => wrap(`  ${sentence}`, columns, 2))] : [];
}
