import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, NoAnswer, post } from './post.ts';
import { type RefusalKind, readRefusal, wordOf } from './slack-answers.ts';

/** Slack did not take a message. Its text is what a human reads in the undelivered queue; the webhook is not in it. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly kind: RefusalKind;
  /** 0 where no answer came. */
  readonly status: number;
  /** Whether the message may be in the channel all the same. */
  readonly mayHaveArrived: boolean;
  /** How long Slack wants to be left alone, in ms. */
  readonly pauseMs: number;

  constructor(message: string, kind: RefusalKind, status = 0, mayHaveArrived = false, pauseMs = 0) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.mayHaveArrived = mayHaveArrived;
    this.pauseMs = pauseMs;
  }
}

/** A gateway that gave up waiting for the server behind it does not know what became of the message. */
const unclear = new Set([408, 502, 504]);

/** Whole seconds, as Slack gives them; a second where the header is missing or a date. */
function retryAfterMs({ headers }: Answer): number {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000;
}

function toError(answer: Answer): SlackError {
  const { status } = answer;
  const word = wordOf(answer.body);
  const { kind, meaning } = readRefusal(status, word);
  const pauseMs = kind === 'rate' ? retryAfterMs(answer) : 0;
  const wait = kind === 'rate' ? `; Retry-After ${pauseMs / 1000} s` : '';
  const said = `Slack answered ${status} ${word ?? '(no known word)'}: ${meaning}${wait}`;
  return new SlackError(said, kind, status, unclear.has(status), pauseMs);
}

/** Milliseconds within one attempt for an answer of 429 that asks for little. */
const longestWait = 2_000;

/**
 * Posts one message to a webhook. Out: the status, 2xx. Throws SlackError for every other answer and for none.
 * `timeoutMs` is for each exchange. Slack does not follow what it has no room for: 429 is waited for, 2 s in all.
 */
export async function postToSlack(webhook: URL, payload: object, timeoutMs = 10_000): Promise<number> {
  const body = JSON.stringify(payload);
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(body) };
  let patience = longestWait;
  for (;;) {
    // A fresh connection each time: a kept one may be dead, and then nobody could tell whether the message arrived.
    const answer = await post(webhook, { headers, body, timeoutMs }).catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error;
      throw new SlackError(`Slack: ${error.message}`, 'trouble', 0, error.mayHaveArrived);
    });
    if (answer.status >= 200 && answer.status < 300) return answer.status;
    const error = toError(answer);
    if (error.kind !== 'rate' || error.pauseMs > patience) throw error;
    patience -= error.pauseMs;
    await sleep(error.pauseMs);
  }
}
