import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  SetTopicAttributesCommand,
  TagResourceCommand,
} from '@aws-sdk/client-sns';
import { policy, policyChange, tagChange, touches } from '../compare.ts';
import type { Context } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { fromList, isOurs, missingTags, type Tags, toList } from '../tags.ts';
import { passing, whilePassing } from '../wait.ts';
import { wishedTags } from './wished-tags.ts';

/**
 * The topic between rule and function. Its policy has no Allow: SNS's default would let every principal of the account
 * publish, subscribe and delete. Only the rules' role may publish, whatever other policies say.
 */
export function topic(names: Names, place: Place): Resource {
  const TopicArn = names.topicArn;
  const sns = ({ clients }: Context) => clients.sns(place.home);
  const wished = policy(
    {
      Sid: 'OnlyOurRulesPublish',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sns:Publish',
      Resource: TopicArn,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': names.eventsRoleArn } },
    },
    {
      Sid: 'OnlyOverTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sns:Publish',
      Resource: TopicArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  );

  return defineResource<{ policy: string | undefined; tags: Tags }>({
    id: 'topic',
    type: 'AWS::SNS::Topic',
    region: place.home,
    name: names.topic,
    needs: [],
    permissions: {
      read: [allow(['sns:GetTopicAttributes', 'sns:ListTagsForResource'], TopicArn)],
      write: [allow(['sns:CreateTopic', 'sns:SetTopicAttributes', 'sns:TagResource'], TopicArn)],
      remove: [allow(['sns:DeleteTopic'], TopicArn)],
    },

    async read(context) {
      try {
        const [attributes, tagged] = await Promise.all([
          sns(context).send(new GetTopicAttributesCommand({ TopicArn })),
          sns(context).send(new ListTagsForResourceCommand({ ResourceArn: TopicArn })),
        ]);
        const tags = fromList(tagged.Tags);
        return {
          owner: isOurs(tags, place.installation) ? 'ours' : 'foreign',
          live: { policy: attributes.Attributes?.Policy, tags },
        };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    plan: (context, desired, live) => [
      ...policyChange('policy', live.policy, wished),
      ...tagChange(missingTags(wishedTags(context, desired), live.tags)),
    ],

    async create(context, desired) {
      await whilePassing(context, passing.policyPrincipal, () =>
        sns(context).send(
          new CreateTopicCommand({
            Name: names.topic,
            Attributes: { Policy: JSON.stringify(wished) },
            Tags: toList(wishedTags(context, desired)),
          }),
        ),
      );
    },

    async update(context, desired, live, changes) {
      if (touches(changes, 'policy')) {
        const attribute = { TopicArn, AttributeName: 'Policy', AttributeValue: JSON.stringify(wished) };
        await whilePassing(context, passing.policyPrincipal, () =>
          sns(context).send(new SetTopicAttributesCommand(attribute)),
        );
      }
      if (touches(changes, 'tags')) {
        const Tags = toList(missingTags(wishedTags(context, desired), live.tags));
        await sns(context).send(new TagResourceCommand({ ResourceArn: TopicArn, Tags }));
      }
    },

    async destroy(context) {
      await sns(context).send(new DeleteTopicCommand({ TopicArn }));
    },
  });
}
