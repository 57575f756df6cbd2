import {
  AddTagsCommand,
  CreateTrailCommand,
  DeleteTrailCommand,
  type EventSelector,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  type Trail,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import { differences, tagChange, touches } from '../compare.ts';
import type { Context, Desired } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { fromList, isOurs, missingTags, ownerTag, type Tags, toList } from '../tags.ts';
import { passing, whilePassing } from '../wait.ts';
import { wishedTags } from './wished-tags.ts';

type Live = {
  readonly trail: Trail;
  readonly logging: boolean;
  readonly writeEvents: boolean;
  readonly tags: Tags;
};

/** Our trail: EventBridge sees a sign-in only while a trail logs management events (aws.md 1.3). */
export function trail(names: Names, place: Place): Resource {
  const Name = names.trail;
  const cloudtrail = ({ clients }: Context) => clients.cloudtrail(place.home);
  const shape = {
    S3BucketName: names.bucket,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
  };
  const found = (live: Live) => ({
    bucket: live.trail.S3BucketName,
    'all regions': live.trail.IsMultiRegionTrail,
    'global service events': live.trail.IncludeGlobalServiceEvents,
    'log file validation': live.trail.LogFileValidationEnabled,
    logging: live.logging,
    'write management events': live.writeEvents,
  });
  const wished = {
    bucket: names.bucket,
    'all regions': true,
    'global service events': true,
    'log file validation': true,
    logging: true,
    'write management events': true,
  };
  const tag = async (context: Context, tags: Tags) => {
    if (Object.keys(tags).length === 0) return;
    const add = new AddTagsCommand({ ResourceId: names.trailArn, TagsList: toList(tags) });
    await whilePassing(context, passing.trailBusy, () => cloudtrail(context).send(add));
  };
  const start = async (context: Context) => {
    await whilePassing(context, passing.trailBusy, () => cloudtrail(context).send(new StartLoggingCommand({ Name })));
  };
  const tagsOf = async (context: Context): Promise<Tags> => {
    const listed = await cloudtrail(context).send(new ListTagsCommand({ ResourceIdList: [names.trailArn] }));
    return fromList(listed.ResourceTagList?.[0]?.TagsList);
  };

  return defineResource<Live>({
    id: 'trail',
    type: 'AWS::CloudTrail::Trail',
    region: place.home,
    name: Name,
    needs: ['log-bucket'],
    wish: ({ trail: chosen }) => (chosen.kind === 'own' ? 'present' : { reused: chosen.arn }),
    why: ({ trail: chosen }) => (chosen.kind === 'own' ? chosen.because : undefined),
    permissions: {
      read: [
        allow(
          ['cloudtrail:GetTrail', 'cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors', 'cloudtrail:ListTags'],
          names.trailArn,
        ),
      ],
      write: [
        allow(
          [
            'cloudtrail:CreateTrail',
            'cloudtrail:AddTags',
            'cloudtrail:UpdateTrail',
            'cloudtrail:StartLogging',
            'cloudtrail:PutEventSelectors',
            // Where another one serves from now on.
            'cloudtrail:DeleteTrail',
          ],
          names.trailArn,
        ),
      ],
      remove: [allow(['cloudtrail:DeleteTrail'], names.trailArn)],
    },

    async read(context) {
      const of = { Name: names.trailArn };
      try {
        const [{ Trail: live }, status, selectors, tags] = await Promise.all([
          cloudtrail(context).send(new GetTrailCommand(of)),
          cloudtrail(context).send(new GetTrailStatusCommand(of)),
          cloudtrail(context).send(new GetEventSelectorsCommand({ TrailName: names.trailArn })),
          tagsOf(context),
        ]);
        if (!live) return undefined;
        // Where the creating call's tags were dropped and the run was killed: our bucket takes from nobody but our trail.
        const halfMade = tags[ownerTag] === undefined && live.S3BucketName === names.bucket;
        const writeEvents = recordsWriteEvents(selectors.EventSelectors);
        const owner = isOurs(tags, place.installation) || halfMade ? 'ours' : 'foreign';
        if (owner === 'ours') context.findings.ownTrail = true;
        return {
          owner,
          live: { trail: live, logging: status.IsLogging === true, writeEvents, tags },
        };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    plan: (context, desired, live) => [
      ...differences(found(live), wished),
      ...tagChange(missingTags(wishedTags(context, desired), live.tags)),
    ],

    async create(context, desired) {
      const tags = wishedTags(context, desired);
      await whilePassing(context, passing.trailBucket, () =>
        cloudtrail(context).send(new CreateTrailCommand({ Name, ...shape, TagsList: toList(tags) })),
      );
      const [set] = await Promise.all([tagsOf(context), start(context)]);
      await tag(context, missingTags(tags, set));
    },

    async update(context, desired: Desired, live, changes) {
      if (touches(changes, 'bucket', 'all regions', 'global service events', 'log file validation')) {
        await whilePassing(context, passing.trailBucket, () =>
          cloudtrail(context).send(new UpdateTrailCommand({ Name, ...shape })),
        );
      }
      if (touches(changes, 'write management events')) {
        const EventSelectors = [{ ReadWriteType: 'All' as const, IncludeManagementEvents: true }];
        const put = new PutEventSelectorsCommand({ TrailName: Name, EventSelectors });
        await whilePassing(context, passing.trailBusy, () => cloudtrail(context).send(put));
      }
      if (touches(changes, 'logging')) await start(context);
      if (touches(changes, 'tags')) await tag(context, missingTags(wishedTags(context, desired), live.tags));
    },

    async destroy(context) {
      try {
        const busy = { ...passing.trailBusy, errors: /\bConflictException/ };
        await whilePassing(context, busy, () => cloudtrail(context).send(new DeleteTrailCommand({ Name })));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}

/** Sign-ins are write events. Our trail has basic selectors; advanced ones were set by hand and are replaced. */
const recordsWriteEvents = (selectors: readonly EventSelector[] | undefined): boolean =>
  (selectors ?? []).some((selector) => selector.IncludeManagementEvents && selector.ReadWriteType !== 'ReadOnly');
