import width from 'fast-string-width';
import { terminal } from '../../handler/encode.ts';
import type { Sink, Style } from '../io.ts';
import { wrap } from './wrap.ts';

/** A line with a mark: symbol and word say it, colour only helps. */
export type Row = {
  readonly symbol: string;
  readonly word: string;
  readonly style: Style;
  readonly label: string;
  readonly text: string;
  /** Further lines under it. */
  readonly details?: readonly string[];
};

/** Below this the columns go and the text stands under its label. */
const narrow = 64;

const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)));

/** Names and values come from the account: nothing in them shall move the cursor. */
const safe = (row: Row) => ({ ...row, text: terminal(row.text), details: (row.details ?? []).map(terminal) });

/** Draws rows in columns as wide as they need to be, each within the terminal. */
export function drawRows(sink: Sink, rows: readonly Row[]): string[] {
  const words = Math.max(0, ...rows.map(({ word }) => width(word)));
  const labels = Math.max(0, ...rows.map(({ label }) => width(label)));
  const isNarrow = sink.columns < narrow;
  return rows.map(safe).flatMap(({ symbol, word, style, label, text, details }) => {
    const mark = sink.paint(style, `${symbol} ${isNarrow ? word : pad(word, words)}`);
    const indent = isNarrow ? 6 : 2 + 2 + words + 2 + labels + 2;
    const body = wrap(text, sink.columns - indent)
      .split('\n')
      .map((line) => ' '.repeat(indent) + line);
    const lines = isNarrow
      ? [`  ${mark}  ${label}`, ...body]
      : [`  ${mark}  ${pad(label, labels)}  ${body[0]?.trimStart() ?? ''}`.trimEnd(), ...body.slice(1)];
    return [...lines, ...details.flatMap((detail) => wrap(' '.repeat(6) + detail, sink.columns, 8).split('\n'))];
  });
}
