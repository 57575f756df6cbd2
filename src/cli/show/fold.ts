import { grouped } from './grouped.ts';
import { familyOf } from './labels.ts';

/** Things that look the same but for their region, as one. */
export type Folded<T> = { readonly first: T; readonly regions: readonly string[] };

/**
 * Folds what exists once per region: neighbours of one family that are the same in every other respect. Everything else
 * stays by itself.
 * @param sameAs what must be equal, as text
 */
export function fold<T extends { readonly id: string; readonly region: string }>(
  items: readonly T[],
  sameAs: (item: T) => string,
): Folded<T>[] {
  const groups = grouped(items, (item) => {
    const family = familyOf(item.id);
    return family === undefined ? item.id : `${family} ${sameAs(item)}`;
  });
  return [...groups.values()].map((group) => ({ first: group[0], regions: group.map(({ region }) => region) }));
}
