import { setTimeout as sleep } from 'node:timers/promises';

/** Slack's pace (ux.md 4.2): about one message a second. */
const betweenMs = 1_000;
/** Milliseconds that a message takes at most, unless Slack hangs. */
const timeForOne = 5_000;

export type Pace = {
  /** Stands still until the next message may go out. Out: whether the invocation has the time for it, beside `keepMs`. */
  turn(keepMs?: number): Promise<boolean>;
  /** A message went out, or was tried. */
  taken(): void;
};

/** The pace of one invocation, which posts many messages. `remaining`: milliseconds until it is ended. */
export function pacer(remaining: () => number): Pace {
  let next = 0;
  return {
    async turn(keepMs = 0) {
      const wait = Math.max(0, next - Date.now());
      if (remaining() - wait < timeForOne + keepMs) return false;
      await sleep(wait);
      return true;
    },
    taken() {
      next = Date.now() + betweenMs;
    },
  };
}
