import * as v from 'valibot';
import { cut, visible } from '../encode.ts';

/** A place in the settings (`trustedNetworks.0.cidr`; empty for the whole) and a sentence: what is wrong, what is allowed. */
export type Problem = { readonly path: string; readonly message: string };

/** A problem in one line. */
export const problemText = ({ path, message }: Problem): string => (path ? `${path}: ${message}` : message);

/** The value that was found, short and printable. */
const found = (input: unknown): string => {
  if (input === undefined) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' && input !== null
    ? 'an object'
    : cut(visible(JSON.stringify(input) ?? typeof input), 60);
};

/** Message of a schema: what was found there, and what is allowed. */
export const allowed =
  (what: string) =>
  (issue: v.BaseIssue<unknown>): string =>
    `found ${found(issue.input)}; allowed: ${what}`;

/** Valibot's issues as problems. Schemas give their message by `allowed`, so each already says what is right. */
export const problemsOf = (issues: readonly v.BaseIssue<unknown>[]): Problem[] =>
  issues.map((issue) => ({
    path: cut(visible(v.getDotPath(issue) ?? ''), 200),
    message: issue.message,
  }));

/** An object that refuses names it does not know, and lists those it does. */
export function strict<const Entries extends v.ObjectEntries>(entries: Entries) {
  const names = Object.keys(entries).join(', ');
  return v.strictObject(entries, (issue) =>
    // Valibot reports an unknown name as a value where "never" was expected, and a missing one as undefined.
    issue.expected === 'never'
      ? `this name is not known here; allowed: ${names}`
      : issue.received === 'undefined'
        ? `${issue.expected} is missing`
        : allowed(`an object with ${names}`)(issue),
  );
}
