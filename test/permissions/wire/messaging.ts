import type { Call } from '../../support/proxy.ts';
import { arnOf, ask, type Facts, field, formTags, jsonTags, type Mapping, making, passing } from './request.ts';

const onTopic =
  (action: string, name: string): Mapping =>
  (call) => [ask(`sns:${action}`, field(call, name))];

/** SNS asks for the topic, also where the call names a subscription. */
const onSubscription =
  (action: string): Mapping =>
  (call) => [ask(`sns:${action}`, field(call, 'SubscriptionArn').replace(/:[^:]+$/, ''))];

const queue = (call: Call, facts: Facts) =>
  arnOf('sqs', String(call.input.QueueName ?? field(call, 'QueueUrl').split('/').at(-1)), call, facts);

const onQueue =
  (action: string): Mapping =>
  (call, facts) => [ask(`sqs:${action}`, queue(call, facts))];

const rule = (call: Call, facts: Facts) =>
  arnOf('events', `rule/${String(call.input.Rule ?? call.input.Name)}`, call, facts);

const onRule =
  (action: string): Mapping =>
  (call, facts) => [ask(`events:${action}`, rule(call, facts))];

const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(Object) : []);

/** SNS, SQS and EventBridge. */
export const messaging: Record<string, Mapping> = {
  'sns:CreateTopic': (call, facts) =>
    making('sns:CreateTopic', 'sns:TagResource', arnOf('sns', field(call, 'Name'), call, facts), formTags(call)),
  'sns:TagResource': onTopic('TagResource', 'ResourceArn'),
  'sns:ListTagsForResource': onTopic('ListTagsForResource', 'ResourceArn'),
  'sns:GetTopicAttributes': onTopic('GetTopicAttributes', 'TopicArn'),
  'sns:SetTopicAttributes': onTopic('SetTopicAttributes', 'TopicArn'),
  'sns:DeleteTopic': onTopic('DeleteTopic', 'TopicArn'),
  'sns:Subscribe': (call) => [
    ask('sns:Subscribe', field(call, 'TopicArn'), {
      'sns:Protocol': field(call, 'Protocol'),
      'sns:Endpoint': field(call, 'Endpoint'),
    }),
  ],
  'sns:ListSubscriptionsByTopic': onTopic('ListSubscriptionsByTopic', 'TopicArn'),
  'sns:GetSubscriptionAttributes': onSubscription('GetSubscriptionAttributes'),
  'sns:SetSubscriptionAttributes': onSubscription('SetSubscriptionAttributes'),
  'sns:Unsubscribe': onSubscription('Unsubscribe'),

  'sqs:CreateQueue': (call, facts) =>
    making('sqs:CreateQueue', 'sqs:TagQueue', queue(call, facts), jsonTags(call.input.tags)),
  'sqs:TagQueue': onQueue('TagQueue'),
  'sqs:GetQueueUrl': onQueue('GetQueueUrl'),
  'sqs:GetQueueAttributes': onQueue('GetQueueAttributes'),
  'sqs:SetQueueAttributes': onQueue('SetQueueAttributes'),
  'sqs:ListQueueTags': onQueue('ListQueueTags'),
  'sqs:DeleteQueue': onQueue('DeleteQueue'),
  'sqs:SendMessage': onQueue('SendMessage'),
  'sqs:ReceiveMessage': onQueue('ReceiveMessage'),
  'sqs:DeleteMessage': onQueue('DeleteMessage'),
  'sqs:ChangeMessageVisibilityBatch': onQueue('ChangeMessageVisibility'),

  'events:PutRule': (call, facts) =>
    making('events:PutRule', 'events:TagResource', rule(call, facts), jsonTags(call.input.Tags)),
  'events:TagResource': (call) => [ask('events:TagResource', field(call, 'ResourceARN'))],
  'events:ListTagsForResource': (call) => [ask('events:ListTagsForResource', field(call, 'ResourceARN'))],
  'events:DescribeRule': onRule('DescribeRule'),
  'events:DeleteRule': onRule('DeleteRule'),
  'events:ListTargetsByRule': onRule('ListTargetsByRule'),
  'events:RemoveTargets': onRule('RemoveTargets'),
  'events:PutTargets': (call, facts) => {
    const targets = list(call.input.Targets);
    return [
      ask('events:PutTargets', rule(call, facts), { 'events:TargetArn': targets.map(({ Arn }) => String(Arn)) }),
      ...targets.flatMap(({ RoleArn }) =>
        RoleArn ? [passing(String(RoleArn), 'events.amazonaws.com', rule(call, facts))] : [],
      ),
    ];
  },
  'events:TestEventPattern': () => [ask('events:TestEventPattern', '*')],
  'events:PutEvents': (call, facts) =>
    list(call.input.Entries).map(({ Source, DetailType }) =>
      ask('events:PutEvents', arnOf('events', 'event-bus/default', call, facts), {
        'events:source': [String(Source)],
        'events:detail-type': [String(DetailType)],
      }),
    ),
};
