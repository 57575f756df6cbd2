import type { Progress } from '../../aws/engine/apply.ts';
import type { PlanItem } from '../../aws/engine/plan.ts';
import type { Sink } from '../io.ts';
import { progressLines } from './lines.ts';
import { plainProgress } from './plain.ts';

/**
 * Shows what happens while `work` goes on: as a live list on a terminal, as plain lines elsewhere.
 * @returns what `work` returns, once the last line is drawn
 */
export async function withProgress<T>(
  sink: Sink,
  items: readonly PlanItem[],
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const lines = progressLines(items, sink.columns < 64);
  if (!sink.isTerminal || lines.length === 0) return work(plainProgress(sink, lines));
  const { liveProgress } = await import('./live.ts');
  return liveProgress(sink, lines, work);
}
