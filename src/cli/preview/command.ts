import { type ExitCode, ExpectedError } from '../../aws/errors.ts';
import type { PreviewLine } from '../../handler/describe.ts';
import { json } from '../../handler/encode.ts';
import { Problem } from '../input/problem.ts';
import type { Run } from '../run.ts';
import { wrap } from '../show/wrap.ts';
import { reportError, writeError } from '../show-error.ts';
import { confirmSending, type PreviewFlags, readInput } from './input.ts';
import { createOutput } from './output.ts';
import { readSource } from './read.ts';
import { type Outgoing, sendAlerts } from './send.ts';
import { showDrawn, showJson } from './show.ts';
import { type Source, sourcesOf } from './sources.ts';
import { count, newTally, type Tally } from './tally.ts';

/** `preview`: the alerts for CloudTrail records, without AWS: it needs no credentials, and its code is not even loaded. */
export async function run(run: Run<PreviewFlags>): Promise<ExitCode> {
  const { flags, io, notes } = run;
  const input = await readInput(run);
  const { rules } = input;
  const tally = newTally();
  const onProblem = (place: string, why: string) => {
    tally.problems.push(place);
    notes.line(notes.paint('red', wrap(`✖ ${place}: ${why}`, notes.columns, 2)));
  };
  const output = createOutput(io.stdout);
  const show = flags.json ? showJson(output) : showDrawn(run, output);
  const outgoing: Outgoing[] = [];
  const onLine = (line: PreviewLine) => {
    count(tally, line);
    show.line(line);
    if (flags.send && line.alert) outgoing.push(line);
  };
  for (const source of await findSources(run, input.paths, onProblem)) {
    // Nobody reads on: they have seen enough.
    if (!(await readSource(source, { rules, installation: flags.name, output, onLine, onProblem }))) return 0;
  }
  if (tally.records > 0) show.end(tally);
  await output.flush();
  if (outgoing.length > 0) {
    const webhook = await confirmSending(run, input, outgoing.length);
    await sendAlerts(run, outgoing, webhook, rules.language);
    notes.line(`${notes.paint('green', '✔')} ${outgoing.length} posted to Slack.`);
  }
  return finish(run, tally);
}

/** All that can be read; what cannot is told, and the others are read all the same. */
async function findSources(
  { io }: Run,
  paths: readonly string[],
  onProblem: (place: string, why: string) => void,
): Promise<readonly Source[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      try {
        return await sourcesOf(path, io);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        onProblem(path, error.message);
        return [];
      }
    }),
  );
  return found.flat();
}

function finish(run: Run, { records, problems }: Tally): ExitCode {
  if (records > 0 && problems.length === 0) return 0;
  const error = records === 0 ? nothingRead(problems) : partlyRead(problems);
  const report = reportError(error, 'Nothing was changed.');
  // The form of everything that this command says: one line.
  if (run.flags.json) run.out.line(json({ command: run.command, error: report }));
  else writeError(run, report);
  return error.exitCode;
}

const listed = (places: readonly string[]): string =>
  places.length > 3 ? `${places.slice(0, 3).join('; ')}; and ${places.length - 3} more` : places.join('; ');

const nothingRead = (problems: readonly string[]) =>
  new ExpectedError({
    name: 'NothingRead',
    message:
      problems.length > 0 ? `No record was read: ${listed(problems)}.` : 'No record was read: there was nothing.',
    action:
      'Give CloudTrail records as JSON, as aws cloudtrail lookup-events prints them or as they lie in the log bucket.',
    exitCode: 2,
  });

const partlyRead = (problems: readonly string[]) =>
  new ExpectedError({
    name: 'PartlyRead',
    message: `Not everything could be read: ${listed(problems)}.`,
    action: 'Mend it, or leave it out.',
    state: 'Everything else was read.',
  });
