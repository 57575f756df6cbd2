export type RateLimit = {
  /** Messages per second that are always taken. */
  readonly perSecond: number;
  /** Messages that are taken at once after a silence. */
  readonly burst: number;
  /** Seconds of Retry-After; whole, as Slack gives them. */
  readonly retryAfter: number;
};

export type RateLimiter = {
  /** Whether a post at this time (ms) is taken; otherwise the seconds to wait. */
  take(now: number): { ok: true } | { ok: false; retryAfter: number };
  /** Posts that came although a Retry-After was still running: Slack may switch off an app that does this. */
  readonly violations: number;
};

/** A token bucket that also counts who does not wait. */
export function rateLimiter({ perSecond, burst, retryAfter }: RateLimit): RateLimiter {
  let tokens = burst;
  let last = 0;
  let closedUntil = 0;
  let violations = 0;
  return {
    take(now) {
      tokens = Math.min(burst, tokens + ((now - last) / 1000) * perSecond);
      last = now;
      if (now < closedUntil) {
        violations++;
        return { ok: false, retryAfter: Math.ceil((closedUntil - now) / 1000) };
      }
      if (tokens >= 1) {
        tokens--;
        return { ok: true };
      }
      closedUntil = now + retryAfter * 1000;
      return { ok: false, retryAfter };
    },
    get violations() {
      return violations;
    },
  };
}
