import { DeleteObjectsCommand, ListObjectsV2Command, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import type { Context } from '../context.ts';
import { logPrefix } from './log-bucket-settings.ts';

/** Whether the bucket holds no object. */
export async function isEmpty({ clients, names, place }: Context): Promise<boolean> {
  const of = { Bucket: names.bucket, ExpectedBucketOwner: place.account };
  const { KeyCount } = await clients.s3(place.home).send(new ListObjectsV2Command({ ...of, MaxKeys: 1 }));
  return (KeyCount ?? 0) === 0;
}

/** What lies in the bucket beside CloudTrail's files: prefixes and single objects at the top. */
export async function foreignPrefixes({ clients, names, place }: Context): Promise<string[]> {
  const of = { Bucket: names.bucket, ExpectedBucketOwner: place.account };
  const found = await clients.s3(place.home).send(new ListObjectsV2Command({ ...of, Delimiter: '/' }));
  const top = [
    ...(found.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    ...(found.Contents ?? []).map(({ Key }) => Key),
  ];
  return top.flatMap((name) => (name && name !== logPrefix ? [name] : []));
}

/** Deletes every object, every version and every delete marker of the log bucket. */
export async function emptyBucket({ clients, names, place, say }: Context): Promise<void> {
  const s3 = clients.s3(place.home);
  const of = { Bucket: names.bucket, ExpectedBucketOwner: place.account };
  let deleted = 0;
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand(of));
    const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({
      Key,
      VersionId,
    }));
    if (Objects.length === 0) return;
    const { Errors } = await s3.send(new DeleteObjectsCommand({ ...of, Delete: { Objects, Quiet: true } }));
    const [failed] = Errors ?? [];
    if (failed)
      throw Object.assign(new Error(failed.Message ?? 'object not deleted'), { name: failed.Code ?? 'S3Error' });
    deleted += Objects.length;
    say(`${deleted} log files to be deleted`);
  }
}
