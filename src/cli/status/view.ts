import type { Settings } from '../../aws/context.ts';
import type { Check, ResourceStatus, State } from '../../aws/status.ts';
import type { Survey } from '../../aws/survey.ts';
import type { Style } from '../io.ts';
import type { Run } from '../run.ts';
import { changeLines } from '../show/changes.ts';
import { fold } from '../show/fold.ts';
import { labelOf } from '../show/labels.ts';
import { drawRows, type Row } from '../show/rows.ts';
import { wrap } from '../show/wrap.ts';

type Mark = { readonly symbol: string; readonly word: string; readonly style: Style };

const marks: Readonly<Record<State, Mark>> = {
  missing: { symbol: '✖', word: 'missing', style: 'red' },
  drifted: { symbol: '~', word: 'drifted', style: 'yellow' },
  foreign: { symbol: '!', word: 'foreign', style: 'red' },
  unknown: { symbol: '?', word: 'unknown', style: 'yellow' },
  blocked: { symbol: '!', word: 'blocked', style: 'yellow' },
  reused: { symbol: '=', word: 'reused', style: 'cyan' },
  ready: { symbol: '✔', word: 'ready', style: 'green' },
};

type Shown = {
  readonly states: readonly ResourceStatus[];
  readonly checks: readonly Check[];
  readonly healthy: boolean;
  readonly settings: Settings | undefined;
};

/** Problems in full, what is fine as one line, and what was chosen. */
export function showStatus({ out, flags }: Run, survey: Survey, { states, checks, healthy, settings }: Shown): void {
  const none = survey.foundIn === undefined;
  // Of what is not there at all, the list of everything that is missing would say nothing more.
  const special = states.filter(({ state }) => state !== 'ready' && !(none && state === 'missing'));
  const rows = fold(special, ({ state, changes, why }) => JSON.stringify([state, changes, why])).map(
    ({ first, regions }): Row => ({
      ...marks[first.state],
      label: labelOf(first),
      text: regions.length > 1 ? `${first.name} in ${regions.length} regions: ${regions.join(', ')}` : placed(first),
      details: [...(first.why ? [first.why] : []), ...changeLines(first.changes)],
    }),
  );
  const ready = states.filter(({ state }) => state === 'ready').length;
  const fine: Row[] = ready > 0 ? [{ ...marks.ready, label: 'resources', text: `${ready} of ${states.length}` }] : [];
  const checked = checks.map(({ id, ok, message }): Row => ({ ...(ok ? okMark : badMark), label: id, text: message }));
  const lines = drawRows(out, [...rows, ...fine, ...checked, ...chosen(settings)]);
  for (const line of lines) out.line(line);
  const name = flags.name === 'main' ? '' : ` --name ${flags.name}`;
  const verdict = healthy
    ? 'Everything is there and as it should be.'
    : `To put it right: npx signin-alert install${name}`;
  out.line(out.paint(healthy ? 'green' : 'yellow', wrap(verdict, out.columns)));
}

const okMark: Mark = { symbol: '✔', word: 'ok', style: 'green' };
const badMark: Mark = { symbol: '✖', word: 'problem', style: 'red' };
const choiceMark: Mark = { symbol: '·', word: 'chosen', style: 'dim' };

const placed = ({ name, region, id }: ResourceStatus): string => (id.includes(':') ? `${name} in ${region}` : name);

function chosen(settings: Settings | undefined): Row[] {
  if (!settings) return [];
  const { channel, regions } = settings.choices;
  return [
    { ...choiceMark, label: 'channel', text: channel },
    { ...choiceMark, label: 'watched', text: regions === 'all' ? 'all enabled regions' : regions.join(', ') },
    {
      ...choiceMark,
      label: 'alert rules',
      text: settings.rules && settings.rules !== '{}' ? settings.rules : 'as recommended',
    },
  ];
}
