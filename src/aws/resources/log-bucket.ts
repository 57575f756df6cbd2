import { CreateBucketCommand, DeleteBucketCommand, PutBucketTaggingCommand } from '@aws-sdk/client-s3';
import { differences, policyChange, tagChange, touches } from '../compare.ts';
import type { Context } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { isOurs, missingTags, ownerTag, toList } from '../tags.ts';
import { passing, whilePassing } from '../wait.ts';
import { emptyBucket, isEmpty } from './log-bucket-empty.ts';
import { type BucketFound, bucketPolicy, configuration, readBucket } from './log-bucket-settings.ts';
import { wishedTags } from './wished-tags.ts';

/**
 * CloudTrail's bucket: no public access, TLS only, writes from our trail only, files expire. Every call names the
 * account that must own it. The name is account-regional where AWS has that: nobody else can ever own it.
 */
export function logBucket(names: Names, place: Place): Resource {
  const of = { Bucket: names.bucket, ExpectedBucketOwner: place.account };
  const wishedPolicy = bucketPolicy(names, place);
  const s3 = ({ clients }: Context) => clients.s3(place.home);
  const wishedFields = (retention: number) => ({
    'public access': 'blocked',
    encryption: 'AES256',
    'object ownership': 'BucketOwnerEnforced',
    'log retention (days)': retention,
  });

  return defineResource<BucketFound>({
    id: 'log-bucket',
    type: 'AWS::S3::Bucket',
    region: place.home,
    name: names.bucket,
    needs: [],
    leaves: { after: ['trail'] },
    wish: ({ trail }) =>
      trail.kind === 'own'
        ? 'present'
        : { kept: 'log files of our former trail; uninstall --delete-logs removes them' },
    permissions: {
      read: [
        allow(
          [
            's3:ListBucket',
            's3:GetBucketTagging',
            's3:GetBucketPolicy',
            's3:GetBucketPublicAccessBlock',
            's3:GetEncryptionConfiguration',
            's3:GetBucketOwnershipControls',
            's3:GetLifecycleConfiguration',
          ],
          names.bucketArn,
        ),
      ],
      write: [
        allow(
          [
            's3:CreateBucket',
            's3:TagResource',
            's3:PutBucketTagging',
            's3:PutBucketPolicy',
            's3:PutBucketPublicAccessBlock',
            's3:PutEncryptionConfiguration',
            's3:PutBucketOwnershipControls',
            's3:PutLifecycleConfiguration',
          ],
          names.bucketArn,
        ),
      ],
      remove: [
        allow(['s3:ListBucketVersions', 's3:DeleteBucket'], names.bucketArn),
        allow(['s3:DeleteObject', 's3:DeleteObjectVersion'], `${names.bucketArn}/*`),
      ],
    },

    async read(context) {
      const found = await readBucket(context);
      if (found === undefined || found === 'of another account') {
        return found && { owner: 'foreign', live: { tags: {}, policy: undefined, fields: {} } };
      }
      const untaggedAndEmpty = found.tags[ownerTag] === undefined && (await isEmpty(context));
      return { owner: isOurs(found.tags, place.installation) || untaggedAndEmpty ? 'ours' : 'foreign', live: found };
    },

    plan: (context, desired, live) => [
      ...policyChange('policy', live.policy, wishedPolicy),
      ...differences(live.fields, wishedFields(desired.choices.logRetentionDays)),
      ...tagChange(missingTags(wishedTags(context, desired), live.tags)),
    ],

    async create(context, desired) {
      const Tags = toList(wishedTags(context, desired));
      const namespace = names.accountRegionalBucket ? { BucketNamespace: 'account-regional' as const } : {};
      await whilePassing(context, passing.bucketBusy, () =>
        s3(context).send(
          new CreateBucketCommand({ Bucket: names.bucket, ...namespace, CreateBucketConfiguration: { Tags } }),
        ),
      );
      // One after the other: S3 aborts changes of one bucket that meet. Encryption and ownership are S3's defaults.
      const { put } = configuration(context, desired.choices.logRetentionDays, wishedPolicy);
      await put.policy();
      await put['public access']();
      await put['log retention (days)']();
    },

    async update(context, desired, live, changes) {
      const { put } = configuration(context, desired.choices.logRetentionDays, wishedPolicy);
      for (const [field, write] of Object.entries(put)) {
        if (touches(changes, field)) await write();
      }
      if (touches(changes, 'tags')) {
        const TagSet = toList({ ...live.tags, ...wishedTags(context, desired) });
        const put = new PutBucketTaggingCommand({ ...of, Tagging: { TagSet } });
        await whilePassing(context, passing.bucketBusy, () => s3(context).send(put));
      }
    },

    async destroy(context) {
      // Our trail may deliver for some minutes after its end: empty again while the bucket is not empty.
      const busy = { ...passing.bucketBusy, errors: /BucketNotEmpty|OperationAborted/ };
      try {
        await whilePassing(context, busy, async () => {
          await emptyBucket(context);
          await s3(context).send(new DeleteBucketCommand(of));
        });
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}
