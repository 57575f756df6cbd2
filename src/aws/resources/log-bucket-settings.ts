import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type PublicAccessBlockConfiguration,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { type PolicyDocument, policy } from '../compare.ts';
import type { Context } from '../context.ts';
import { isDenied, isMissing } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { fromList, type Tags } from '../tags.ts';
import { passing, whilePassing } from '../wait.ts';

export type BucketFound = {
  readonly tags: Tags;
  readonly policy: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
};

/** CloudTrail's files and nothing else; digests lie there too. */
export const logPrefix = 'AWSLogs/';

/** The policy CloudTrail asks for (aws.md 2), bound to our trail, and no access without TLS. */
export function bucketPolicy(names: Names, { account }: Place): PolicyDocument {
  const fromOurTrail = { 'aws:SourceArn': names.trailArn };
  const cloudtrail = { Service: 'cloudtrail.amazonaws.com' };
  return policy(
    {
      Sid: 'OurTrailLooks',
      Effect: 'Allow',
      Principal: cloudtrail,
      Action: 's3:GetBucketAcl',
      Resource: names.bucketArn,
      Condition: { StringEquals: fromOurTrail },
    },
    {
      Sid: 'OurTrailWrites',
      Effect: 'Allow',
      Principal: cloudtrail,
      Action: 's3:PutObject',
      Resource: `${names.bucketArn}/${logPrefix}${account}/*`,
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...fromOurTrail } },
    },
    {
      Sid: 'OnlyOverTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [names.bucketArn, `${names.bucketArn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  );
}

/** Observes the bucket in one go. */
export async function readBucket(context: Context): Promise<BucketFound | 'of another account' | undefined> {
  const { clients, names, place } = context;
  const s3 = clients.s3(place.home);
  const of = { Bucket: names.bucket, ExpectedBucketOwner: place.account };
  const none = (error: unknown) => {
    if (!isMissing(error)) throw error;
  };
  const settled = Promise.allSettled([
    s3.send(new GetBucketTaggingCommand(of)).catch(none),
    s3.send(new GetBucketPolicyCommand(of)).catch(none),
    s3.send(new GetPublicAccessBlockCommand(of)).catch(none),
    s3.send(new GetBucketEncryptionCommand(of)).catch(none),
    s3.send(new GetBucketOwnershipControlsCommand(of)).catch(none),
    s3.send(new GetBucketLifecycleConfigurationCommand(of)).catch(none),
  ]);
  try {
    await s3.send(new HeadBucketCommand(of));
  } catch (error) {
    if (isMissing(error)) return undefined;
    // 403 is somebody else's bucket, or a right that we lack: where we may see its tags or hear that it is not there, it
    // is the right to list (without which S3 does not even say that there is none).
    if (!isDenied(error)) throw error;
    const [tags] = await settled;
    if (tags.status === 'fulfilled') {
      const denied = new Error('S3 does not say why', { cause: error });
      throw Object.assign(denied, { name: 'AccessDenied', call: 's3:ListBucket' });
    }
    if (!isDenied(tags.reason) || /not authorized to perform/.test(String(tags.reason))) throw tags.reason;
    return 'of another account';
  }
  const answers = await settled;
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (failed) throw failed.reason;
  const [tagging, document, access, encryption, ownership, lifecycle] = answers.map((answer) =>
    answer.status === 'fulfilled' ? answer.value : undefined,
  ) as Fulfilled<typeof settled>;
  return {
    tags: fromList(tagging?.TagSet),
    policy: document?.Policy,
    fields: {
      'public access': isBlocked(access?.PublicAccessBlockConfiguration) ? 'blocked' : 'not blocked',
      encryption:
        encryption?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
      'object ownership': ownership?.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
      'log retention (days)': lifecycle?.Rules?.find(({ ID }) => ID === lifecycleId)?.Expiration?.Days,
    },
  };
}

type Fulfilled<P> =
  P extends Promise<infer T> ? { [I in keyof T]: T[I] extends PromiseSettledResult<infer V> ? V : never } : never;

const lifecycleId = 'signin-alert';
const blocked: PublicAccessBlockConfiguration = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
};
const isBlocked = (found: PublicAccessBlockConfiguration | undefined): boolean =>
  found !== undefined && Object.entries(blocked).every(([field]) => found[field as keyof typeof blocked] === true);

/** The writes, by the name of the field that they set. */
export function configuration({ clients, names, place, ...rest }: Context, retention: number, wished: PolicyDocument) {
  const context = { clients, names, place, ...rest };
  const s3 = clients.s3(place.home);
  const of = { Bucket: names.bucket, ExpectedBucketOwner: place.account };
  const whenIdle = (call: () => Promise<unknown>) => async () => {
    await whilePassing(context, passing.bucketBusy, call);
  };
  const put = {
    policy: whenIdle(() => s3.send(new PutBucketPolicyCommand({ ...of, Policy: JSON.stringify(wished) }))),
    'public access': whenIdle(() =>
      s3.send(new PutPublicAccessBlockCommand({ ...of, PublicAccessBlockConfiguration: blocked })),
    ),
    encryption: whenIdle(() => {
      const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }];
      return s3.send(new PutBucketEncryptionCommand({ ...of, ServerSideEncryptionConfiguration: { Rules } }));
    }),
    'object ownership': whenIdle(() => {
      const Rules = [{ ObjectOwnership: 'BucketOwnerEnforced' as const }];
      return s3.send(new PutBucketOwnershipControlsCommand({ ...of, OwnershipControls: { Rules } }));
    }),
    'log retention (days)': whenIdle(() => {
      const rule = {
        ID: lifecycleId,
        Status: 'Enabled' as const,
        Filter: { Prefix: logPrefix },
        Expiration: { Days: retention },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      };
      return s3.send(new PutBucketLifecycleConfigurationCommand({ ...of, LifecycleConfiguration: { Rules: [rule] } }));
    }),
  };
  return { put };
}
