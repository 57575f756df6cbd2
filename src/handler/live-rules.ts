import { parseRules, problemText, type Rules, recommendedRules } from './settings.ts';
import { pausedUntil, pauseKey } from './slack-pause.ts';
import type { Item, Table } from './table.ts';

/** What holds at this moment for everything that is posted. */
export type Live = {
  readonly rules: Rules;
  /** Why these are not the user's current rules; the alert says so. */
  readonly problem?: string;
  /** Slack wants no messages before this time (ms); 0 where nothing is known. */
  readonly pausedUntil: number;
};

/** The user's settings: `version` (number) and `rules` (JSON text), beside what only the installer reads. */
const settingsKey = 'settings';

/** Throws where the item or its rules cannot be read; an item without rules is one whose user has set none. */
function readRules(item: Item | undefined): Rules {
  if (!item) throw new Error('the table holds no settings');
  if (item.rules === undefined) return recommendedRules;
  const parsed = parseRules(JSON.parse(String(item.rules)));
  if (!parsed.ok) throw new Error(parsed.problems.map(problemText).join('; '));
  return parsed.rules;
}

/**
 * Gives the live rules and never fails: if they cannot be read, those last known to this container, else the
 * recommended ones, which ignore nobody. They are read for each alert, at no cost in time: the claim and the webhook
 * take as long.
 */
export function liveReader(table: Table): () => Promise<Live> {
  let known: { readonly text: unknown; readonly rules: Rules } | undefined;
  return async () => {
    let pause = 0;
    try {
      const items = await table.read([settingsKey, pauseKey]);
      pause = pausedUntil(items.get(pauseKey));
      const item = items.get(settingsKey);
      if (!known || known.text !== item?.rules) known = { text: item?.rules, rules: readRules(item) };
      return { rules: known.rules, pausedUntil: pause };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return { rules: known?.rules ?? recommendedRules, problem, pausedUntil: pause };
    }
  };
}
