import { wrapAnsi } from 'fast-wrap-ansi';

/**
 * Breaks a text into lines that fit, at words where that is possible.
 * @param indent columns before every further line; the first keeps its own
 */
export function wrap(text: string, columns: number, indent = 0): string {
  return text
    .split('\n')
    .map((line) => {
      const lead = line.length - line.trimStart().length;
      const room = Math.max(columns - Math.max(indent, lead), 10);
      const pieces = wrapAnsi(line.trimStart(), room, { hard: true }).split('\n');
      return pieces.map((piece, index) => ' '.repeat(index === 0 ? lead : indent) + piece).join('\n');
    })
    .join('\n');
}
