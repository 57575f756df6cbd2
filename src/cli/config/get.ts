import type { Settings } from '../../aws/context.ts';
import type { ExitCode } from '../../aws/errors.ts';
import type { Survey } from '../../aws/survey.ts';
import { prettyJson } from '../../handler/encode.ts';
import { type Rules, recommendedRules } from '../../handler/settings.ts';
import { usage } from '../input/problem.ts';
import { type Run, writeJson } from '../run.ts';
import { wrap } from '../show/wrap.ts';
import type { LiveRules } from './settings.ts';

/** `config get`: what differs from the recommended rules, in the form that `config apply` takes. */
export function showRules(
  run: Run,
  { place: { installation } }: Survey,
  { version }: Settings,
  { rules }: LiveRules,
  key: string | undefined,
): ExitCode {
  const { out, notes, command } = run;
  const value = key === undefined ? undefined : valueAt(rules, key);
  if (run.flags.json) {
    writeJson(run, {
      command,
      installation,
      version,
      ...(key === undefined ? { rules } : { key, value: value ?? null }),
    });
    return 0;
  }
  const note = (text: string) => notes.line(notes.paint('dim', wrap(`  ${text}`, notes.columns, 2)));
  if (key !== undefined) {
    if (value === undefined) note(`${key} is not set: it is as recommended.`);
    else out.line(typeof value === 'string' ? prettyJson(value).slice(1, -1) : prettyJson(value));
    return 0;
  }
  const own = differing(rules);
  out.line(prettyJson(own));
  note(`version ${version}; ${Object.keys(own).length > 0 ? 'everything else is' : 'everything is'} as recommended`);
  return 0;
}

/** Only what is not as recommended. A reason that is named counts, whatever it says: with `plain` that switches it on. */
function differing(rules: Rules): object {
  const { preset, language, trustedNetworks, reasons, ignore, kinds } = rules;
  const otherKinds = Object.entries(kinds).filter(
    ([kind, on]) => on !== Object.entries(recommendedRules.kinds).find(([name]) => name === kind)?.[1],
  );
  return {
    ...(preset === recommendedRules.preset ? {} : { preset }),
    ...(language === recommendedRules.language ? {} : { language }),
    ...(trustedNetworks.length > 0 ? { trustedNetworks } : {}),
    ...(Object.keys(reasons).length > 0 ? { reasons } : {}),
    ...(ignore.length > 0 ? { ignore } : {}),
    ...(otherKinds.length > 0 ? { kinds: Object.fromEntries(otherKinds) } : {}),
  };
}

/** @throws Usage for a key that rules do not have */
function valueAt(rules: Rules, key: string): unknown {
  const [first = '', ...path] = key.split('.');
  const known = Object.keys(recommendedRules);
  if (!known.includes(first)) throw usage(`config get: there is no ${first}.`, `The rules have: ${known.join(', ')}.`);
  return [first, ...path].reduce(
    (value: unknown, name) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([one]) => one === name)?.[1]
        : undefined,
    rules,
  );
}
