import { baseReasons } from '../../handler/reason-ids.ts';
import { baseRules, otherLevels, raisingRules } from '../../handler/reasons.ts';
import type { Rules } from '../../handler/settings.ts';
import { lists } from './entries.ts';

/** A place in the rules before and after, in words; undefined where nothing is set. */
export type RuleChange = {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** One thing that rules say. `id` tells the entries of a list apart. */
type Statement = { readonly id: string; readonly path: string; readonly text: string };

/** What differs between two sets of rules, place by place. */
export function ruleChanges(before: Rules, after: Rules): RuleChange[] {
  const [old, now] = [before, after].map((rules) => new Map(statements(rules).map((one) => [one.id, one])));
  const ids = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  return ids.flatMap((id) => {
    const [from, to] = [old?.get(id), now?.get(id)];
    if (from?.text === to?.text) return [];
    const path = from?.path ?? to?.path ?? id;
    return [{ path, before: from?.text ?? unset(path, before), after: to?.text ?? unset(path, after) }];
  });
}

function statements({ preset, language, trustedNetworks, reasons, ignore, kinds }: Rules): Statement[] {
  const at = (path: string, value: unknown): Statement => ({ id: path, path, text: String(value) });
  const entry = (key: string, text: string, id = text): Statement => ({ id: `${key} ${id}`, path: key, text });
  return [
    at('preset', preset),
    at('language', language),
    ...trustedNetworks.map(({ name, cidr }) => entry('trustedNetworks', `${name}=${cidr}`)),
    ...Object.entries(reasons).flatMap(([id, level = {}]) =>
      Object.entries(level).flatMap(([name, value]) => (value === undefined ? [] : at(`reasons.${id}.${name}`, value))),
    ),
    ...ignore.map((ignored) => entry('ignore', lists.ignore?.write(ignored) ?? '')),
    ...Object.entries(kinds).map(([kind, on]) => at(`kinds.${kind}`, on)),
  ];
}

const levels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...Object.fromEntries([...baseRules, ...raisingRules].map(({ id, level }) => [id, level])),
  ...otherLevels,
};

/** What holds for a reason where the user says nothing. With the preset `plain`, most say nothing by themselves. */
function unset(path: string, { preset }: Rules): string | undefined {
  const [list, id = '', name = ''] = path.split('.');
  const always = [...baseReasons, 'unreadable', 'anomaly'];
  if (list !== 'reasons' || (preset === 'plain' && !always.includes(id))) return undefined;
  return name === 'enabled' ? 'true' : levels[id]?.[name];
}
