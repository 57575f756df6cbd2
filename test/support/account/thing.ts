import type { Cloud } from '../aws.ts';

/** Something that exists in an account. */
export type Thing = {
  /** What it is, without its region: `sns topic signin-alert-main`. */
  readonly name: string;
  /** Everything about it that can be read, as text: settings, policies, contents. */
  readonly read: () => unknown;
  /** Only where it is not the region that was asked. */
  readonly region?: string;
};

/** Lists a service's things in one region (`us-east-1` for global services). */
export type Lister = (cloud: Cloud, region: string) => Promise<Thing[]>;

/** Maps a list with at most `width` calls under way, keeping the order. */
export async function mapSome<T, R>(items: readonly T[], width: number, call: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await call(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** Runs a read and closes the client after it, whatever comes of it. */
export async function using<C extends { destroy(): void }, R>(client: C, call: (client: C) => Promise<R>): Promise<R> {
  try {
    return await call(client);
  } finally {
    client.destroy();
  }
}
