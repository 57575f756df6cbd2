import { isDeepStrictEqual } from 'node:util';
import type { Change } from './engine/resource.ts';

/** A policy document as we write it. */
export type PolicyDocument = { readonly Version: '2012-10-17'; readonly Statement: readonly object[] };

export const policy = (...statements: readonly object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

/**
 * Whether a policy text found in the account says the same: services reformat, reorder keys and unwrap lists of one,
 * so texts are never compared as text. Text that is no JSON is another policy.
 */
function samePolicy(found: string | undefined, wished: PolicyDocument): boolean {
  if (found === undefined) return false;
  try {
    return isDeepStrictEqual(normal(JSON.parse(found)), normal(wished));
  } catch {
    return false;
  }
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(normal);
    const [only] = list;
    if (list.length === 1) return only;
    return list.every((entry) => typeof entry === 'string') ? list.toSorted() : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, normal(entry)]));
}

/** One change per differing field; `undefined`, null and the empty string are the same nothing, as AWS answers them. */
export function differences(
  found: Readonly<Record<string, unknown>>,
  wished: Readonly<Record<string, unknown>>,
): Change[] {
  return Object.entries(wished)
    .filter(([field, value]) => shown(found[field]) !== shown(value))
    .map(([field, value]) => ({ field, from: shown(found[field]), to: shown(value) }));
}

const shown = (value: unknown): string =>
  value === undefined || value === null || value === '' ? '(none)' : String(value);

/** A change of a policy, which is too long to show in both forms. */
export const policyChange = (field: string, found: string | undefined, wished: PolicyDocument): Change[] =>
  samePolicy(found, wished)
    ? []
    : [{ field, from: found === undefined ? '(none)' : 'changed by hand or older', to: 'as designed' }];

/** A change of tags: the ones that are missing or differ. */
export const tagChange = (missing: Readonly<Record<string, string>>): Change[] =>
  Object.keys(missing).length === 0
    ? []
    : [
        {
          field: 'tags',
          from: '(missing)',
          to: Object.entries(missing)
            .map((tag) => tag.join('='))
            .join(', '),
        },
      ];

/** Whether one of these fields is among the changes. */
export const touches = (changes: readonly Change[], ...fields: readonly string[]): boolean =>
  changes.some(({ field }) => fields.includes(field));
