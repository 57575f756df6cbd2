import { randomUUID } from 'node:crypto';
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { allPages, type Cloud, clientConfig, parseArn } from './aws.ts';
import { sendToQueue } from './courier/queue.ts';
import { handToTarget } from './courier/target.ts';
import { type EventBridgeEvent, isReadOnly, nowIso, toEvent } from './event.ts';
import type { Json } from './json.ts';

/** One step of a delivery: from a rule to its target, or on from a topic to a subscription or a dead letter queue. */
type Hop = {
  readonly region: string;
  /** Name of the rule. */
  readonly rule: string;
  /** ARN of what got the event, or should have. */
  readonly target: string;
  readonly ok: boolean;
  readonly why?: string;
};

/** All that happened, in order. No hops: no rule matched. `ok`: there were hops and all of them went well. */
export type Delivery = { readonly ok: boolean; readonly hops: readonly Hop[] };

export type Courier = {
  /** Puts an event on the default bus of its region. */
  deliver(event: EventBridgeEvent): Promise<Delivery>;
  /** Wraps a CloudTrail record as EventBridge does and delivers it. */
  deliverRecord(record: Json, options?: { region?: string }): Promise<Delivery>;
  /** Fires a rule with a schedule, as if its time had come. */
  fireSchedule(region: string, rule: string): Promise<Delivery>;
};

const enabled = (rule: Rule, readOnly: boolean): boolean =>
  rule.State === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' || (rule.State === 'ENABLED' && !readOnly);

/**
 * Does over the public API what the emulator leaves out of EventBridge: events of `aws.*`, forwarding to another
 * region, permissions, dead letters, asynchronous invocation. It keeps nothing: each delivery reads the rules anew.
 */
export function createCourier(cloud: Cloud): Courier {
  const account = cloud.account ?? '000000000000';
  const clients = new Map<string, EventBridgeClient>();
  const client = (region: string) => {
    const known = clients.get(region) ?? new EventBridgeClient(clientConfig(cloud, region));
    clients.set(region, known);
    return known;
  };

  const rulesIn = (events: EventBridgeClient) =>
    allPages(async (NextToken) => {
      const page = await events.send(new ListRulesCommand({ NextToken }));
      return { items: page.Rules, next: page.NextToken };
    });

  const fire = async (rule: Rule, event: EventBridgeEvent, region: string, hops: number): Promise<Hop[]> => {
    const { Name = '', Arn: arn = '' } = rule;
    const { Targets = [] } = await client(region).send(new ListTargetsByRuleCommand({ Rule: Name }));
    const trace: Hop[] = [];
    const note = (target: string, why?: string) =>
      trace.push({ region, rule: Name, target, ok: why === undefined, ...(why ? { why } : {}) });
    for (const target of Targets) {
      const outcome = await handToTarget(cloud, event, { arn, region, target }, hops);
      note(target.Arn ?? '', outcome.ok ? undefined : `${outcome.code}: ${outcome.message}`);
      if (outcome.ok) {
        for (const { endpoint, why } of outcome.subscriptions ?? []) note(endpoint, why);
        const next = { ...event, id: randomUUID(), time: nowIso() };
        if (outcome.forward) trace.push(...(await putOn(outcome.forward, next, hops + 1)));
      } else if (target.DeadLetterConfig?.Arn) {
        const { code, message } = outcome;
        const queueArn = target.DeadLetterConfig.Arn;
        const attributes = { ERROR_CODE: code, ERROR_MESSAGE: message, RULE_ARN: arn, TARGET_ARN: target.Arn ?? '' };
        const letter = {
          queueArn,
          body: JSON.stringify(event),
          attributes,
          service: 'events.amazonaws.com',
          source: arn,
        };
        const elsewhere = parseArn(queueArn).region !== region;
        note(queueArn, elsewhere ? `not in the rule's region ${region}` : await sendToQueue(cloud, letter));
      }
    }
    return trace;
  };

  const putOn = async (region: string, event: EventBridgeEvent, hops: number): Promise<Hop[]> => {
    const events = client(region);
    const trace: Hop[] = [];
    for (const rule of await rulesIn(events)) {
      if (!rule.EventPattern || !enabled(rule, isReadOnly(event))) continue;
      const test = new TestEventPatternCommand({ EventPattern: rule.EventPattern, Event: JSON.stringify(event) });
      if ((await events.send(test)).Result) trace.push(...(await fire(rule, event, region, hops)));
    }
    return trace;
  };

  const delivery = (hops: Hop[]): Delivery => ({ ok: hops.length > 0 && hops.every(({ ok }) => ok), hops });
  const deliver = async (event: EventBridgeEvent) => delivery(await putOn(event.region, event, 0));
  return {
    deliver,
    deliverRecord: (record, options) => deliver(toEvent(record, { account, ...options })),
    async fireSchedule(region, name) {
      const rule = (await rulesIn(client(region))).find(({ Name }) => Name === name);
      if (!rule?.ScheduleExpression) throw new Error(`no scheduled rule ${name} in ${region}`);
      if (!enabled(rule, false)) return delivery([]);
      const event = { ...toEvent({}, { account, region }), 'detail-type': 'Scheduled Event', source: 'aws.events' };
      return delivery(await fire(rule, { ...event, resources: [rule.Arn ?? ''] }, region, 0));
    },
  };
}
