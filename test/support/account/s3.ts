import {
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { allPages, type Cloud, clientConfig, isError } from '../aws.ts';
import { type Lister, using } from './thing.ts';

/** A bucket's policy and all its objects' keys and contents (bytes as latin1). */
const readBucket = (cloud: Cloud, region: string, Bucket: string) =>
  using(new S3Client(clientConfig(cloud, region)), async (client) => {
    const policy = await client.send(new GetBucketPolicyCommand({ Bucket })).catch((error: unknown) => {
      if (isError(error, 'NoSuchBucketPolicy')) return { Policy: '' };
      throw error;
    });
    const objects = await allPages(async (ContinuationToken) => {
      const page = await client.send(new ListObjectsV2Command({ Bucket, ContinuationToken }));
      return { items: page.Contents, next: page.NextContinuationToken };
    });
    const texts = [policy.Policy ?? ''];
    for (const { Key } of objects) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      texts.push(Key ?? '', (await Body?.transformToString('latin1')) ?? '');
    }
    return texts.join('\n');
  });

export const s3: Lister = (cloud) =>
  using(new S3Client(clientConfig(cloud, 'us-east-1')), async (client) => {
    const buckets = await allPages(async (ContinuationToken) => {
      const page = await client.send(new ListBucketsCommand({ ContinuationToken }));
      return { items: page.Buckets, next: page.ContinuationToken };
    });
    return buckets.map(({ Name = '', BucketRegion: region = 'us-east-1' }) => ({
      name: `s3 bucket ${Name}`,
      region,
      read: () => readBucket(cloud, region, Name),
    }));
  });
