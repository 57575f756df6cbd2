import type { Change } from '../../aws/engine/resource.ts';

/** Longest value that is shown of a changed field: policies and patterns run to thousands of characters. */
const longest = 100;

const shortened = (value: string): string => {
  const line = value.replace(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
};

/** Each changed field, a line: from what to what. */
export const changeLines = (changes: readonly Change[]): string[] =>
  changes.map(({ field, from, to }) => {
    if (to === undefined) return field;
    return from === undefined ? `${field}: ${shortened(to)}` : `${field}: ${shortened(from)} → ${shortened(to)}`;
  });
