import { randomUUID } from 'node:crypto';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { allPages, type Cloud, clientConfig, isError, parseArn } from '../aws.ts';
import { isObject } from '../json.ts';
import { invokeAsService } from './lambda.ts';
import { sendToQueue } from './queue.ts';

/** What one subscription got. */
export type SubscriptionResult = { endpoint: string; ok: boolean; why?: string };

/** The topic's policy (JSON text); undefined where there is no such topic. */
export async function topicPolicy(cloud: Cloud, topicArn: string): Promise<{ policy: string } | undefined> {
  const sns = new SNSClient(clientConfig(cloud, parseArn(topicArn).region));
  try {
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
    return { policy: Attributes?.Policy ?? '{}' };
  } catch (error) {
    if (isError(error, 'NotFoundException')) return undefined;
    throw error;
  } finally {
    sns.destroy();
  }
}

/** SNS's own description of a message, as it reaches queues; for functions two of the names differ. */
function notification(topicArn: string, message: string, subscription: string) {
  return {
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: topicArn,
    Subject: null,
    Message: message,
    Timestamp: new Date().toISOString(),
    SignatureVersion: '1',
    Signature: 'not signed: a test',
    SigningCertUrl: `https://sns.${parseArn(topicArn).region}.amazonaws.com/SimpleNotificationService.pem`,
    UnsubscribeUrl: `https://sns.${parseArn(topicArn).region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
    MessageAttributes: {},
  };
}

/** Queue of a subscription's RedrivePolicy. */
async function redriveQueue(sns: SNSClient, subscription: string): Promise<string | undefined> {
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: subscription }));
  const policy: unknown = Attributes?.RedrivePolicy ? JSON.parse(Attributes.RedrivePolicy) : undefined;
  return isObject(policy) && typeof policy.deadLetterTargetArn === 'string' ? policy.deadLetterTargetArn : undefined;
}

/**
 * Hands a message to the topic's subscriptions (functions, queues) as SNS does after a Publish. One that cannot be
 * reached gets no second try, the message goes to its redrive queue.
 */
export async function publish(cloud: Cloud, topicArn: string, message: string): Promise<SubscriptionResult[]> {
  const sns = new SNSClient(clientConfig(cloud, parseArn(topicArn).region));
  const source = { service: 'sns.amazonaws.com', source: topicArn };
  try {
    const subscriptions = await allPages(async (NextToken) => {
      const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken }));
      return { items: page.Subscriptions, next: page.NextToken };
    });
    const results: SubscriptionResult[] = [];
    for (const { Protocol, Endpoint = '', SubscriptionArn = '' } of subscriptions) {
      const { Subject, ...sent } = notification(topicArn, message, SubscriptionArn);
      const record = { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: SubscriptionArn };
      const payload = { Records: [{ ...record, Sns: { ...sent, Subject } }] };
      const body = JSON.stringify(sent);
      let why: string | undefined = `the courier does not know the protocol ${Protocol}`;
      if (Protocol === 'lambda') why = await invokeAsService(cloud, { ...source, functionArn: Endpoint, payload });
      if (Protocol === 'sqs') why = await sendToQueue(cloud, { ...source, queueArn: Endpoint, body });
      results.push({ endpoint: Endpoint, ok: why === undefined, ...(why ? { why } : {}) });
      const queueArn = why ? await redriveQueue(sns, SubscriptionArn) : undefined;
      if (why && queueArn) {
        const attributes = { RequestID: randomUUID(), ErrorCode: '403', ErrorMessage: why };
        const lost = await sendToQueue(cloud, { ...source, queueArn, body, attributes });
        results.push({ endpoint: queueArn, ok: lost === undefined, ...(lost ? { why: lost } : {}) });
      }
    }
    return results;
  } finally {
    sns.destroy();
  }
}
