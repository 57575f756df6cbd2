import { type PreviewLine, previewRecord } from '../../handler/describe.ts';
import { cut, terminal } from '../../handler/encode.ts';
import { readEvent } from '../../handler/event.ts';
import type { MessageContext } from '../../handler/message.ts';
import type { Rules } from '../../handler/settings.ts';
import type { Output } from './output.ts';
import { codeOf, type Source } from './sources.ts';
import { readText } from './text.ts';
import { createValueReader } from './values.ts';

type Reading = {
  readonly rules: Rules;
  readonly installation: string;
  readonly output: Output;
  onLine(line: PreviewLine): void;
  /** A place that could not be read, and why. */
  onProblem(place: string, why: string): void;
};

/** Reads all records of a source. @returns whether somebody still reads what comes of it */
export async function readSource({ name, open }: Source, reading: Reading): Promise<boolean> {
  const { rules, output } = reading;
  const context = contextOf(reading);
  const reader = createValueReader({
    value(value) {
      for (const incoming of readEvent(value)) reading.onLine(previewRecord(incoming, rules, context));
    },
    problem: (why, line) => reading.onProblem(`${name}, line ${line}`, cut(terminal(why), 200)),
  });
  try {
    for await (const text of readText(open())) {
      reader.push(text);
      if (!(await output.flush())) return false;
    }
  } catch (error) {
    reading.onProblem(name, readError(error));
  }
  reader.end();
  return output.flush();
}

/** What no record says and no account is asked for. */
const contextOf = ({ rules, installation }: Reading): MessageContext => ({
  account: undefined,
  partition: 'aws',
  installation,
  language: rules.language,
  channel: '',
  legacyWebhook: false,
});

/** Node's words for a broken gzip file are those of zlib's source code. */
function readError(error: unknown): string {
  const code = codeOf(error);
  if (code === 'Z_BUF_ERROR') return 'the gzip file is cut off';
  if (code.startsWith('Z_')) return 'the gzip file is damaged';
  if (error instanceof RangeError) return error.message;
  return `it cannot be read (${code})`;
}
