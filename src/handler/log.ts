import type { Hops } from './event.ts';
import { redact } from './redact.ts';

export type Result = 'posted' | 'duplicate' | 'ignored' | 'folded' | 'not-an-alert' | 'checked' | 'failed';

/** What became of one incoming item: the log's one line about it, and what `send-test` reads its hops from. */
export type LogLine = {
  readonly signinAlert: 'alert' | 'test' | 'anomaly' | 'unreadable' | 'wake-up' | 'check' | 'notice';
  /** CloudTrail's eventID, or the hash of what could not be read. */
  id?: string;
  testId?: string;
  result?: Result;
  /** Slack's HTTP status; 0 where it gave no answer. */
  slackStatus?: number;
  /** How long each step took. */
  ms?: Record<string, number>;
  /** When the event came by, ISO 8601. */
  hops?: Hops & { readonly function?: string };
  /** Why there was nothing to post, or something is not as it should be. */
  why?: string;
  error?: string;
  drained?: number;
  remaining?: number;
  summaries?: number;
};

/** The longest text in a line; CloudWatch takes 256 KB an event, and errors may quote anything. */
const longest = 2_000;

/** Writes a line of JSON; nothing in it looks like a webhook. In CloudWatch, Lambda's own prefix comes before it. */
export function log(line: LogLine): void {
  const text = JSON.stringify(line, (_, value: unknown) =>
    typeof value === 'string' && value.length > longest ? `${value.slice(0, longest)}...` : value,
  );
  console.log(redact(text));
}

/** Runs a step and notes in `ms` how long it took, also when it fails. */
export async function timed<T>(ms: Record<string, number>, step: string, work: () => Promise<T>): Promise<T> {
  // Not `performance`: on its first use Node loads a module for it, at the cost of a millisecond of the cold start.
  const start = Date.now();
  try {
    return await work();
  } finally {
    ms[step] = Date.now() - start;
  }
}

/** An error in one sentence that may leave the function. */
export const explain = (error: unknown): string => redact(error instanceof Error ? error.message : String(error));
