import { fold, mayMention } from './fold.ts';
import type { Claim, OwnClaim } from './ledger.ts';
import type { Live } from './live-rules.ts';
import { explain, type LogLine, log, type Result, timed } from './log.ts';
import { postMessage } from './post-message.ts';
import type { Run } from './services.ts';
import { SlackError } from './slack.ts';
import { type Deliverable, readSubject, type Subject } from './subject.ts';
import { lateSeconds, writeAlert } from './write-alert.ts';

/** What one delivery writes down as it goes. */
type Trace = LogLine & { readonly ms: Record<string, number> };

export type Options = {
  /** Since when (ms) the event rests in the undelivered queue. */
  readonly restingSince?: number;
};

/** Somebody else is at this alert; whoever it is may fail, so this attempt must come again. */
export class Held extends Error {
  override readonly name = 'Held';
}

/** Adds to the line why something is not as usual. */
function note(trace: Trace, why: string): void {
  trace.why = trace.why === undefined ? why : `${trace.why}; ${why}`;
}

/** A little longer than this invocation can live. */
const leaseMs = (run: Run): number => run.remaining() + 5_000;

/** What is being delivered, and with what. */
type Delivery = Options & {
  readonly run: Run;
  readonly incoming: Deliverable;
  readonly subject: Subject;
  readonly trace: Trace;
};

/** Posts what is ours to post, unless the rules ignore it, or counts it with others. Throws SlackError and AWS's errors. */
async function act(delivery: Delivery, live: Live, claim: OwnClaim | undefined): Promise<Result> {
  const { run, incoming, subject, trace } = delivery;
  if (claim?.why !== undefined) note(trace, `the ledger is out of reach: ${claim.why}`);
  const marks = {
    lateSeconds: lateSeconds(subject, delivery.restingSince),
    sentAgain: claim?.sentBefore ?? false,
    ...(claim?.why === undefined ? {} : { ledger: claim.why }),
  };
  const alert = writeAlert(run.config, { incoming, id: subject.id, marks }, live);
  if ('ignored' in alert) {
    note(trace, alert.ignored);
    return 'ignored';
  }
  const failure = claim && subject.failure && { ...subject.failure, since: claim.since };
  if (failure && (await timed(trace.ms, 'fold', () => fold(run.table, failure)))) return 'folded';
  const quiet = failure && alert.mentions && !(await mayMention(run.table, failure));
  const payload = quiet ? alert.quiet() : alert.payload;
  trace.slackStatus = await timed(trace.ms, 'post', () => postMessage(run, payload, live.pausedUntil));
  return 'posted';
}

/** What Slack's refusal or silence says about whether the message may be in the channel. */
const mayHaveArrived = (error: unknown): boolean => error instanceof SlackError && error.mayHaveArrived;

/**
 * Claims an alert, acts, and writes down that it is done (design.md, "Delivery"). What can go on side by side does:
 * reading the rules and claiming while the webhook is decrypted.
 */
async function settle(delivery: Delivery): Promise<Result> {
  const { run: container, subject, trace } = delivery;
  const webhook = timed(trace.ms, 'decrypt', container.webhook);
  webhook.catch(() => undefined); // who posts hears of it
  const run = { ...container, webhook: () => webhook };
  const claiming: Promise<Claim> | undefined = subject.remembered
    ? timed(trace.ms, 'claim', () => run.ledger.claim(subject.id, leaseMs(run)))
    : undefined;
  const [live, claim] = await Promise.all([timed(trace.ms, 'read', run.live), claiming]);
  if (live.problem !== undefined) note(trace, `the settings cannot be read: ${live.problem}`);
  if (claim?.state === 'done') return 'duplicate';
  if (claim?.state === 'held') throw new Held('another invocation is posting this alert');
  try {
    const result = await act({ ...delivery, run }, live, claim);
    if (claim && !(await run.ledger.done(claim, result))) note(trace, 'the ledger could not be written');
    return result;
  } catch (error) {
    if (error instanceof SlackError) trace.slackStatus = error.status;
    if (claim) await run.ledger.release(claim, mayHaveArrived(error));
    throw error;
  }
}

/**
 * Takes one incoming item to its end and writes the log's one line about it.
 * Out: what became of it. Throws what kept it from being delivered: the item must come again.
 */
export async function deliver(run: Run, incoming: Deliverable, options: Options = {}): Promise<Result> {
  const subject = readSubject(incoming);
  const hops = { ...subject.trace.hops, function: new Date().toISOString() };
  const trace: Trace = { ...subject.trace, hops, ms: {} };
  try {
    trace.result =
      subject.notAlert === undefined ? await settle({ ...options, run, incoming, subject, trace }) : 'not-an-alert';
    if (subject.notAlert !== undefined) note(trace, subject.notAlert);
    return trace.result;
  } catch (error) {
    trace.result = 'failed';
    trace.error = explain(error);
    throw error;
  } finally {
    log(trace);
  }
}
