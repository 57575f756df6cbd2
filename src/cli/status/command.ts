import type { Desired } from '../../aws/context.ts';
import type { ExitCode } from '../../aws/errors.ts';
import { type Check, resourceStates } from '../../aws/status.ts';
import type { Survey } from '../../aws/survey.ts';
import { tryFunction, tryPatterns } from '../../aws/try-out.ts';
import { lookAround } from '../connect.ts';
import { checkFlags } from '../input/common.ts';
import { knownState } from '../known-state.ts';
import { type Run, writeJson } from '../run.ts';
import { type Facts, runChecks } from './checks.ts';
import { showStatus } from './view.ts';

/** States in which nothing needs to be done; a region that a policy closes to us stays closed. */
const fine = new Set(['ready', 'reused', 'blocked']);

/** `status`: reads, compares, changes nothing. */
export async function run(run: Run<{ readonly check?: true }>): Promise<ExitCode> {
  await checkFlags(run, async () => undefined);
  const found = await lookAround(run);
  const { earlier, desired } = await knownState(found);
  const states = resourceStates(found, desired);
  const facts: Facts = { survey: found, states, desired };
  const tried = run.flags.check && found.foundIn !== undefined ? await tryOut(found, desired) : [];
  const checks = [...runChecks(facts), ...tried];
  const healthy = states.every(({ state }) => fine.has(state)) && checks.every(({ ok }) => ok);

  if (run.flags.json) {
    const { installation } = found.place;
    writeJson(run, { command: run.command, installation, healthy, resources: states, checks });
  } else showStatus(run, found, { states, checks, healthy, settings: earlier.settings });
  return healthy ? 0 : 3;
}

/** `--check`: what only shows by trying. */
const tryOut = async (survey: Survey, { forwardedRegions }: Desired): Promise<Check[]> =>
  (await Promise.all([tryPatterns(survey, forwardedRegions), tryFunction(survey)])).flat();
