import type { Progress } from '../../aws/engine/apply.ts';
import type { PlanItem } from '../../aws/engine/plan.ts';
import type { Run } from '../run.ts';
import { progressLines } from './lines.ts';
import { plainProgress } from './plain.ts';

/**
 * Shows what happens while `work` goes on: as a live list on a terminal, as plain lines elsewhere.
 * @returns what `work` returns, once the last line is drawn
 */
export async function withProgress<T>(
  { notes, interrupt }: Pick<Run, 'notes' | 'interrupt'>,
  items: readonly PlanItem[],
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const lines = progressLines(items, notes.columns < 64);
  if (!notes.isTerminal || lines.length === 0) return work(plainProgress(notes, lines));
  const { liveProgress } = await import('./live.ts');
  return liveProgress(notes, interrupt, lines, work);
}
