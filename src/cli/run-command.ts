import type { ExitCode } from '../aws/errors.ts';
import { aboutRun, explain } from './explain.ts';
import { listenForInterrupt, stopping } from './interrupt.ts';
import { createSink, type Io } from './io.ts';
import type { Invocation } from './program.ts';
import type { Run } from './run.ts';
import { interrupted, showError } from './show-error.ts';

/** Cursor on: a prompt that is cut off has hidden it. */
const showCursor = '\u001b[?25h';

/** Runs a command, shows its error, and leaves when Ctrl-C says so. */
export function runCommand({ spec, flags, args }: Invocation, io: Io): Promise<ExitCode> {
  const notes = createSink(io.stderr, io.env);
  const interrupt = listenForInterrupt(() => notes.line(`\n${stopping}`));
  const run: Run = {
    command: spec.name,
    flags: { name: 'main', color: true, ...flags },
    args,
    io,
    out: createSink(io.stdout, io.env),
    notes,
    // stdout may go elsewhere: questions are written to stderr.
    interactive: io.stdin.isTTY === true && io.stderr.isTTY === true,
    interrupt,
  };
  if (spec.asksAws) header(run);
  return Promise.race([finish(run, spec.load), left(run)]);
}

/** The first line, before anything that takes time: the command and AWS's SDK are still to be loaded. */
const header = ({ command, flags, notes }: Run): void =>
  notes.line(notes.paint('bold', `signin-alert ${command}${flags.name === 'main' ? '' : ` (${flags.name})`} …`));

async function finish(run: Run, load: Invocation['spec']['load']): Promise<ExitCode> {
  try {
    const { run: work } = await load();
    return await work(run);
  } catch (error) {
    return showError(run, explain(error, aboutRun(run)));
  }
}

async function left(run: Run): Promise<ExitCode> {
  await run.interrupt.leave;
  await Promise.all([...run.interrupt.cleanUps].map((cleanUp) => cleanUp()));
  if (run.notes.isTerminal) run.notes.stream.write(showCursor);
  return showError(run, interrupted());
}
