import { styleText } from 'node:util';

/** What a command reads from and writes to; the process's own, or a test's. */
export type Io = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
};

export type Style = Parameters<typeof styleText>[0];

/** A stream with what is known about it: whether it is a terminal, how wide, and whether it shows colours. */
export type Sink = {
  /** Writes a text and a line break. */
  line(text?: string): void;
  /** Adds colour, where this stream shows it. Meaning must never hang on it alone. */
  paint(style: Style, text: string): string;
  /** Columns of the terminal; elsewhere, where lines are read by machines or wrapped by others, a wide page. */
  readonly columns: number;
  readonly isTerminal: boolean;
  readonly stream: NodeJS.WriteStream;
};

/** Width of what does not go to a terminal. */
const pageWidth = 120;
/** Narrower terminals are drawn as if they had this: one word a line helps nobody. */
const narrowest = 30;

/** `NO_COLOR` (set and not empty), `TERM=dumb` and a stream that is no terminal switch colours off, each stream for itself. */
const showsColour = (stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean =>
  stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';

export function createSink(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Sink {
  const colours = showsColour(stream, env);
  return {
    stream,
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.isTTY ? Math.max(stream.columns || 80, narrowest) : pageWidth;
    },
    line: (text = '') => void stream.write(`${text}\n`),
    paint: (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text),
  };
}
