import type { Json } from '../json.ts';
import type { RateLimit } from './rate.ts';

/** One POST and what came of it. */
export type ReceivedMessage = {
  /** When it came, in ms since 1970. */
  readonly at: number;
  readonly path: string;
  readonly raw: string;
  /** The parsed body; {} where it was refused as unreadable. */
  readonly payload: Json;
  /** The answer; status 0 where the connection was cut instead. */
  readonly status: number;
  readonly body: string;
};

/** What happens to the next post. Without `status` and `reset` it is answered as usual, after `delayMs`. */
export type SlackAnswer = {
  /** Answer this instead of looking at the message, which does not appear. */
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
  /** Cut the connection instead of answering: before the message appears, or after. */
  readonly reset?: 'before' | 'after';
};

export type Slack = {
  readonly url: string;
  /** A working webhook URL; another name gives another one. */
  webhook(name?: string): string;
  /** From now on this webhook answers 404 `no_service`. */
  revoke(name?: string): void;
  /** What the channel shows, oldest first; includes messages whose answer was lost. */
  readonly messages: ReceivedMessage[];
  /** Every POST, refused ones too. */
  readonly posts: ReceivedMessage[];
  /** Answers for the next posts, one each. */
  answer(...answers: SlackAnswer[]): void;
  /** Whether every connection is cut until further notice. */
  down(isDown: boolean): void;
  /** Limits as Slack does, about a message a second; `false` (the start) does not. */
  limit(limit: Partial<RateLimit> | false): void;
  /** Posts that did not wait for Retry-After since `limit`. */
  readonly violations: number;
  /** Forgets messages, posts and faults; the webhooks stay. */
  clear(): void;
  /** The first message that fits, also one that is there already. */
  waitFor(fits: (message: ReceivedMessage) => boolean, timeoutMs?: number): Promise<ReceivedMessage>;
  stop(): Promise<void>;
};
