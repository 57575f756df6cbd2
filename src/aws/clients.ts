import { AccountClient } from '@aws-sdk/client-account';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import type { Session } from './session.ts';

/** One client per service and region, made on first use; each call has a timeout and a bounded number of tries. */
export type Clients = ReturnType<typeof createClients>;

/** Milliseconds until a connection stands, and until an answer is there. */
const connectionTimeout = 5_000;
const requestTimeout = 15_000;
/** Tries per call: the SDK's standard mode repeats throttling, 5xx and lost connections, with backoff. */
const attempts = 4;

/** Clients of a session. Endpoint overrides (AWS_ENDPOINT_URL…) are read by the SDK itself. */
export function createClients(session: Session) {
  const options = (region: string) => ({
    region,
    credentials: session.credentials,
    maxAttempts: attempts,
    requestHandler: { connectionTimeout, requestTimeout, throwOnRequestTimeout: true },
  });
  const perRegion = <T>(make: (region: string) => T) => {
    const made = new Map<string, T>();
    return (region: string): T => {
      const client = made.get(region) ?? make(region);
      made.set(region, client);
      return client;
    };
  };
  return {
    account: perRegion((region) => new AccountClient(options(region))),
    cloudtrail: perRegion((region) => new CloudTrailClient(options(region))),
    dynamodb: perRegion((region) => new DynamoDBClient(options(region))),
    ec2: perRegion((region) => new EC2Client(options(region))),
    events: perRegion((region) => new EventBridgeClient(options(region))),
    iam: perRegion((region) => new IAMClient(options(region))),
    kms: perRegion((region) => new KMSClient(options(region))),
    /** For CreateKey, which has no idempotency token: a second try after a lost answer would be a second key. */
    kmsOnce: perRegion((region) => new KMSClient({ ...options(region), maxAttempts: 1 })),
    lambda: perRegion((region) => new LambdaClient(options(region))),
    logs: perRegion((region) => new CloudWatchLogsClient(options(region))),
    // A host name such as localhost has no room for `bucket.` before it: path style wherever an endpoint is given.
    s3: perRegion((region) => new S3Client({ ...options(region), forcePathStyle: session.customEndpoint })),
    sns: perRegion((region) => new SNSClient(options(region))),
    // Queue URLs are known before the queue is: the region's endpoint serves them all, also a local one.
    sqs: perRegion((region) => new SQSClient({ ...options(region), useQueueUrlAsEndpoint: false })),
    sts: perRegion((region) => new STSClient(options(region))),
    tagging: perRegion((region) => new ResourceGroupsTaggingAPIClient(options(region))),
  };
}
