import { inspect } from 'node:util';
import { type ExitCode, ExpectedError } from '../aws/errors.ts';
import { redact } from '../handler/redact.ts';
import { isUnexpected } from './explain.ts';
import type { Interrupt } from './interrupt.ts';
import { type Run, writeJson } from './run.ts';
import { wrap } from './show/wrap.ts';

/** An error as `--json` shows it. */
export type ErrorReport = {
  readonly name: string;
  readonly message: string;
  readonly action: string;
  readonly state: string;
};

type Where = Pick<Run, 'command' | 'flags' | 'notes' | 'out'> & { readonly interrupt: Pick<Interrupt, 'phase'> };

/** @param state what the account is left with, where the error does not say it itself */
export const reportError = (error: ExpectedError, state: string): ErrorReport => ({
  name: error.name,
  message: redact(error.message),
  action: redact(error.action),
  state: error.state ?? state,
});

/** Shows an error that ends a command: as sentences on stderr, or as the document of `--json`. */
export function showError(run: Where, error: ExpectedError): ExitCode {
  const report = reportError(error, run.interrupt.phase.state);
  if (run.flags.json) writeJson(run, { command: run.command, error: report });
  else writeError(run, report);
  if (run.flags.verbose && isUnexpected(error)) run.notes.line(redact(inspect(error.cause)));
  return error.exitCode;
}

/** What happened, what state the account is in, and last, where the eye stops, what to do. */
export function writeError({ notes }: Pick<Run, 'notes'>, { message, action, state }: ErrorReport): void {
  notes.line();
  notes.line(notes.paint('red', wrap(`✖ ${message}`, notes.columns, 2)));
  for (const sentence of [state, action]) if (sentence) notes.line(wrap(`  ${sentence}`, notes.columns, 2));
}

export const interrupted = (state?: string): ExpectedError =>
  new ExpectedError({
    name: 'Interrupted',
    message: 'Stopped.',
    action: 'Run the same command to go on.',
    exitCode: 130,
    ...(state === undefined ? {} : { state }),
  });
