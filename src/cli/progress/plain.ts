import type { Progress } from '../../aws/engine/apply.ts';
import type { Sink, Style } from '../io.ts';
import { wrap } from '../show/wrap.ts';
import { followLines, type Line, seconds } from './lines.ts';

/** How an outcome is said: also without colour. */
export const outcomeMarks = {
  done: { symbol: '✔', word: '', style: 'green' },
  failed: { symbol: '✖', word: 'failed', style: 'red' },
  blocked: { symbol: '!', word: 'denied here, left out', style: 'yellow' },
  held: { symbol: '-', word: 'not begun', style: 'dim' },
} as const satisfies Record<string, { symbol: string; word: string; style: Style }>;

/** Where nothing can be redrawn: one line for each finished step, and one for each wait. */
export function plainProgress(sink: Sink, lines: readonly Line[]): Progress {
  const follow = followLines(lines);
  const said = new Set<string>();
  return {
    started: (id) => void follow.start(id),
    waiting(id, what) {
      const text = `${follow.lineOf(id)?.title ?? id}: waiting for ${what}`;
      if (!said.has(text)) sink.line(wrap(`  … ${text}`, sink.columns, 4));
      said.add(text);
    },
    ended(id, ended) {
      const all = follow.end(id, ended);
      if (!all) return;
      const { symbol, word, style } = outcomeMarks[all.outcome.state];
      const text = [all.line.title, word, all.outcome.state === 'held' ? '' : `(${seconds(all.ms)})`].filter(Boolean);
      sink.line(
        `  ${sink.paint(style, symbol)} ${wrap(text.join(' '), sink.columns - 4, 0).replaceAll('\n', '\n    ')}`,
      );
    },
  };
}
