import { diagnose } from '../../aws/diagnose.ts';
import { type ExitCode, ExpectedError } from '../../aws/errors.ts';
import { type Hop, sendTest, type TestKind } from '../../aws/send-test.ts';
import { resourceStates } from '../../aws/status.ts';
import { type Survey, wholeSurvey } from '../../aws/survey.ts';
import { lookAround } from '../connect.ts';
import { checkFlags } from '../input/common.ts';
import { usage } from '../input/problem.ts';
import * as values from '../input/values.ts';
import { requireInstalled } from '../installed.ts';
import { knownState } from '../known-state.ts';
import { type Run, writeJson } from '../run.ts';
import { reportError, writeError } from '../show-error.ts';
import { showHop } from './hop.ts';

type Flags = { readonly kind: TestKind; readonly fromRegion?: string; readonly timeout: string };

/** `send-test`: a test event enters at the event bus and is followed until Slack took it. */
export async function run(run: Run<Flags>): Promise<ExitCode> {
  const { flags, notes } = run;
  const { fromRegion, timeout } = await checkFlags(run, async (read) => ({
    fromRegion: await read('--from-region', flags.fromRegion, values.region),
    timeout: (await read('--timeout', flags.timeout, values.wholeNumber(5, 900, 'seconds'))) ?? 0,
  }));
  const found = await lookAround(run, { only: ['table'] });
  requireInstalled(found);
  const region = fromRegion ?? found.place.home;
  if (!found.regions.includes(region)) throw unknownRegion(region, found.regions);

  notes.line(`A test event (${flags.kind}) enters the event bus of ${region}; waiting up to ${timeout} s for Slack …`);
  const result = await sendTest(found, {
    kind: flags.kind,
    fromRegion: region,
    timeout: timeout * 1000,
    // One test is one message: a second one may arrive beside the first.
    resendEvery: Number.POSITIVE_INFINITY,
    signal: run.interrupt.signal,
    onHop: (hop) => showHop(notes, hop),
  });
  if (result.delivered || result.hops.some(({ ok }) => !ok)) return finish(run, result);
  const missing = await missingHop(run, found, result.id, region);
  return finish(run, { ...result, hops: [...result.hops, missing] });
}

async function missingHop(run: Run, found: Survey, id: string, fromRegion: string): Promise<Hop> {
  run.notes.line('Nothing arrived. Looking where it stopped …');
  const survey = await wholeSurvey(found);
  const { desired } = await knownState(survey);
  const hop = await diagnose(survey, resourceStates(survey, desired), { id, fromRegion });
  showHop(run.notes, hop);
  return hop;
}

function finish(run: Run, result: { id: string; delivered: boolean; hops: readonly Hop[] }): ExitCode {
  const missing = result.hops.find(({ ok }) => !ok);
  const error = missing && reportError(notDelivered(missing), 'Nothing was changed.');
  if (run.flags.json) writeJson(run, { command: run.command, ...result, ...(error ? { error } : {}) });
  else if (error) writeError(run, error);
  else run.out.line(`${run.out.paint('green', '✔')} The test alert is in Slack.`);
  return error ? 1 : 0;
}

const notDelivered = ({ hop, message }: Hop) =>
  new ExpectedError({
    name: 'TestNotDelivered',
    message: `The test stopped at the ${hop}: ${message}.`,
    action:
      hop === 'slack'
        ? 'A new webhook: npx signin-alert install --webhook-file <path>'
        : 'See npx signin-alert status; npx signin-alert install puts right what differs.',
  });

const unknownRegion = (region: string, regions: readonly string[]) =>
  usage(`--from-region: ${region} is not an enabled region of this account.`, `Use one of: ${regions.join(', ')}.`);
