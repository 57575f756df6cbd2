import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { isMissing } from './errors.ts';
import { testDetailType, testSource } from './pattern.ts';
import type { Survey } from './survey.ts';

export type TestKind = 'success' | 'failure' | 'root' | 'no-mfa';
export type HopName = 'bus' | 'rule' | 'topic' | 'function' | 'slack';

/** One hop of a test event. `ms` counts from the moment it was sent. */
export type Hop = { readonly hop: HopName; readonly ok: boolean; readonly ms?: number; readonly message: string };

export type TestResult = { readonly id: string; readonly delivered: boolean; readonly hops: readonly Hop[] };

export type TestOptions = {
  readonly kind: TestKind;
  /** Region on whose bus the event enters; it then takes the forwarding rule home. */
  readonly fromRegion: string;
  /** Milliseconds until giving up. */
  readonly timeout: number;
  /** Milliseconds after which a fresh event is sent: a rule takes a moment to act, and an event sent too early is lost. */
  readonly resendEvery: number;
  readonly signal: AbortSignal;
  readonly onHop?: (hop: Hop) => void;
};

type LogLine = {
  readonly testId?: string;
  readonly result?: string;
  readonly slackStatus?: number | string;
  readonly error?: string;
  readonly at?: string;
  readonly hops?: Readonly<Record<string, string | undefined>>;
};

/**
 * Sends a test event into the event bus and follows it until Slack took it: the function writes one structured line per
 * event. PutEvents cannot use `aws.signin` (aws.md 5); our rules also let this source through.
 */
export async function sendTest(survey: Survey, options: TestOptions): Promise<TestResult> {
  const deadline = Date.now() + options.timeout;
  const sent: { id: string; at: number }[] = [];
  for (;;) {
    const last = sent.at(-1);
    if (!last || Date.now() - last.at >= options.resendEvery) sent.push(await putTest(survey, options));
    for (const { id, at } of sent) {
      const line = await findLine(survey, id, at);
      if (line) return result(id, at, line, options);
    }
    const first = sent[0];
    if (first && (Date.now() >= deadline || options.signal.aborted)) {
      const { id } = sent.at(-1) ?? first;
      return { id, delivered: false, hops: [{ hop: 'bus', ok: true, message: 'the event bus took the event' }] };
    }
    await sleep(500, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

async function putTest({ context: { clients, place } }: Survey, { kind, fromRegion }: TestOptions) {
  const id = randomUUID();
  const at = Date.now();
  const { Entries } = await clients.events(fromRegion).send(
    new PutEventsCommand({
      Entries: [
        {
          Source: testSource,
          DetailType: testDetailType(place.installation),
          Detail: JSON.stringify({ id, kind, sentAt: new Date(at).toISOString() }),
        },
      ],
    }),
  );
  const failed = Entries?.find(({ ErrorCode }) => ErrorCode);
  if (failed) throw Object.assign(new Error(failed.ErrorMessage), { name: failed.ErrorCode });
  return { id, at };
}

/** The function's line about this event. The text pattern finds the id; a line that is no JSON is not ours. */
async function findLine({ context: { clients, names, place } }: Survey, id: string, since: number) {
  try {
    const { events } = await clients.logs(place.home).send(
      new FilterLogEventsCommand({
        logGroupName: names.logGroup,
        startTime: since - 60_000,
        filterPattern: `"${id}"`,
      }),
    );
    const lines = (events ?? []).map(({ message }) => parseLine(message)).filter((line) => line?.testId === id);
    return lines.find((line) => line?.result === 'posted') ?? lines.at(-1);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function parseLine(message: string | undefined): LogLine | undefined {
  try {
    const parsed = JSON.parse(message ?? '');
    // Lambda's JSON log format wraps what was printed.
    return typeof parsed?.message === 'object' ? parsed.message : parsed;
  } catch {
    return undefined;
  }
}

function result(id: string, sentAt: number, line: LogLine, { onHop }: TestOptions): TestResult {
  const delivered = line.result === 'posted';
  const hops = (['bus', 'rule', 'topic', 'function', 'slack'] as const).map((hop): Hop => {
    const time = line.hops?.[hop];
    const ok = hop === 'slack' ? delivered : true;
    const ms = time === undefined ? undefined : Math.max(0, Date.parse(time) - sentAt);
    const message =
      hop === 'slack' && !ok ? `Slack did not take it: ${line.error ?? line.slackStatus ?? 'no word'}` : hopDone[hop];
    return { hop, ok, message, ...(ms === undefined || Number.isNaN(ms) ? {} : { ms }) };
  });
  for (const hop of hops) onHop?.(hop);
  return { id, delivered, hops };
}

const hopDone: Readonly<Record<HopName, string>> = {
  bus: 'the event bus took the event',
  rule: 'the rule matched it',
  topic: 'the topic passed it on',
  function: 'the function read it',
  slack: 'Slack took the message',
};
