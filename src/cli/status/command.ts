import type { ExitCode } from '../../aws/errors.ts';
import { resourceStates } from '../../aws/status.ts';
import { connect, header, showWhere } from '../connect.ts';
import { checkFlags } from '../input/common.ts';
import { knownState } from '../known-state.ts';
import { type Run, writeJson } from '../run.ts';
import { type Facts, runChecks } from './checks.ts';
import { showStatus } from './view.ts';

/** States in which nothing needs to be done; a region that a policy closes to us stays closed. */
const fine = new Set(['ready', 'reused', 'blocked']);

/** `status`: reads, compares, changes nothing. */
export async function run(run: Run): Promise<ExitCode> {
  header(run);
  await checkFlags(run, async () => undefined);
  const { session, firstLook, survey } = await connect(run);
  const look = await firstLook;
  showWhere(run, session, look, look.homeByRole ?? session.region);

  const found = await survey;
  const { earlier, desired } = await knownState(found);
  const states = resourceStates(found, desired);
  const facts: Facts = { survey: found, states, desired };
  const checks = runChecks(facts);
  const healthy = states.every(({ state }) => fine.has(state)) && checks.every(({ ok }) => ok);

  if (run.flags.json) {
    const { installation } = found.place;
    writeJson(run, { command: run.command, installation, healthy, resources: states, checks });
  } else showStatus(run, found, { states, checks, healthy, settings: earlier.settings });
  return healthy ? 0 : 3;
}
