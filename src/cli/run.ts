import type { ExitCode } from '../aws/errors.ts';
import type { Interrupt } from './interrupt.ts';
import type { Io, Sink } from './io.ts';

/** The flags of every command. */
export type CommonFlags = {
  readonly profile?: string;
  readonly region?: string;
  readonly name: string;
  readonly json?: true;
  readonly color: boolean;
  readonly verbose?: true;
};

/** What a command is given to work with. */
export type Run<Flags = unknown> = {
  readonly command: string;
  readonly flags: CommonFlags & Flags;
  /** What stands after the flags. */
  readonly args: readonly string[];
  readonly io: Io;
  /** stdout: results, and nothing else. */
  readonly out: Sink;
  /** stderr: everything else. */
  readonly notes: Sink;
  /** Somebody is there to answer: stdin and stderr are a terminal. */
  readonly interactive: boolean;
  readonly interrupt: Interrupt;
};

/** A command's module: loaded when it runs, and not before. */
export type CommandModule = { run(run: Run): Promise<ExitCode> };

/** What a terminal does not show as itself; JSON may have it as it is, and then it can turn text around. */
const hidden = /[\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

/** The result of `--json`: one document on stdout. */
export const writeJson = (run: Pick<Run, 'out'>, document: object): void =>
  run.out.line(JSON.stringify(document, null, 2).replace(hidden, escaped));
