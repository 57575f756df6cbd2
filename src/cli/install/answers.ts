import type { Earlier, Missing } from '../../aws/desired.ts';
import { missingAnswers, type Wishes } from '../../aws/desired.ts';
import { earlierRun } from '../../aws/earlier.ts';
import { checkReadings } from '../../aws/engine/plan.ts';
import { Secret } from '../../aws/secret.ts';
import type { Survey } from '../../aws/survey.ts';
import { type Connection, showWhere } from '../connect.ts';
import { missingFlags } from '../input/missing.ts';
import type { Run } from '../run.ts';
import { checkPlace } from './place.ts';
import { ask, askNetworks, questions } from './questions.ts';
import { type RuleWish, rulesToWrite } from './rules.ts';
import type { FlagWishes, InstallFlags } from './wishes.ts';

export type Answers = { readonly survey: Survey; readonly earlier: Earlier; readonly wishes: Wishes };

/**
 * Flags, what an earlier run knows, and what the user answers, together. On a terminal the questions come while the
 * account is still being read, where nothing speaks for an earlier run.
 */
export async function collectAnswers(
  run: Run<InstallFlags>,
  { session, firstLook, survey }: Connection,
  given: FlagWishes,
): Promise<Answers> {
  const look = await firstLook;
  showWhere(run, session, look, look.homeByRole ?? session.region);
  checkPlace(run.flags, look, look.homeByRole, session.region);
  const asks = run.interactive && look.homeByRole === undefined && !run.flags.dryRun;
  const answered = { ...given.wishes, ...(await ask(run, asks ? notGiven(given.wishes) : [])) };
  const ruled = { ...given.rules, ...(asks && (await trustedNetworks(run, given.rules))) };

  const found = await survey;
  checkReadings(found.resources, found.readings);
  checkPlace(run.flags, found, found.foundIn, session.region);
  const earlier = await earlierRun(found);
  if (found.foundIn !== undefined && !earlier.settings) {
    run.notes.line(
      '  The settings of the installation are gone; what its function remembers is used, and they are written anew.',
    );
  }
  const missing = missingAnswers(found, earlier, answered);
  const rules = rulesToWrite(ruled, earlier.settings?.rules);
  const wishes = { ...answered, ...(await lastAnswers(run, missing)), ...(rules === undefined ? {} : { rules }) };
  return { survey: found, earlier, wishes };
}

const notGiven = ({ channel, webhook }: FlagWishes['wishes']): Missing[] => [
  ...(channel === undefined ? (['channel'] as const) : []),
  ...(webhook === undefined ? (['webhook'] as const) : []),
];

/** A question that may stay without an answer is one too many for who wants none, or has brought rules. */
async function trustedNetworks(run: Run<InstallFlags>, given: RuleWish): Promise<RuleWish> {
  if (run.flags.yes || given.config || given.networks) return {};
  const networks = await askNetworks(run);
  return networks.length > 0 ? { networks } : {};
}

/** A dry run asks nothing: what would be asked stands in the plan as such. */
async function lastAnswers(run: Run<InstallFlags>, missing: readonly Missing[]): Promise<FlagWishes['wishes']> {
  if (missing.length === 0) return {};
  if (run.flags.dryRun) return stillToBeAsked(missing);
  if (!run.interactive) throw missingFlags(missing.map((id) => questions[id].flag));
  return ask(run, missing);
}

/** Stands in for answers that are not there yet, where only a plan or a comparison is made of them. */
export const stillToBeAsked = (missing: readonly Missing[]): FlagWishes['wishes'] => ({
  ...(missing.includes('channel') ? { channel: '(still to be asked)' } : {}),
  ...(missing.includes('webhook') ? { webhook: new Secret('(still to be asked)') } : {}),
});
