import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { differences } from '../compare.ts';
import type { Context } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { passing, whilePassing } from '../wait.ts';

type Live = { readonly arn: string; readonly deadLetters: string | undefined };

/** Topic to function. What cannot be handed over (function gone, permission missing) goes to the queue. */
export function subscription(names: Names, place: Place): Resource {
  const TopicArn = names.topicArn;
  const sns = ({ clients }: Context) => clients.sns(place.home);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: names.queueArn });

  /** A subscription has no name: it is known by topic, protocol and endpoint. */
  const find = async (context: Context): Promise<string | undefined> => {
    let NextToken: string | undefined;
    do {
      const page = await sns(context).send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
      const ours = page.Subscriptions?.find(
        ({ Protocol, Endpoint }) => Protocol === 'lambda' && Endpoint === names.functionArn,
      );
      if (ours) return ours.SubscriptionArn;
      NextToken = page.NextToken;
    } while (NextToken);
    return undefined;
  };

  return defineResource<Live>({
    id: 'subscription',
    type: 'AWS::SNS::Subscription',
    region: place.home,
    name: `${names.topic} to ${names.function}`,
    needs: ['topic', 'function', 'queue'],
    partOf: 'topic',
    permissions: {
      // SNS also asks for the topic where a call names the subscription.
      read: [allow(['sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'], TopicArn)],
      write: [allow(['sns:Subscribe', 'sns:SetSubscriptionAttributes'], TopicArn)],
      // It leaves with the topic.
      remove: [],
    },

    async read(context) {
      try {
        const arn = await find(context);
        if (arn === undefined) return undefined;
        const { Attributes } = await sns(context).send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
        return { owner: 'ours', live: { arn, deadLetters: deadLettersOf(Attributes?.RedrivePolicy) } };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    plan: (_context, _desired, live) =>
      differences({ 'undeliverable messages to': live.deadLetters }, { 'undeliverable messages to': names.queueArn }),

    async create(context) {
      await whilePassing(context, passing.policyPrincipal, () =>
        sns(context).send(
          new SubscribeCommand({
            TopicArn,
            Protocol: 'lambda',
            Endpoint: names.functionArn,
            Attributes: { RedrivePolicy },
            ReturnSubscriptionArn: true,
          }),
        ),
      );
    },

    async update(context, _desired, live) {
      const attribute = { AttributeName: 'RedrivePolicy', AttributeValue: RedrivePolicy };
      await sns(context).send(new SetSubscriptionAttributesCommand({ SubscriptionArn: live.arn, ...attribute }));
    },

    async destroy(context, live) {
      try {
        await sns(context).send(new UnsubscribeCommand({ SubscriptionArn: live.arn }));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}

function deadLettersOf(redrivePolicy: string | undefined): string | undefined {
  if (!redrivePolicy) return undefined;
  const parsed: unknown = JSON.parse(redrivePolicy);
  return typeof parsed === 'object' && parsed !== null && 'deadLetterTargetArn' in parsed
    ? String(parsed.deadLetterTargetArn)
    : undefined;
}
