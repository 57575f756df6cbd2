import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls `read` every `everyMs` until it gives something other than undefined, null or false.
 * Throws `what` after `timeoutMs`; `what` may be a function, called then, that tells what is there instead.
 */
export async function poll<T>(
  read: () => T | Promise<T>,
  what: string | (() => string),
  timeoutMs = 5000,
  everyMs = 20,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== null && value !== false) return value as NonNullable<Exclude<T, false>>;
    if (performance.now() > deadline) {
      throw new Error(`not within ${timeoutMs} ms: ${typeof what === 'function' ? what() : what}`);
    }
    await sleep(everyMs);
  }
}
