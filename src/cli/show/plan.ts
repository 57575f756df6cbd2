import type { Action } from '../../aws/engine/plan.ts';
import type { ItemReport } from '../../aws/report.ts';
import type { Sink, Style } from '../io.ts';
import { changeLines } from './changes.ts';
import { fold } from './fold.ts';
import { labelOf } from './labels.ts';
import { drawRows, type Row } from './rows.ts';

type Mark = { readonly symbol: string; readonly word: string; readonly style: Style };

/** In the order in which they are shown: what happens first, then what stays. */
const marks: Readonly<Record<Action, Mark>> = {
  blocked: { symbol: '!', word: 'blocked', style: 'red' },
  create: { symbol: '+', word: 'create', style: 'green' },
  update: { symbol: '~', word: 'change', style: 'yellow' },
  delete: { symbol: '-', word: 'delete', style: 'red' },
  schedule: { symbol: '-', word: 'delete later', style: 'red' },
  reuse: { symbol: '=', word: 'reuse', style: 'cyan' },
  keep: { symbol: '=', word: 'keep', style: 'cyan' },
  none: { symbol: '=', word: 'unchanged', style: 'dim' },
};
const order = Object.keys(marks);

/** The plan, a line for each thing that happens; what only stays as it is comes as one. */
export function drawPlan(sink: Sink, items: readonly ItemReport[]): string[] {
  const happening = items
    .filter(({ action }) => action !== 'none')
    .toSorted((a, b) => order.indexOf(a.action) - order.indexOf(b.action));
  const rows = fold(happening, ({ action, changes, why }) => JSON.stringify([action, changes, why])).map(
    ({ first, regions }): Row => ({
      ...marks[first.action],
      label: labelOf(first),
      text: regions.length > 1 ? `${first.name} in ${regions.length} regions: ${regions.join(', ')}` : placed(first),
      details: details(first),
    }),
  );
  const same = items.filter(({ action }) => action === 'none').length;
  const rest: Row[] =
    same > 0 ? [{ ...marks.none, label: 'the rest', text: same === 1 ? 'one thing' : `${same} things` }] : [];
  return drawRows(sink, [...rows, ...rest]);
}

/** `2 to create, 1 to change` */
export function summary(items: readonly ItemReport[]): string {
  const counts = order.flatMap((action) => {
    const count = items.filter((item) => item.action === action).length;
    return count > 0 ? [`${count} ${phrases[action] ?? action}`] : [];
  });
  return counts.join(', ') || 'nothing is there';
}

const phrases: Readonly<Record<string, string>> = {
  create: 'to create',
  update: 'to change',
  delete: 'to delete',
  schedule: 'to delete later',
  reuse: 'to reuse',
  keep: 'to keep',
  none: 'unchanged',
};

const placed = ({ name, region, id }: ItemReport): string => (id.includes(':') ? `${name} in ${region}` : name);

const details = ({ changes, why }: ItemReport): string[] => [
  ...(why === undefined ? [] : [why]),
  ...changeLines(changes),
];
