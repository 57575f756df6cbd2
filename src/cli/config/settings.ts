import type { Settings } from '../../aws/context.ts';
import { ExpectedError } from '../../aws/errors.ts';
import type { Survey } from '../../aws/survey.ts';
import { type Rules, recommendedRules } from '../../handler/settings.ts';
import { Problem } from '../input/problem.ts';
import { checkRules, type WrittenRules } from '../input/rules-file.ts';
import { requireInstalled } from '../installed.ts';

/** The rules that are live: as they are written, and complete. `broken`: why the function cannot read them. */
export type LiveRules = { readonly written: WrittenRules; readonly rules: Rules; readonly broken?: string };

/**
 * The settings item of an installation.
 * @throws NotInstalled, SettingsGone; what kept it from being read
 */
export function requireSettings(survey: Survey): Settings {
  requireInstalled(survey);
  const reading = survey.readings.get('settings');
  if (reading && 'error' in reading) throw reading.error;
  const { settings } = survey.context.findings;
  if (settings) return settings;
  const { installation } = survey.place;
  throw new ExpectedError({
    name: 'SettingsGone',
    message: `The settings of the installation ${installation} are gone; until they are back, the recommended rules hold.`,
    action: `Write them anew: npx signin-alert install${installation === 'main' ? '' : ` --name ${installation}`}`,
    state: 'Nothing was changed.',
  });
}

/** Where the function cannot read the rules either, it goes by the recommended ones. */
export function readRules({ rules = '{}' }: Settings): LiveRules {
  try {
    return checkRules(JSON.parse(rules));
  } catch (error) {
    if (!(error instanceof Problem || error instanceof SyntaxError)) throw error;
    return { written: {}, rules: recommendedRules, broken: error.message };
  }
}

export const rulesBroken = (why: string): ExpectedError =>
  new ExpectedError({
    name: 'RulesBroken',
    message: `The rules of this installation cannot be read, so the function goes by the recommended ones:\n  ${why}`,
    action: 'Put whole rules in their place: npx signin-alert config apply <file>',
    state: 'Nothing was changed.',
  });
