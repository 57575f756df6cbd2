import { contentId, jsonText } from './hash.ts';
import { type CloudTrailRecord, field, isObject, textAt } from './record.ts';

/** How an event came here; times are ISO 8601 strings as the envelope gives them. */
export type Hops = {
  /** When the event bus took it (EventBridge envelope's `time`). */
  readonly bus?: string;
  /** When the topic took it (SNS `Timestamp`). */
  readonly topic?: string;
};

/** A test event as `send-test` puts it on the bus: the function makes the record from it. */
export type TestEvent = {
  readonly id: string;
  readonly kind: 'success' | 'failure' | 'root' | 'no-mfa';
  readonly sentAt: string;
};

/** What one invocation's payload holds, after all envelopes are taken off. */
export type Incoming =
  /** `region` is the envelope's: the record's own may differ ("global" was seen). */
  | { readonly type: 'record'; readonly record: CloudTrailRecord; readonly hops: Hops; readonly region?: string }
  | { readonly type: 'test'; readonly test: TestEvent; readonly hops: Hops; readonly region?: string }
  /** AWS's own "Sign-in Anomaly Alert": no CloudTrail record, fields not documented. */
  | {
      readonly type: 'anomaly';
      readonly id: string;
      readonly detail: unknown;
      readonly time?: string;
      readonly hops: Hops;
    }
  | { readonly type: 'wake-up' }
  /** Neither of these: still an alert, never dropped. `id` is a hash of the payload. */
  | {
      readonly type: 'unreadable';
      readonly id: string;
      readonly why: string;
      readonly raw: string;
      readonly hops: Hops;
    };

/** What the envelopes taken off so far have said. `id`: the nearest envelope's own, to tell equal contents apart. */
type Outside = { readonly depth: number; readonly hops: Hops; readonly region?: string; readonly id: string };

/** Six envelopes around each other are the longest real chain (SQS, Lambda failure, SNS, JSON text, EventBridge). */
const maxDepth = 20;
/** As much of an unreadable payload as anybody would look at. */
const maxRaw = 8_000;

/** Source of `send-test`'s events (src/aws/pattern.ts lets them through). */
const testSource = 'signin-alert.test';

const testKinds: readonly TestEvent['kind'][] = ['success', 'failure', 'root', 'no-mfa'];

/**
 * Takes off every envelope around sign-in events, nested in any order: SNS and SQS for Lambda, a raw SNS message, an
 * SQS message as the API gives it, an EventBridge event, Lambda's record of a failed asynchronous invocation,
 * `{Records: [...]}` of a trail's log file, `{Events: [{CloudTrailEvent}]}` of LookupEvents, arrays, JSON text.
 * @param payload anything.
 * @returns at least one; what holds nothing known is `unreadable`. Never throws.
 */
export function readEvent(payload: unknown): Incoming[] {
  const outside: Outside = { depth: 0, hops: {}, id: '' };
  try {
    return unwrap(payload, outside);
  } catch (error) {
    return [unreadable(error instanceof Error ? error.message : 'it could not be read', payload, outside)];
  }
}

function unwrap(value: unknown, outside: Outside): Incoming[] {
  if (outside.depth > maxDepth) return [unreadable('it is nested too deeply', value, outside)];
  const inside = { ...outside, depth: outside.depth + 1 };
  if (typeof value === 'string') return unwrapText(value, inside);
  if (Array.isArray(value)) {
    return value.length > 0
      ? Array.from(value, (item: unknown) => unwrap(item, inside)).flat()
      : [unreadable('it is empty', value, outside)];
  }
  if (!isObject(value)) return [unreadable('it is not a JSON object', value, outside)];
  for (const open of envelopes) {
    const found = open(value, inside);
    if (found) return found;
  }
  return [unreadable('there is no CloudTrail record in it', value, outside)];
}

function unwrapText(value: string, outside: Outside): Incoming[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value.replace(/^\uFEFF/, ''));
  } catch {
    return [unreadable('it is not JSON', value, outside)];
  }
  return unwrap(parsed, outside);
}

/** Takes one envelope off, or undefined where the value is not in this envelope. */
type Envelope = (value: CloudTrailRecord, outside: Outside) => Incoming[] | undefined;

/** Envelopes in the order in which they are tried: an SQS record would pass for a CloudTrail record by its field names. */
const envelopes: readonly Envelope[] = [
  wakeUp,
  inside('CloudTrailEvent'),
  inside('requestPayload'),
  inside('Records'),
  topicMessage,
  queueMessage,
  busEvent,
  (value, { hops, region }) =>
    isRecord(value) ? [{ type: 'record', record: value, hops, ...(region ? { region } : {}) }] : undefined,
  // Results of `aws sqs receive-message`, `aws cloudtrail lookup-events`, `aws logs filter-log-events`.
  inside('Messages'),
  inside('Events'),
  inside('events'),
  inside('logEvents'),
  inside('message'),
];

function inside(name: string): Envelope {
  return (value, outside) => {
    const content = value[name];
    return content === undefined || content === null ? undefined : unwrap(content, outside);
  };
}

/** The wake-up rule's constant input, or a schedule's plain event. Only AWS itself can send `aws.events`. */
function wakeUp(value: CloudTrailRecord): Incoming[] | undefined {
  const awake =
    value.source === 'signin-alert.wake-up' ||
    (value.source === 'aws.events' && value['detail-type'] === 'Scheduled Event') ||
    (value.wakeUp === true && !isRecord(value));
  return awake ? [{ type: 'wake-up' }] : undefined;
}

/** SNS, as Lambda gets it (`Sns`) and as it rests in a queue (`Type: Notification`). */
function topicMessage(value: CloudTrailRecord, outside: Outside): Incoming[] | undefined {
  const sns = isObject(value.Sns) ? value.Sns : value;
  if (sns.Message === undefined || sns.Message === null) return undefined;
  const topic = textAt(sns, 'Timestamp');
  return unwrap(sns.Message, {
    ...outside,
    hops: { ...outside.hops, ...(topic ? { topic } : {}) },
    id: textAt(sns, 'MessageId') ?? outside.id,
  });
}

/** SQS, as Lambda gets it (`body`) and as ReceiveMessage answers (`Body`). */
function queueMessage(value: CloudTrailRecord, outside: Outside): Incoming[] | undefined {
  const body = value.body ?? value.Body;
  return body === undefined || body === null
    ? undefined
    : unwrap(body, { ...outside, id: textAt(value, 'messageId') ?? outside.id });
}

function busEvent(value: CloudTrailRecord, outside: Outside): Incoming[] | undefined {
  const { source, detail } = value;
  const detailType = textAt(value, 'detail-type');
  if (!('detail' in value || source === testSource) || (source === undefined && detailType === undefined))
    return undefined;
  const bus = textAt(value, 'time');
  const region = textAt(value, 'region');
  const inner: Outside = {
    ...outside,
    hops: { ...outside.hops, ...(bus ? { bus } : {}) },
    ...(region ? { region } : {}),
    id: textAt(value, 'id') ?? outside.id,
  };
  const { hops } = inner;
  if (source === testSource) {
    return [{ type: 'test', test: testEvent(detail, inner), hops, ...(region ? { region } : {}) }];
  }
  if (detailType?.toLowerCase() === 'sign-in anomaly alert') {
    const id = contentId('anomaly', inner.id, jsonText(detail));
    return [{ type: 'anomaly', id, detail, hops, ...(bus ? { time: bus } : {}) }];
  }
  if (detail === undefined || detail === null) return [unreadable('the event has no detail', value, inner)];
  return unwrap(detail, inner);
}

/** Whatever is wrong with a test event, it stays a test: it must not frighten anybody. */
function testEvent(detail: unknown, outside: Outside): TestEvent {
  const kind = textAt(detail, 'kind');
  return {
    id: textAt(detail, 'id') ?? contentId('test', outside.id, jsonText(detail)),
    kind: testKinds.find((known) => known === kind) ?? 'success',
    sentAt: textAt(detail, 'sentAt') ?? '',
  };
}

const recordFields = [
  'eventSource',
  'eventID',
  'eventTime',
  'eventType',
  'eventVersion',
  'userIdentity',
  'awsRegion',
  'sourceIPAddress',
  'responseElements',
  'additionalEventData',
  'recipientAccountId',
].map((name) => name.toLowerCase());

/** A record with holes is still a record: its event name, or any two of its usual fields. */
function isRecord(value: CloudTrailRecord): boolean {
  // Records of SQS, SNS and S3 for Lambda (`aws:sqs`), whose content is missing.
  if (textAt(value, 'eventSource')?.startsWith('aws:')) return false;
  if (field(value, 'eventName') !== undefined) return true;
  const names = Object.keys(value).map((name) => name.toLowerCase());
  return recordFields.filter((name) => names.includes(name)).length >= 2;
}

function unreadable(why: string, value: unknown, { hops, id }: Outside): Incoming {
  const raw = typeof value === 'string' ? value : jsonText(value);
  return { type: 'unreadable', id: contentId('unreadable', id, raw), why, raw: raw.slice(0, maxRaw), hops };
}
