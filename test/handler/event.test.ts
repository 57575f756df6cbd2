import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/handler/event.ts';
import { readOne } from './support/context.ts';
import { ownRecord } from './support/records.ts';

const record = ownRecord('console-user-mfa');

const event = (detail: unknown, changes: object = {}) => ({
  version: '0',
  id: '0f5c8a52-1111-4a4a-9b9b-00000000e002',
  'detail-type': 'AWS Console Sign In via CloudTrail',
  source: 'aws.signin',
  account: '111122223333',
  time: '2026-03-04T10:00:05Z',
  region: 'us-east-2',
  resources: [],
  detail,
  ...changes,
});
const lambdaTopic = (...messages: string[]) => ({
  Records: messages.map((Message, i) => ({
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: 'arn:aws:sns:eu-west-1:111122223333:signin-alert-main:example',
    Sns: { Type: 'Notification', MessageId: `m${i}`, Message, Timestamp: '2026-03-04T10:00:06.123Z', Subject: null },
  })),
});
const rawTopic = (Message: string) => ({
  Type: 'Notification',
  MessageId: 'm1',
  TopicArn: 'arn:aws:sns:eu-west-1:111122223333:signin-alert-main',
  Message,
  Timestamp: '2026-03-04T10:00:06.123Z',
});
const failed = (requestPayload: unknown) => ({
  version: '1.0',
  timestamp: '2026-03-04T10:05:00.000Z',
  requestContext: { requestId: 'r1', functionArn: 'arn', condition: 'RetriesExhausted', approximateInvokeCount: 3 },
  requestPayload,
  responseContext: { statusCode: 200, functionError: 'Unhandled' },
  responsePayload: { errorMessage: 'Slack said no_service' },
});
const lambdaQueue = (body: string) => ({
  Records: [
    { messageId: 'q1', receiptHandle: 'h', body, attributes: {}, eventSource: 'aws:sqs', awsRegion: 'eu-west-1' },
  ],
});

const text = JSON.stringify;

describe('a record in its envelopes', () => {
  const ways: readonly (readonly [string, unknown])[] = [
    ['bare', record],
    ['as text', text(record)],
    ['with a byte order mark', `\uFEFF${text(record)}`],
    ['in a log file', { Records: [record] }],
    ['in a list', [record]],
    ['in an event', event(record)],
    ['in an event whose detail is text', event(text(record))],
    ['in a topic', lambdaTopic(text(event(record)))],
    ['in a raw topic message', rawTopic(text(event(record)))],
    ['in a queue', lambdaQueue(text(event(record)))],
    ['in a topic in a queue', lambdaQueue(text(rawTopic(text(event(record)))))],
    ['in a failed invocation', failed(lambdaTopic(text(event(record))))],
    ['in a failed invocation in a queue', lambdaQueue(text(failed(lambdaTopic(text(event(record))))))],
    ['in the answer of receive-message', { Messages: [{ MessageId: 'q1', Body: text(failed(event(record))) }] }],
    ['in an event about a failed invocation', event(failed(lambdaTopic(text(event(record)))), { source: 'lambda' })],
    [
      'in the answer of lookup-events',
      { Events: [{ EventId: 'x', EventName: 'ConsoleLogin', CloudTrailEvent: text(record) }] },
    ],
    ['in the answer of filter-log-events', { events: [{ logStreamName: 's', message: text(record) }] }],
  ];

  it.each(ways)('%s', (_, payload) => {
    expect(readOne(payload)).toMatchObject({ type: 'record', record });
  });

  it('tells when and where it came by', () => {
    expect(readOne(lambdaTopic(text(event(record))))).toEqual({
      type: 'record',
      record,
      hops: { bus: '2026-03-04T10:00:05Z', topic: '2026-03-04T10:00:06.123Z' },
      region: 'us-east-2',
    });
  });

  it('keeps all of several, in order, good or bad', () => {
    const other = ownRecord('console-root-mfa');
    const items = readEvent(lambdaTopic(text(event(record)), 'broken', text(event(other))));
    expect(items.map(({ type }) => type)).toEqual(['record', 'unreadable', 'record']);
    expect(items[2]).toMatchObject({ record: other });
  });

  it('is a record as long as a name or two fields are left', () => {
    expect(readOne({ eventName: 'ConsoleLogin' }).type).toBe('record');
    expect(readOne({ EVENTNAME: 'ConsoleLogin' }).type).toBe('record');
    expect(readOne({ userIdentity: null, eventTime: null }).type).toBe('record');
    expect(readOne({ userIdentity: {} }).type).toBe('unreadable');
  });

  it('is not taken for an envelope, whatever it is called', () => {
    const odd = { ...(record as object), wakeUp: true, message: 'x', source: 'y' };
    expect(readOne(odd)).toMatchObject({ type: 'record', record: odd });
  });
});

describe('what cannot be read', () => {
  const ways: readonly (readonly [string, unknown, string])[] = [
    ['nothing', undefined, 'not a JSON object'],
    ['null', null, 'not a JSON object'],
    ['a number', 7, 'not a JSON object'],
    ['no JSON', '{"eventName": "ConsoleLogin"', 'not JSON'],
    ['an empty text', '', 'not JSON'],
    ['an empty object', {}, 'no CloudTrail record'],
    ['an empty list', [], 'empty'],
    ['an empty log file', { Records: [] }, 'empty'],
    ['something else', { hello: 'world' }, 'no CloudTrail record'],
    ['an event without detail', event(null), 'no detail'],
    ['an event with another detail', event({ hello: 'world' }), 'no CloudTrail record'],
    ['a topic message that is no JSON', lambdaTopic('Hello'), 'not JSON'],
    [
      'a queue record without body',
      { Records: [{ eventSource: 'aws:sqs', awsRegion: 'eu-west-1' }] },
      'no CloudTrail record',
    ],
    ['endless nesting', Array.from({ length: 40 }).reduce((inner: unknown) => [inner], record), 'too deeply'],
  ];

  it.each(ways)('%s', (_, payload, why) => {
    const incoming = readOne(payload);
    expect(incoming).toMatchObject({ type: 'unreadable', why: expect.stringContaining(why) });
  });

  it('has the same id each time it is delivered, and another when it comes again from the bus', () => {
    const broken = event({ hello: 'world' });
    const idOf = (payload: unknown) => {
      const incoming = readOne(payload);
      return incoming.type === 'unreadable' ? incoming.id : '';
    };
    const id = idOf(lambdaTopic(text(broken)));
    expect(id).toMatch(/^unreadable-[0-9a-f]{32}$/);
    expect(idOf(failed(lambdaTopic(text(broken))))).toBe(id);
    expect(idOf(lambdaTopic(text({ ...broken, id: 'another' })))).not.toBe(id);
    expect(idOf(lambdaTopic(text(event({ hello: 'you' }))))).not.toBe(id);
    // Without an event around it, the message of the topic or queue tells two apart.
    const other = (payload: { Records: object[] }, change: object) => ({
      Records: [{ ...payload.Records[0], ...change }],
    });
    expect(idOf(lambdaQueue('x'))).not.toBe(idOf(other(lambdaQueue('x'), { messageId: 'q2' })));
    expect(idOf(rawTopic('x'))).not.toBe(idOf({ ...rawTopic('x'), MessageId: 'm2' }));
  });

  it('survives what no JSON holds', () => {
    const circular: Record<string, unknown> = { hello: 1n };
    circular.self = circular;
    expect(readOne(circular).type).toBe('unreadable');
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap');
        },
        has: () => true,
      },
    );
    expect(readOne(trap)).toMatchObject({ type: 'unreadable', why: 'trap' });
  });

  it('tells apart what is too deep to be written as JSON', () => {
    const deep = (last: unknown) => Array.from({ length: 9_000 }).reduce((inner: unknown) => [inner], last);
    const ids = ['a', 'b'].map((name) => {
      const incoming = readOne({ [name]: deep(name) });
      return incoming.type === 'unreadable' ? incoming.id : '';
    });
    expect(new Set(ids).size).toBe(2);
  });

  it('keeps only the beginning of a huge payload', () => {
    const incoming = readOne('x'.repeat(1_000_000));
    expect(incoming.type === 'unreadable' && incoming.raw.length).toBe(8_000);
  });
});

describe('our own events', () => {
  const test = (detail: unknown) =>
    event(detail, { source: 'signin-alert.test', 'detail-type': 'Sign-in Alert Test main' });

  it('are wake-ups', () => {
    expect(readOne({ wakeUp: true })).toEqual({ type: 'wake-up' });
    expect(readOne(event({}, { source: 'signin-alert.wake-up' }))).toEqual({ type: 'wake-up' });
    expect(readOne(event({}, { source: 'aws.events', 'detail-type': 'Scheduled Event' }))).toEqual({ type: 'wake-up' });
    expect(readOne({ wakeUp: 'true' }).type).toBe('unreadable');
  });

  it('are tests, with the region they came from', () => {
    const detail = { id: 't-1', kind: 'root', sentAt: '2026-03-04T10:00:00.000Z' };
    expect(readOne(lambdaTopic(text(test(detail))))).toEqual({
      type: 'test',
      test: detail,
      hops: { bus: '2026-03-04T10:00:05Z', topic: '2026-03-04T10:00:06.123Z' },
      region: 'us-east-2',
    });
  });

  it.each([[undefined], [null], [{}], [{ kind: 'constructor', id: {}, sentAt: 7 }], ['x'], [record]])(
    'stay tests when their detail is %j',
    (detail) => {
      const incoming = readOne(test(detail));
      expect(incoming).toMatchObject({ type: 'test', test: { kind: 'success', id: expect.any(String) } });
    },
  );
});

describe('Sign-in Anomaly Alert', () => {
  const anomaly = (detail: unknown, id = 'a1') => event(detail, { 'detail-type': 'Sign-in Anomaly Alert', id });

  it('is passed on whatever it holds, also fields of a record', () => {
    for (const detail of [{ severity: 'HIGH' }, record, null, 'text', []]) {
      expect(readOne(anomaly(detail))).toMatchObject({ type: 'anomaly', detail, time: '2026-03-04T10:00:05Z' });
    }
  });

  it('is told from another one by its envelope', () => {
    const ids = ['a1', 'a1', 'a2'].map((id) => readOne(anomaly({ severity: 'HIGH' }, id)));
    const [first, again, other] = ids.map((incoming) => (incoming.type === 'anomaly' ? incoming.id : ''));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});
