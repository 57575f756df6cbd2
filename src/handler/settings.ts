import * as v from 'valibot';
import { type Problem, problemsOf, problemText } from './settings/problems.ts';
import { rulesSchema, switchableKinds } from './settings/schema.ts';

export { type Problem, problemText };

/** The live rules, complete: what the user left out has its default. */
export type Rules = v.InferOutput<typeof rulesSchema>;

/** Rules where the user has set nothing, and where what they set cannot be read. They ignore nobody. */
export const recommendedRules: Rules = {
  preset: 'recommended',
  language: 'en',
  trustedNetworks: [],
  reasons: {},
  ignore: [],
  kinds: switchableKinds,
};

/**
 * Reads rules as the user wrote them.
 * @param value parsed JSON.
 * @returns the rules with all defaults, or every place that is wrong and what is allowed there.
 */
export function parseRules(
  value: unknown,
): { readonly ok: true; readonly rules: Rules } | { readonly ok: false; readonly problems: Problem[] } {
  const result = v.safeParse(rulesSchema, value);
  return result.success ? { ok: true, rules: result.output } : { ok: false, problems: problemsOf(result.issues) };
}
