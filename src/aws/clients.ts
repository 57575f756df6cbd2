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
import type { MiddlewareStack } from '@smithy/types';
import { iamAction } from './iam-action.ts';
import type { Session } from './session.ts';

/** One client per service and region, made on first use; each call has a timeout and a bounded number of tries. */
export type Clients = ReturnType<typeof createClients>;

/** Milliseconds until a connection stands, and until an answer is there; tests of silence cannot wait that long. */
const connectionTimeout = 5_000;
const requestTimeout = Number(process.env.SIGNIN_ALERT_REQUEST_TIMEOUT_MS) || 15_000;
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
  const perRegion = <T, I extends object, O extends object>(
    service: string,
    make: (region: string) => T & { readonly middlewareStack: MiddlewareStack<I, O> },
  ) => {
    const made = new Map<string, T>();
    const makeNamed = (region: string): T => {
      const client = make(region);
      nameCalls(client.middlewareStack, service, region);
      return client;
    };
    return (region: string): T => {
      const client = made.get(region) ?? makeNamed(region);
      made.set(region, client);
      return client;
    };
  };
  return {
    account: perRegion('account', (region) => new AccountClient(options(region))),
    cloudtrail: perRegion('cloudtrail', (region) => new CloudTrailClient(options(region))),
    dynamodb: perRegion('dynamodb', (region) => new DynamoDBClient(options(region))),
    ec2: perRegion('ec2', (region) => new EC2Client(options(region))),
    events: perRegion('events', (region) => new EventBridgeClient(options(region))),
    iam: perRegion('iam', (region) => new IAMClient(options(region))),
    kms: perRegion('kms', (region) => new KMSClient(options(region))),
    /** For CreateKey, which has no idempotency token: a second try after a lost answer would be a second key. */
    kmsOnce: perRegion('kms', (region) => new KMSClient({ ...options(region), maxAttempts: 1 })),
    lambda: perRegion('lambda', (region) => new LambdaClient(options(region))),
    /** For Invoke: a second try after a lost answer would post a second time. */
    lambdaOnce: perRegion('lambda', (region) => new LambdaClient({ ...options(region), maxAttempts: 1 })),
    logs: perRegion('logs', (region) => new CloudWatchLogsClient(options(region))),
    // A host name such as localhost has no room for `bucket.` before it: path style wherever an endpoint is given.
    s3: perRegion('s3', (region) => new S3Client({ ...options(region), forcePathStyle: session.customEndpoint })),
    sns: perRegion('sns', (region) => new SNSClient(options(region))),
    // Queue URLs are known before the queue is: the region's endpoint serves them all, also a local one.
    sqs: perRegion('sqs', (region) => new SQSClient({ ...options(region), useQueueUrlAsEndpoint: false })),
    sts: perRegion('sts', (region) => new STSClient(options(region))),
    tagging: perRegion('tag', (region) => new ResourceGroupsTaggingAPIClient(options(region))),
  };
}

/**
 * Errors say which call they answer, as IAM names it (`call`: `sqs:CreateQueue in us-east-1`): AWS's own words often do
 * not ("We encountered an internal error"), and EventBridge denies PutTargets without any (aws.md 1.4).
 */
function nameCalls<I extends object, O extends object>(stack: MiddlewareStack<I, O>, service: string, region: string) {
  stack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          if (!(error instanceof Error)) throw error;
          const action = iamAction(service, commandName.replace(/Command$/, ''));
          throw Object.assign(error, { call: `${action} in ${region}` });
        }
      },
    { step: 'initialize', name: 'nameCalls' },
  );
}
