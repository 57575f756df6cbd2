import { desiredState, type Earlier } from '../../aws/desired.ts';
import { earlierRun } from '../../aws/earlier.ts';
import type { ExitCode } from '../../aws/errors.ts';
import { type InstallPlan, install, nameTaken, planOf, type Replan } from '../../aws/install.ts';
import type { Survey } from '../../aws/survey.ts';
import { askYes } from '../ask.ts';
import { connect } from '../connect.ts';
import { aboutRun, explain } from '../explain.ts';
import { outcomeError } from '../outcomes.ts';
import { withProgress } from '../progress/progress.ts';
import type { Run } from '../run.ts';
import { handlerCode, version } from '../version.ts';
import { collectAnswers } from './answers.ts';
import { closingTest } from './closing-test.ts';
import { showEnding } from './ending.ts';
import { sayHello } from './hello.ts';
import { showInstallPlan } from './plan.ts';
import { questions } from './questions.ts';
import { finish, itemsAfter } from './result.ts';
import { type InstallFlags, readWishes } from './wishes.ts';

/** `install`: read, ask, plan, show, ask once more, do, try. */
export async function run(run: Run<InstallFlags>): Promise<ExitCode> {
  const { flags } = run;
  const given = await readWishes(run);
  const connection = await connect(run, { missing: withoutTerminal(run) });
  const { survey, earlier, wishes } = await collectAnswers(run, connection, given);
  const build = { cliVersion: version(), code: handlerCode() };
  const plan = planOf(survey, desiredState(survey, earlier, wishes, build));
  const replan: Replan = async (now, whose) =>
    planOf(now, desiredState(now, await earlierRun(now), whose === 'ours' ? wishes : {}, build));

  showInstallPlan(run, plan);
  if (plan.conflicts.length > 0)
    return finish(run, survey, plan, { result: 'failed', error: nameTaken(plan.conflicts) });
  if (plan.unchanged) {
    if (!flags.json) run.out.line('Everything is as it should be: nothing to change.');
    return finish(run, survey, plan, { result: 'unchanged' });
  }
  if (flags.dryRun) return finish(run, survey, plan, { result: 'planned' });
  if (!flags.yes) await askYes(run, 'Do this?');
  return apply(run, survey, earlier, plan, replan);
}

/** Without a terminal nothing is guessed: consent is a flag, and a first install needs two answers. */
function withoutTerminal({ flags }: Run<InstallFlags>): string[] {
  if (flags.yes || flags.dryRun) return [];
  const answers = [
    ...(flags.channel === undefined ? [questions.channel.flag] : []),
    ...(flags.webhookFile === undefined ? [questions.webhook.flag] : []),
  ];
  return ['--yes', ...answers.map((flag) => `${flag}   (for a first install)`)];
}

async function apply(
  run: Run<InstallFlags>,
  survey: Survey,
  earlier: Earlier,
  plan: InstallPlan,
  replan: Replan,
): Promise<ExitCode> {
  const { desired } = plan;
  try {
    if (desired.webhook.kind === 'new' && !run.flags.skipTest) {
      run.notes.line(`Posting a hello to ${desired.choices.channel} …`);
      await sayHello(desired.webhook.url, survey, desired.choices, desired.rules ?? earlier.settings?.rules);
    }
    run.interrupt.enter({ changing: true, state: 'Some of it may be there already.' });
    const outcomes = await withProgress(run, plan.items, (progress) => install(survey, plan, progress, replan));
    const failure = outcomeError(run, outcomes, onward);
    if (failure) return finish(run, survey, plan, { result: 'failed', outcomes, error: failure });
    run.interrupt.enter({ changing: false, state: 'Everything is installed; only the test was not awaited.' });
    const test = run.flags.skipTest ? undefined : await closingTest(run, survey);
    if (!run.flags.json) showEnding(run, survey, plan, itemsAfter(plan, outcomes, run));
    return finish(run, survey, plan, { result: 'installed', outcomes, ...(test ? { error: test } : {}) });
  } catch (error) {
    return finish(run, survey, plan, {
      result: 'failed',
      error: explain(error, aboutRun(run)),
    });
  }
}

const onward = 'Run the same command to go on where it stopped, or npx signin-alert uninstall to take it out.';
