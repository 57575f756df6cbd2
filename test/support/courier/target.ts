import type { Target } from '@aws-sdk/client-eventbridge';
import { type Cloud, parseArn } from '../aws.ts';
import type { EventBridgeEvent } from '../event.ts';
import { decide } from '../iam/policy.ts';
import { invokeAsService } from './lambda.ts';
import { sendToQueue } from './queue.ts';
import { roleRefusal } from './role.ts';
import { publish, type SubscriptionResult, topicPolicy } from './topic.ts';

/** What handing an event to a target came to. `forward`: the region whose default bus gets the event next. */
export type Outcome =
  | { ok: true; subscriptions?: SubscriptionResult[]; forward?: string }
  | { ok: false; code: string; message: string };

type Hand = { cloud: Cloud; event: EventBridgeEvent; ruleArn: string; target: Target; arn: string; body: string };

const refused = (code: string, message: string): Outcome => ({ ok: false, code, message });

async function toTopic({ cloud, ruleArn, target, arn, body }: Hand): Promise<Outcome> {
  const topic = await topicPolicy(cloud, arn);
  if (!topic) return refused('NO_RESOURCE', `no topic ${arn}`);
  const role = target.RoleArn;
  const action = 'sns:Publish';
  if (role) {
    const denied = await roleRefusal(cloud, { roleArn: role, ruleArn, action, resource: arn });
    if (denied) return { ok: false, ...denied };
  }
  const context = { 'aws:sourcearn': ruleArn, 'aws:sourceaccount': parseArn(ruleArn).account };
  const who = role ? { role } : { service: 'events.amazonaws.com', context };
  const decision = decide(topic.policy, { action, resource: arn, ...who });
  // The role's own policy is enough within an account, unless the topic denies.
  if (decision === 'deny' || (decision === 'none' && !role)) return refused('NO_PERMISSIONS', `topic ${arn} refuses`);
  return { ok: true, subscriptions: await publish(cloud, arn, body) };
}

async function toBus({ cloud, event, ruleArn, target, arn }: Hand, region: string, hops: number): Promise<Outcome> {
  const to = parseArn(arn).region;
  if (to === region) return refused('INVALID_PARAMETER', 'the courier forwards to other regions only');
  if (hops > 0) return refused('THIRD_REGION_HOP_DETECTED', `event ${event.id} was forwarded before`);
  if (!target.RoleArn) return refused('NO_PERMISSIONS', 'a bus of another region needs a RoleArn');
  const call = { roleArn: target.RoleArn, ruleArn, action: 'events:PutEvents', resource: arn };
  const denied = await roleRefusal(cloud, call);
  return denied ? { ok: false, ...denied } : { ok: true, forward: to };
}

/** Hands an event to one target as EventBridge does. `hops`: how often the event was forwarded before. */
export async function handToTarget(
  cloud: Cloud,
  event: EventBridgeEvent,
  rule: { arn: string; region: string; target: Target },
  hops: number,
): Promise<Outcome> {
  const { target } = rule;
  const arn = target.Arn ?? '';
  if (target.InputTransformer || target.InputPath)
    throw new Error('the courier does not know InputTransformer, InputPath');
  const body = target.Input ?? JSON.stringify(event);
  const hand: Hand = { cloud, event, ruleArn: rule.arn, target, arn, body };
  const { service, region } = parseArn(arn);
  if (service === 'events') return toBus(hand, rule.region, hops);
  // AWS delivers to topics, queues and functions of the rule's own region only.
  if (region !== rule.region) return refused('NO_RESOURCE', `${arn} is not in the rule's region ${rule.region}`);
  if (service === 'sns') return toTopic(hand);
  const as = { service: 'events.amazonaws.com', source: rule.arn };
  if (service === 'sqs') {
    const why = await sendToQueue(cloud, { ...as, queueArn: arn, body });
    return why ? refused('NO_PERMISSIONS', why) : { ok: true };
  }
  if (service !== 'lambda') throw new Error(`the courier does not know targets like ${arn}`);
  const why = await invokeAsService(cloud, { ...as, functionArn: arn, payload: JSON.parse(body) });
  return why ? refused('NO_PERMISSIONS', why) : { ok: true };
}
