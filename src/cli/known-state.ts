import type { Desired } from '../aws/context.ts';
import { desiredState, type Earlier, missingAnswers } from '../aws/desired.ts';
import { earlierRun } from '../aws/earlier.ts';
import type { Survey } from '../aws/survey.ts';
import { stillToBeAsked } from './install/answers.ts';
import { handlerCode, version } from './version.ts';

/**
 * What the account should look like, for commands that only compare: what an earlier run chose. What nobody knows any
 * more (the webhook of a function that is gone) has a stand-in, so that its resources show as differing, not as fine.
 */
export async function knownState(survey: Survey): Promise<{ earlier: Earlier; desired: Desired }> {
  const earlier = await earlierRun(survey);
  const standIns = stillToBeAsked(missingAnswers(survey, earlier, {}));
  const build = { cliVersion: version(), code: handlerCode() };
  return { earlier, desired: desiredState(survey, earlier, standIns, build) };
}
