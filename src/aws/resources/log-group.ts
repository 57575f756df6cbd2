import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { differences, tagChange, touches } from '../compare.ts';
import type { Context, Desired } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { isOurs, missingTags, type Tags } from '../tags.ts';
import { wishedTags } from './wished-tags.ts';

/** Days the function's log is kept; CloudWatch Logs only takes some numbers. */
const retentionInDays = 30;

/** Made before the function: one that Lambda makes by itself keeps everything for ever. */
export function logGroup(names: Names, place: Place): Resource {
  const logGroupName = names.logGroup;
  const logsOf = ({ clients }: Context) => clients.logs(place.home);
  const setRetention = (context: Context) =>
    logsOf(context).send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));

  return defineResource<{ retention: number | undefined; tags: Tags }>({
    id: 'log-group',
    type: 'AWS::Logs::LogGroup',
    region: place.home,
    name: logGroupName,
    needs: [],
    permissions: {
      // The actions on tags take the group's ARN without `:*`, all others with it.
      read: [allow(['logs:DescribeLogGroups'], '*'), allow(['logs:ListTagsForResource'], names.logGroupArn)],
      write: [
        allow(['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], `${names.logGroupArn}:*`),
        allow(['logs:TagResource'], names.logGroupArn),
      ],
      remove: [allow(['logs:DeleteLogGroup'], `${names.logGroupArn}:*`)],
    },

    async read(context) {
      const logs = logsOf(context);
      const tagsRead = logs.send(new ListTagsForResourceCommand({ resourceArn: names.logGroupArn }));
      const [found, tags] = await Promise.all([
        logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName })),
        tagsRead.then(
          (answer) => answer.tags ?? {},
          (error: unknown) => {
            if (isMissing(error)) return {};
            throw error;
          },
        ),
      ]);
      const group = found.logGroups?.find((candidate) => candidate.logGroupName === logGroupName);
      if (!group) return undefined;
      return {
        owner: isOurs(tags, place.installation) ? 'ours' : 'foreign',
        live: { retention: group.retentionInDays, tags },
      };
    },

    plan: (context, desired, live) => [
      ...differences({ 'retention (days)': live.retention }, { 'retention (days)': retentionInDays }),
      ...tagChange(missingTags(wishedTags(context, desired), live.tags)),
    ],

    async create(context, desired: Desired) {
      const tags = wishedTags(context, desired);
      await logsOf(context).send(new CreateLogGroupCommand({ logGroupName, tags }));
      await setRetention(context);
    },

    async update(context, desired, live, changes) {
      if (touches(changes, 'retention (days)')) await setRetention(context);
      if (touches(changes, 'tags')) {
        const tags = missingTags(wishedTags(context, desired), live.tags);
        await logsOf(context).send(new TagResourceCommand({ resourceArn: names.logGroupArn, tags }));
      }
    },

    async destroy(context) {
      try {
        await logsOf(context).send(new DeleteLogGroupCommand({ logGroupName }));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}
