import {
  CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import { DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, DescribeKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ListSubscriptionsByTopicCommand, SetSubscriptionAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { type Cloud, clientConfig, isError } from '../support/aws.ts';

/** What others do to an installation `main` at home in us-east-1, beside what test/aws/breakages.ts has. */

export const home = 'us-east-1';
export const account = '000000000000';
export const name = 'signin-alert-main';
export const bucket = `${name}-${account}-${home}-an`;
export const boundaryArn = `arn:aws:iam::${account}:policy/developer-boundary`;
const roles = [`${name}-function`, `${name}-events`];

const iam = (cloud: Cloud) => new IAMClient(clientConfig(cloud, home));
const kms = (cloud: Cloud) => new KMSClient(clientConfig(cloud, home));
const s3 = (cloud: Cloud) => new S3Client({ ...clientConfig(cloud, home), forcePathStyle: true });
const cloudtrail = (cloud: Cloud) => new CloudTrailClient(clientConfig(cloud, home));

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** The policy that bounds what developers make. */
export async function makeBoundary(cloud: Cloud): Promise<void> {
  const PolicyDocument = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
  try {
    await iam(cloud).send(new CreatePolicyCommand({ PolicyName: 'developer-boundary', PolicyDocument }));
  } catch (error) {
    if (!isError(error, 'EntityAlreadyExistsException')) throw error;
  }
}

/** It is set on our roles. */
export async function bindRoles(cloud: Cloud): Promise<void> {
  await makeBoundary(cloud);
  for (const RoleName of roles) {
    await iam(cloud).send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: boundaryArn }));
  }
}

/** Everybody may take our roles. */
export async function openRoles(cloud: Cloud): Promise<void> {
  const PolicyDocument = policy({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' });
  for (const RoleName of roles) {
    await iam(cloud).send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  }
}

/** More rights for our roles: a second inline policy and a managed one. */
export async function widenRoles(cloud: Cloud): Promise<void> {
  const PolicyDocument = policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' });
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  for (const RoleName of roles) {
    await iam(cloud).send(new PutRolePolicyCommand({ RoleName, PolicyName: 'more', PolicyDocument }));
    await iam(cloud).send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
}

/** A key of the user's own. Out: its ARN. */
export const ownKey = async (cloud: Cloud): Promise<string> =>
  (await kms(cloud).send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';

/** A second key that carries our tag. */
export const spareKey = (cloud: Cloud) =>
  kms(cloud).send(new CreateKeyCommand({ Tags: [{ TagKey: 'signin-alert:installation', TagValue: 'main' }] }));

/** Everybody of the account may decrypt with our key. */
export async function openKey(cloud: Cloud): Promise<void> {
  const { KeyMetadata } = await kms(cloud).send(new DescribeKeyCommand({ KeyId: `alias/${name}` }));
  const Policy = policy({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  });
  await kms(cloud).send(new PutKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId, Policy }));
}

export const validateNothing = (cloud: Cloud) =>
  cloudtrail(cloud).send(new UpdateTrailCommand({ Name: name, EnableLogFileValidation: false }));

export const ownersChoose = (cloud: Cloud) =>
  s3(cloud).send(
    new PutBucketOwnershipControlsCommand({
      Bucket: bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
    }),
  );

export const neverExpire = (cloud: Cloud) =>
  new DynamoDBClient(clientConfig(cloud, home)).send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: false },
    }),
  );

/** What the topic cannot deliver is dropped. */
export async function dropUndeliverable(cloud: Cloud): Promise<void> {
  const sns = new SNSClient(clientConfig(cloud, home));
  const TopicArn = `arn:aws:sns:${home}:${account}:${name}`;
  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const SubscriptionArn = Subscriptions?.[0]?.SubscriptionArn;
  const AttributeName = 'RedrivePolicy';
  const AttributeValue = JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:${home}:${account}:other` });
  await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
}

/** A second target of the rules at home. */
export async function secondTargets(cloud: Cloud): Promise<void> {
  const Targets = [{ Id: 'other', Arn: `arn:aws:sqs:${home}:${account}:other` }];
  for (const Rule of [name, `${name}-wake-up`]) {
    await new EventBridgeClient(clientConfig(cloud, home)).send(new PutTargetsCommand({ Rule, Targets }));
  }
}

/** A trail that shows sign-ins. */
export async function otherTrail(cloud: Cloud): Promise<void> {
  await s3(cloud).send(new CreateBucketCommand({ Bucket: 'others-logs' }));
  await cloudtrail(cloud).send(
    new CreateTrailCommand({ Name: 'others', S3BucketName: 'others-logs', IsMultiRegionTrail: true }),
  );
  await cloudtrail(cloud).send(new StartLoggingCommand({ Name: 'others' }));
}

/** Log files, one of them in two versions and deleted. */
export async function logFiles(cloud: Cloud): Promise<void> {
  const put = (Key: string) => s3(cloud).send(new PutObjectCommand({ Bucket: bucket, Key, Body: '{}' }));
  await put('AWSLogs/one');
  await s3(cloud).send(
    new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  await put('AWSLogs/two');
  await put('AWSLogs/two');
  await s3(cloud).send(new DeleteObjectCommand({ Bucket: bucket, Key: 'AWSLogs/two' }));
}
