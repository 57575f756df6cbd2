import type { Assessment } from '../assess.ts';
import { cut } from '../encode.ts';
import { slackLines, slackValue } from '../encode-slack.ts';
import type { Incoming } from '../event.ts';
import { isObject } from '../record.ts';
import { type Texts, texts } from '../text.ts';
import type { MessageContext } from './context.ts';
import { markLines } from './marks.ts';
import {
  field,
  fields,
  mrkdwn,
  payload,
  type SlackBlock,
  type SlackPayload,
  section,
  slackTime,
  smallPrint,
} from './slack.ts';
import { account } from './words.ts';

/** Alerts that are no sign-ins. */

const judged = ({ color, mention }: Assessment, { marks }: MessageContext) => ({
  color,
  mention: marks?.noMention ? undefined : mention,
});

const reasonBlock = ({ reasons }: Assessment, t: Texts): SlackBlock[] => {
  const id = reasons[0];
  return id === 'unreadable' || id === 'anomaly' ? [section(mrkdwn(t.otherReasons[id]))] : [];
};

/** The beginning of a payload, in lines such as a screen shows. */
const rawLines = (raw: string): string[] => raw.slice(0, 1_000).match(/.{1,200}/gsu) ?? [];

/** An event that nobody could read: why, and its beginning. */
export function unreadableMessage(
  incoming: Extract<Incoming, { type: 'unreadable' }>,
  assessment: Assessment,
  context: MessageContext,
): SlackPayload {
  const t = texts[context.language];
  return payload(context, {
    ...judged(assessment, context),
    text: t.unreadable.text(account(context.account, t, context)),
    blocks: [
      ...reasonBlock(assessment, t),
      section(mrkdwn(t.unreadable.why(slackValue(incoming.why, 200)))),
      section(mrkdwn(slackLines(rawLines(incoming.raw)))),
      ...smallPrint(...markLines(t, context)),
    ],
  });
}

const maxFields = 30;
const maxVisited = 1_000;

/** Every value with its path, in the order in which they stand; `more` counts those left off. */
function flatten(detail: unknown): {
  readonly pairs: readonly (readonly [string, string])[];
  readonly more: number;
} {
  const pairs: [string, string][] = [];
  const waiting: [string, unknown][] = [['', detail]];
  let more = 0;
  for (let visited = 0; waiting.length > 0 && visited < maxVisited; visited += 1) {
    const [path, value] = waiting.shift() ?? ['', undefined];
    const inner = Array.isArray(value) || isObject(value) ? Object.entries(value) : undefined;
    if (inner && path.length < 200) {
      waiting.unshift(
        ...inner.slice(0, maxVisited).map(([name, item]): [string, unknown] => [path ? `${path}.${name}` : name, item]),
      );
    } else if (value !== null && value !== undefined && value !== '') {
      if (pairs.length < maxFields) pairs.push([path, inner ? '{…}' : String(value)]);
      else more += 1;
    }
  }
  return { pairs, more: more + waiting.length };
}

/** AWS's own "Sign-in Anomaly Alert": its fields are not documented, so all of them, as they are. */
export function anomalyMessage(
  incoming: Extract<Incoming, { type: 'anomaly' }>,
  assessment: Assessment,
  context: MessageContext,
): SlackPayload {
  const t = texts[context.language];
  const { pairs, more } = flatten(incoming.detail);
  const lines = pairs.map(([path, value]) => `${cut(path, 60) || '-'}: ${cut(value, 120)}`);
  const shown = lines.length === 0 ? [t.anomaly.empty] : lines;
  return payload(context, {
    ...judged(assessment, context),
    text: t.anomaly.text(account(context.account, t, context)),
    blocks: [
      ...reasonBlock(assessment, t),
      ...(incoming.time === undefined ? [] : [fields(field(t.fields.time, slackTime(incoming.time, t.notRecorded)))]),
      section(mrkdwn(slackLines([...shown, ...(more > 0 ? [t.anomaly.more(more)] : [])]))),
      ...smallPrint(...markLines(t, context)),
    ],
  });
}
