import type { ExitCode } from '../../aws/errors.ts';
import { invokeFunction } from '../../aws/invoke.ts';
import { writeSettings } from '../../aws/resources/settings.ts';
import type { Survey } from '../../aws/survey.ts';
import { aboutRun, explain } from '../explain.ts';
import type { Run } from '../run.ts';
import { type RuleChange, ruleChanges } from './changes.ts';
import type { ConfigFlags } from './command.ts';
import type { LiveRules } from './settings.ts';
import { showChange } from './view.ts';

/** What became of a change. */
export type Outcome = {
  readonly result: 'changed' | 'unchanged' | 'planned';
  /** Of the settings, after it. */
  readonly version: number;
  readonly changes: readonly RuleChange[];
  /** Whether the channel was told; `why` it was not. */
  readonly posted: boolean;
  readonly why?: string;
  /** The EventBridge rules must follow, and that is for `install` to do. */
  readonly needsInstall: boolean;
};

/** Writes rules that differ from those that are live, then tells the channel. A failed post undoes nothing. */
export async function writeRules(
  run: Run<ConfigFlags>,
  survey: Survey,
  live: LiveRules,
  next: LiveRules,
): Promise<ExitCode> {
  const { findings } = survey.context;
  const version = findings.settings?.version ?? 0;
  const changes = ruleChanges(live.rules, next.rules);
  const readOnly = (rules: LiveRules['rules']) => rules.kinds['aws-login'];
  const base = { version, changes, posted: false, needsInstall: readOnly(live.rules) !== readOnly(next.rules) };
  const { broken } = live;
  if (changes.length === 0 && broken === undefined)
    return showChange(run, survey, next, { ...base, result: 'unchanged' });
  if (run.flags.dryRun) return showChange(run, survey, next, { ...base, result: 'planned' });

  run.interrupt.enter({ changing: true, state: 'Whether the rules were written is not known: see config get.' });
  const written = await writeSettings(survey.context, { rules: JSON.stringify(next.written) });
  run.interrupt.enter({ changing: true, state: 'The rules are changed; the channel may not have been told.' });
  const told = await tellChannel(run, survey, { by: survey.caller.arn, version: written, changes });
  return showChange(run, survey, next, { ...base, ...told, version: written, result: 'changed' });
}

/** The function posts it, since it alone can open the webhook. */
async function tellChannel(run: Run, survey: Survey, change: object): Promise<Pick<Outcome, 'posted' | 'why'>> {
  try {
    await invokeFunction(survey, { notice: { type: 'settings-changed', ...change } });
    return { posted: true };
  } catch (error) {
    return { posted: false, why: explain(error, aboutRun(run)).message };
  }
}
