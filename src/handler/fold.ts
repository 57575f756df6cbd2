import { createHash } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import { keepMs } from './ledger.ts';
import type { Table } from './table.ts';

/** In ten minutes: failures of one user or source that are posted alone, and failures that may mention somebody. */
export const limits = { windowMs: 600_000, alone: 3, mentions: 5 } as const;

/** What failures have in common: who or from where. */
export type FoldKey = { readonly by: 'user' | 'source'; readonly name: string };

/** The item that lists every fold item with counts that may not be posted yet, as set `open`. */
export const openFolds = 'folds';

const short = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);
const windowOf = (time: number): number => Math.floor(time / limits.windowMs);

/** Key of the item that counts one user's or source's failures of one window. */
const foldItem = ({ by, name }: FoldKey, time: number): string => `fold#${windowOf(time)}#${by}#${short(name)}`;

/**
 * Takes one of `max` places for an alert; asking again for the same alert changes nothing. Sets, not counters, since a
 * call whose answer was lost is repeated, and so is an alert that could not be posted.
 */
async function reserve(table: Table, key: string, id: string, max: number, time: number): Promise<boolean> {
  const { ok } = await table.update(key, {
    update: 'ADD #alone :ids SET #expires = :expires',
    only: 'attribute_not_exists(#alone) OR size(#alone) < :max OR contains(#alone, :id)',
    values: { ids: new Set([id]), id, max, expires: Math.floor((time + keepMs) / 1000) },
  });
  return ok;
}

/** Counts a failure into its fold item, once however often it is repeated, and lists that item for the wake-up. */
async function count(table: Table, key: string, { by, name }: FoldKey, id: string, at: string): Promise<void> {
  await table.update(key, {
    update: 'ADD #folded :ids SET #by = :by, #name = :name, #first = if_not_exists(#first, :at), #last = :at',
    values: { ids: new Set([id]), by, name, at },
  });
  // After the count: the wake-up takes an item off the list first and looks whether all of it is posted then.
  await table.update(openFolds, { update: 'ADD #open :keys', values: { keys: new Set([key]) } });
}

export type Failure = {
  /** The alert's id. */
  readonly id: string;
  /** Of the sign-in, ISO 8601. */
  readonly at: string;
  /** When the alert was first claimed, in ms: a repeated attempt stays in its window. */
  readonly since: number;
  /** None: it is never folded. */
  readonly keys: readonly FoldKey[];
};

/**
 * Whether a failure is posted alone (`undefined`), or has been counted with others of its user or source.
 * Throws where the table refuses to count; without the table at all the failure is posted.
 */
export async function fold(table: Table, { id, at, since, keys }: Failure): Promise<FoldKey | undefined> {
  const places = await Promise.all(
    keys.map(async (key) => ({
      key,
      alone: await reserve(table, foldItem(key, since), short(id), limits.alone, since),
    })),
  ).catch(() => []);
  const full = places.find(({ alone }) => !alone)?.key;
  if (!full) return undefined;
  try {
    await count(table, foldItem(full, since), full, short(id), at);
    return full;
  } catch (error) {
    // An item holds 400 KB, some 20,000 failures of one user in ten minutes. What has no place in it goes out alone.
    if (error instanceof AwsError && error.name === 'ValidationException') return undefined;
    throw error;
  }
}

/**
 * Whether one more failure may mention somebody. Those that are never folded (root's) have their own places: strangers
 * cannot use them up. Without the table: yes.
 */
export function mayMention(table: Table, { id, since, keys }: Failure): Promise<boolean> {
  const key = `mentions#${windowOf(since)}#${keys.length > 0 ? 'common' : 'apart'}`;
  return reserve(table, key, short(id), limits.mentions, since).catch(() => true);
}
