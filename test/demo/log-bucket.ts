import { gzipSync } from 'node:zlib';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientConfig } from '../support/aws.ts';
import { home, type Stage } from './stage.ts';

const Bucket = `signin-alert-main-000000000000-${home}-an`;

const client = ({ cloud }: Stage) =>
  new S3Client({ ...clientConfig({ endpoint: cloud.url }, home), forcePathStyle: true });

/** Does what CloudTrail does and the local cloud does not: puts a log file of the sign-ins into the bucket. */
export async function putLogFile(stage: Stage): Promise<void> {
  const Records = stage.sent.map(({ record }) => record);
  const Key = `AWSLogs/000000000000/CloudTrail/${home}/${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/demo.json.gz`;
  await client(stage).send(new PutObjectCommand({ Bucket, Key, Body: gzipSync(JSON.stringify({ Records })) }));
}

/** Names of the log files in the bucket. */
export async function logFiles(stage: Stage): Promise<string[]> {
  const { Contents = [] } = await client(stage).send(new ListObjectsV2Command({ Bucket }));
  return Contents.flatMap(({ Key }) => Key ?? []);
}
