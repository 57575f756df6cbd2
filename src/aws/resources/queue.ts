import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueueTagsCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import { differences, policy, policyChange, tagChange, touches } from '../compare.ts';
import type { Context, Desired } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { isOurs, missingTags, type Tags } from '../tags.ts';
import { passing, whilePassing } from '../wait.ts';
import { wishedTags } from './wished-tags.ts';

type Live = { readonly url: string; readonly attributes: Readonly<Record<string, string>>; readonly tags: Tags };

/** Seconds. Retention is SQS's maximum; while the function drains it (45 s), nobody else sees a message. */
const attributes = {
  MessageRetentionPeriod: String(14 * 24 * 60 * 60),
  VisibilityTimeout: '90',
  SqsManagedSseEnabled: 'true',
} as const;

/** Where alerts rest that could not be delivered: from the rule's target, the topic's subscription and the function. */
export function queue(names: Names, place: Place): Resource {
  const sqs = ({ clients }: Context) => clients.sqs(place.home);
  const sender = (service: string, sourceArns: readonly string[]) => ({
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sqs:SendMessage',
    Resource: names.queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': sourceArns } },
  });
  const wished = policy(
    sender('sns.amazonaws.com', [names.topicArn]),
    sender('events.amazonaws.com', [names.ruleArn, names.wakeUpRuleArn]),
    {
      Sid: 'OnlyOverTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: names.queueArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  );

  return defineResource<Live>({
    id: 'queue',
    type: 'AWS::SQS::Queue',
    region: place.home,
    name: names.queue,
    needs: [],
    permissions: {
      read: [allow(['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:ListQueueTags'], names.queueArn)],
      write: [allow(['sqs:CreateQueue', 'sqs:TagQueue', 'sqs:SetQueueAttributes'], names.queueArn)],
      remove: [allow(['sqs:DeleteQueue'], names.queueArn)],
    },

    async read(context) {
      try {
        const { QueueUrl } = await sqs(context).send(new GetQueueUrlCommand({ QueueName: names.queue }));
        if (!QueueUrl) return undefined;
        const [found, tagged] = await Promise.all([
          sqs(context).send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })),
          sqs(context).send(new ListQueueTagsCommand({ QueueUrl })),
        ]);
        const tags = tagged.Tags ?? {};
        const live: Live = { url: QueueUrl, attributes: found.Attributes ?? {}, tags };
        const owner = isOurs(tags, place.installation) ? 'ours' : 'foreign';
        const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = live.attributes;
        if (owner === 'ours') {
          context.findings.resting =
            Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
        }
        return { owner, live };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    plan: (context, desired, live) => [
      ...differences(live.attributes, attributes),
      ...policyChange('policy', live.attributes.Policy, wished),
      ...tagChange(missingTags(wishedTags(context, desired), live.tags)),
    ],

    async create(context, desired: Desired) {
      await whilePassing(context, passing.queueDeleted, () =>
        sqs(context).send(
          new CreateQueueCommand({
            QueueName: names.queue,
            Attributes: { ...attributes, Policy: JSON.stringify(wished) },
            tags: wishedTags(context, desired),
          }),
        ),
      );
    },

    async update(context, desired, live, changes) {
      const QueueUrl = live.url;
      if (touches(changes, 'policy', ...Object.keys(attributes))) {
        const Attributes = { ...attributes, Policy: JSON.stringify(wished) };
        await sqs(context).send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
      }
      if (touches(changes, 'tags')) {
        const Tags = missingTags(wishedTags(context, desired), live.tags);
        await sqs(context).send(new TagQueueCommand({ QueueUrl, Tags }));
      }
    },

    async destroy(context, live) {
      try {
        await sqs(context).send(new DeleteQueueCommand({ QueueUrl: live.url }));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}
