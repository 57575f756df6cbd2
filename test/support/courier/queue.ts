import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, clientConfig, isError, parseArn } from '../aws.ts';
import { decide } from '../iam/policy.ts';

/** A message for a queue, and the service and resource that send it. */
export type QueueMessage = {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** `events.amazonaws.com` or `sns.amazonaws.com` */
  readonly service: string;
  /** ARN of the rule or topic. */
  readonly source: string;
};

/** Sends as an AWS service does: only where the queue exists and its policy lets the service. Out: why not, if not. */
export async function sendToQueue(cloud: Cloud, message: QueueMessage): Promise<string | undefined> {
  const { region, account, resource } = parseArn(message.queueArn);
  const sqs = new SQSClient(clientConfig(cloud, region));
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: resource }));
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }));
    const decision = decide(Attributes?.Policy, {
      action: 'sqs:SendMessage',
      resource: message.queueArn,
      service: message.service,
      context: { 'aws:sourcearn': message.source, 'aws:sourceaccount': account },
    });
    if (decision !== 'allow')
      return `queue ${message.queueArn} does not let ${message.service} send for ${message.source}`;
    const attributes = Object.entries(message.attributes ?? {}).map(
      ([name, value]) => [name, { DataType: 'String', StringValue: value }] as const,
    );
    const MessageAttributes = Object.fromEntries(attributes);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: message.body, MessageAttributes }));
    return undefined;
  } catch (error) {
    if (isError(error, 'QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'))
      return `no queue ${message.queueArn}`;
    throw error;
  } finally {
    sqs.destroy();
  }
}
