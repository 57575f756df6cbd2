import {
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { allPages, clientConfig } from '../aws.ts';
import { peekMessages } from './peek.ts';
import type { Lister, Thing } from './thing.ts';

const last = (arn = ''): string => arn.split(/[:/]/).at(-1) ?? arn;

export const sns: Lister = async (cloud, region) => {
  const client = new SNSClient(clientConfig(cloud, region));
  const topics = await allPages(async (NextToken) => {
    const page = await client.send(new ListTopicsCommand({ NextToken }));
    return { items: page.Topics, next: page.NextToken };
  });
  const subscriptions = await allPages(async (NextToken) => {
    const page = await client.send(new ListSubscriptionsCommand({ NextToken }));
    return { items: page.Subscriptions, next: page.NextToken };
  });
  return [
    ...topics.map(({ TopicArn }) => ({
      name: `sns topic ${last(TopicArn)}`,
      read: () => client.send(new GetTopicAttributesCommand({ TopicArn })),
    })),
    ...subscriptions.map(({ TopicArn, Protocol, Endpoint, SubscriptionArn }) => ({
      name: `sns subscription ${last(TopicArn)} ${Protocol} ${last(Endpoint)}`,
      read: () => client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })),
    })),
  ];
};

export const sqs: Lister = async (cloud, region) => {
  const client = new SQSClient(clientConfig(cloud, region));
  const urls = await allPages(async (NextToken) => {
    const page = await client.send(new ListQueuesCommand({ NextToken, MaxResults: 1000 }));
    return { items: page.QueueUrls, next: page.NextToken };
  });
  return urls.map((QueueUrl) => ({
    name: `sqs queue ${last(QueueUrl)}`,
    read: async () => [
      await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })),
      await peekMessages(client, QueueUrl),
    ],
  }));
};

export const events: Lister = async (cloud, region) => {
  const client = new EventBridgeClient(clientConfig(cloud, region));
  const { EventBuses = [] } = await client.send(new ListEventBusesCommand({}));
  const things: Thing[] = [];
  for (const bus of EventBuses) {
    const { Name: EventBusName } = bus;
    if (EventBusName !== 'default' || bus.Policy) things.push({ name: `events bus ${EventBusName}`, read: () => bus });
    const rules = await allPages(async (NextToken) => {
      const page = await client.send(new ListRulesCommand({ NextToken, EventBusName }));
      return { items: page.Rules, next: page.NextToken };
    });
    for (const rule of rules) {
      things.push({ name: `events rule ${rule.Name}`, read: () => rule });
      const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: rule.Name, EventBusName }));
      things.push(
        ...Targets.map((target) => ({ name: `events target ${rule.Name} ${target.Arn}`, read: () => target })),
      );
    }
  }
  return things;
};
