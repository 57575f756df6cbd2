import type { Sink, Style } from '../../src/cli/io.ts';
import type { Ending } from './act.ts';

const looks: Readonly<Record<Ending['result'], { readonly mark: string; readonly style: Style }>> = {
  ok: { mark: '✓ ok', style: 'green' },
  failed: { mark: '✗ failed', style: 'red' },
  'left out': { mark: '– left out', style: 'yellow' },
};

/** One line for each act: step, result, seconds. */
export function drawSummary(out: Sink, endings: readonly Ending[]): string[] {
  const titles = Math.max(4, ...endings.map(({ title }) => title.length));
  const marks = 10;
  const row = (title: string, mark: string, seconds: string) =>
    `   ${title.padEnd(titles)}  ${mark.padEnd(marks)}  ${seconds.padStart(7)}`;
  const total = endings.reduce((sum, { ms }) => sum + ms, 0);
  return [
    out.paint('bold', row('step', 'result', 'seconds')),
    ...endings.map(({ title, result, ms }) =>
      out.paint(looks[result].style, row(title, looks[result].mark, seconds(ms))),
    ),
    row('', '', seconds(total)),
  ];
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
