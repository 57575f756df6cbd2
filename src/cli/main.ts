import { CommanderError } from 'commander';
import type { ExitCode } from '../aws/errors.ts';
import type { Io } from './io.ts';
import { createProgram, type Invocation } from './program.ts';

/**
 * Runs a command line to its end.
 * @param argv without node and script
 * @returns the exit code; never throws
 */
export async function main(argv: readonly string[], io: Io = process): Promise<ExitCode> {
  // npm sets this aside from stdout's own errors: who only wanted the first lines (`| head`) has closed the pipe, which
  // must not stop an install in the middle.
  io.stdout.on('error', () => undefined);
  // Prompts, lists and help judge colours by themselves; this is the word that all of them heed.
  if (argv.includes('--no-color')) io.env.NO_COLOR = '1';
  const asked: Invocation[] = [];
  const program = createProgram(io, (invocation) => void asked.push(invocation));
  try {
    program.parse(argv.length > 0 ? argv : ['help'], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const { usageError } = await import('./usage-error.ts');
    return usageError(error, argv, io);
  }
  const [invocation] = asked;
  if (!invocation) return 0;
  const { runCommand } = await import('./run-command.ts');
  return runCommand(invocation, io);
}
