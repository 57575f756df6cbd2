import type { PlanItem } from '../../aws/engine/plan.ts';
import type { Outcome } from '../../aws/engine/tasks.ts';
import { grouped } from '../show/grouped.ts';
import { familyOf, labelOf } from '../show/labels.ts';

/** One line of the progress: a resource, or all of a family that exists once per region. */
export type Line = {
  readonly key: string;
  readonly title: string;
  readonly ids: readonly string[];
};

const changing = new Set(['create', 'update', 'delete', 'schedule']);

/**
 * The lines for the items of a plan that something happens to. A part that leaves with its whole has none.
 * @param short without names, where there is little room
 */
export function progressLines(items: readonly PlanItem[], short = false): Line[] {
  const leaving = new Set(
    items.filter(({ action }) => action === 'delete' || action === 'schedule').map(({ resource }) => resource.id),
  );
  const shown = items.filter(
    ({ action, resource: { id, partOf } }) =>
      changing.has(action) && !(leaving.has(id) && partOf !== undefined && leaving.has(partOf)),
  );
  const families = grouped(shown, ({ resource: { id } }) => familyOf(id) ?? id);
  return [...families].map(([key, members]) => {
    const { resource } = members[0];
    const label = labelOf(resource);
    const one = short ? label : `${label} ${resource.name}`;
    const title = members.length > 1 ? `${label}s in ${members.length} regions` : one;
    return { key, title, ids: members.map((member) => member.resource.id) };
  });
}

/** The worst of the outcomes stands for the line. */
const rank = ['failed', 'held', 'blocked', 'done'] as const;

/** Follows the parts of each line: tells when one has begun, and when all of it has ended. */
export function followLines(lines: readonly Line[]) {
  const outcomes = new Map<string, Outcome>();
  const began = new Map<string, number>();
  const lineOf = (id: string) => lines.find(({ ids }) => ids.includes(id));
  return {
    lineOf,
    start(id: string): Line | undefined {
      const line = lineOf(id);
      if (!line || began.has(line.key)) return undefined;
      began.set(line.key, performance.now());
      return line;
    },
    /** @returns the line with its outcome and time once nothing of it is left to do */
    end(id: string, outcome: Outcome): { line: Line; outcome: Outcome; ms: number } | undefined {
      outcomes.set(id, outcome);
      const line = lineOf(id);
      const ended = line?.ids.flatMap((one) => outcomes.get(one) ?? []) ?? [];
      if (!line || ended.length < line.ids.length) return undefined;
      const worst = ended.toSorted((a, b) => rank.indexOf(a.state) - rank.indexOf(b.state))[0] ?? outcome;
      const ms = performance.now() - (began.get(line.key) ?? performance.now());
      return { line, outcome: worst, ms };
    },
    /** How many parts of this one's line have ended. */
    done: (id: string): number => lineOf(id)?.ids.filter((one) => outcomes.has(one)).length ?? 0,
  };
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
