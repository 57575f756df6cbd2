import { createScanner, type Scanner } from './scan.ts';

/** Told what a text holds, in its order. `line` counts from 1. */
export type ValueEvents = {
  value(value: unknown, line: number): void;
  problem(why: string, line: number): void;
};

/** Takes a text in pieces. */
export type ValueReader = { push(text: string): void; end(): void };

/** A value that does not end on the line on which it began: its lines so far. */
type Open = { readonly line: number; readonly lines: string[]; readonly scanner: Scanner; size: number };

/** Lines that are read once more as if nothing had been before them, after what seemed to hold them is broken. */
const mostReread = 1_000;
/** Characters of one value: V8's strings end at 512 Mi. */
const longestValue = 400_000_000;

const opens = (text: string, at: number): boolean => text[at] === '{' || text[at] === '[';

/** Behind white space, and behind what separates values that somebody copied out of an array. */
function skipSeparators(text: string, from: number): number {
  const separators = /[\s,\]]*/y;
  separators.lastIndex = from;
  return from + (separators.exec(text)?.[0].length ?? 0);
}

/**
 * Reads JSON values out of a text: one a line (NDJSON), one after the other, or over many lines. A line that is a whole
 * value is parsed at once and forgotten, so that a long file takes no memory; only what is not is collected until it is
 * complete. What is broken is told, and reading goes on behind it.
 */
export function createValueReader(events: ValueEvents): ValueReader {
  const lines = createLineReader((text, line) => readLine(text, line));
  let open: Open | undefined;
  /** After a problem, lines that begin no value are the rest of it, and not told again. */
  let recovering = false;

  const tell = (text: string, line: number): void => {
    const result = parse(text);
    recovering = !result.ok;
    if (result.ok) events.value(result.value, line);
    else events.problem(result.why, line);
  };

  /** @param alone only a line that is a whole value counts */
  const readLine = (text: string, line: number, alone = false): void => {
    if (!open) {
      const result = parse(text);
      if (result.ok) {
        recovering = false;
        events.value(result.value, line);
        return;
      }
    }
    for (let from = 0; ; ) {
      if (!open) {
        from = skipSeparators(text, from);
        if (from >= text.length) return;
        if (alone || !opens(text, from)) {
          if (!recovering || opens(text, from)) tell(text.slice(from), line);
          return;
        }
      }
      open ??= { line, lines: [], scanner: createScanner(), size: 0 };
      const { scanner } = open;
      const end = scanner.scan(text, from);
      open.lines.push(text.slice(from, typeof end === 'number' ? end : undefined));
      open.size += text.length;
      if (typeof end !== 'number') {
        if (end === 'broken' || scanner.scan('\n') === 'broken' || open.size > longestValue) giveUp(open);
        return;
      }
      const whole = open;
      open = undefined;
      tell(whole.lines.join('\n'), whole.line);
      from = end;
    }
  };

  /** The value is told as broken, and the lines that it had taken in are read for themselves. */
  const giveUp = ({ line, lines: taken }: Open): void => {
    open = undefined;
    tell(taken.join('\n'), line);
    const alone = taken.length > mostReread;
    for (const [index, text] of taken.entries()) if (index > 0) readLine(text, line + index, alone);
  };

  return {
    push: lines.push,
    end() {
      lines.end();
      while (open) giveUp(open);
    },
  };
}

/** Cuts a text that comes in pieces into lines; a long line is put together once, not with each piece. */
function createLineReader(onLine: (text: string, line: number) => void): ValueReader {
  let line = 0;
  let pieces: string[] = [];
  let size = 0;
  const next = (text: string) => {
    line += 1;
    const whole = pieces.length === 0 ? text : pieces.join('') + text;
    pieces = [];
    size = 0;
    onLine(whole, line);
  };
  return {
    push(text) {
      let start = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        next(text.slice(start, end));
        start = end + 1;
      }
      if (start < text.length) pieces.push(text.slice(start));
      size += text.length - start;
      if (size > longestValue) throw new RangeError(`line ${line + 1} is longer than ${longestValue} characters`);
    },
    end() {
      if (pieces.length > 0) next('');
    },
  };
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
