import { ExpectedError } from '../../aws/errors.ts';
import { sendTest } from '../../aws/send-test.ts';
import type { Survey } from '../../aws/survey.ts';
import type { Run } from '../run.ts';
import { showHop } from '../send-test/hop.ts';

const seconds = 90;

/**
 * A test event takes the whole way: the install has worked when Slack took it. A rule begins to act some seconds after
 * it was made, and what comes too early is lost, not late: therefore a fresh event every few seconds.
 * @returns the error where none arrived
 */
export async function closingTest(run: Run, survey: Survey): Promise<ExpectedError | undefined> {
  run.notes.line(`Sending test events until one arrives (up to ${seconds} s) …`);
  const { delivered, hops } = await sendTest(survey, {
    kind: 'success',
    fromRegion: survey.place.home,
    timeout: seconds * 1000,
    resendEvery: 5_000,
    signal: run.interrupt.signal,
    onHop: (hop) => showHop(run.notes, hop),
  });
  if (delivered) return undefined;
  const missing = hops.find(({ ok }) => !ok);
  return new ExpectedError({
    name: 'TestNotDelivered',
    message: missing
      ? `The test did not reach Slack: ${missing.message}.`
      : `No test event reached Slack within ${seconds} seconds.`,
    action: 'See where it stops: npx signin-alert send-test',
    state: 'Everything is installed and stays.',
  });
}
