import { askText } from '../ask.ts';
import { Problem, usage } from '../input/problem.ts';
import type { Run } from '../run.ts';

/** Deleting log files cannot be undone: the bucket's name must be typed, or given with `--confirm`. */
export async function confirmLogs(run: Run<{ readonly confirm?: string }>, bucket: string): Promise<void> {
  const given = run.flags.confirm;
  if (given === bucket) return;
  if (given !== undefined) {
    throw usage(`--confirm: that is not the bucket's name.`, `To delete it with all its files: --confirm ${bucket}`);
  }
  await askText(run, `Type the bucket's name (${bucket}) to delete it with all its log files:`, (text) => {
    if (text.trim() !== bucket) throw new Problem('that is not its name; Ctrl-C leaves everything as it is');
  });
}
