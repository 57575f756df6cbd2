import type { Call } from '../../support/proxy.ts';
import { arnOf, ask, type Facts, field, jsonTags, type Mapping, making, type Tags } from './request.ts';

const bucket = ({ resource }: Call) => `arn:aws:s3:::${resource}`;

const onBucket =
  (action: string): Mapping =>
  (call) => [ask(`s3:${action}`, bucket(call))];

const elements = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);

const xmlTags = ({ body }: Call): Tags => {
  const values = elements(body, 'Value');
  return Object.fromEntries(elements(body, 'Key').map((key, index) => [key, values[index] ?? '']));
};

const table = (call: Call, facts: Facts, name = field(call, 'TableName')) =>
  arnOf('dynamodb', `table/${name}`, call, facts);

const onTable =
  (action: string): Mapping =>
  (call, facts) => [ask(`dynamodb:${action}`, table(call, facts))];

const leadingKeys = (...keys: unknown[]) => ({
  'dynamodb:LeadingKeys': keys.map((key) => String(Object.values(Object(Object(key).pk))[0])),
});

const onItem =
  (action: string): Mapping =>
  (call, facts) => [ask(`dynamodb:${action}`, table(call, facts), leadingKeys(call.input.Key))];

/** S3 and DynamoDB. S3 has names of its own for what some of its operations take. */
export const storage: Record<string, Mapping> = {
  's3:CreateBucket': (call) => making('s3:CreateBucket', 's3:TagResource', bucket(call), xmlTags(call)),
  's3:HeadBucket': onBucket('ListBucket'),
  's3:ListObjectsV2': onBucket('ListBucket'),
  's3:ListObjectVersions': onBucket('ListBucketVersions'),
  's3:GetBucketTagging': onBucket('GetBucketTagging'),
  's3:GetBucketPolicy': onBucket('GetBucketPolicy'),
  's3:GetPublicAccessBlock': onBucket('GetBucketPublicAccessBlock'),
  's3:GetBucketEncryption': onBucket('GetEncryptionConfiguration'),
  's3:GetBucketOwnershipControls': onBucket('GetBucketOwnershipControls'),
  's3:GetBucketLifecycleConfiguration': onBucket('GetLifecycleConfiguration'),
  's3:PutBucketTagging': onBucket('PutBucketTagging'),
  's3:PutBucketPolicy': onBucket('PutBucketPolicy'),
  's3:PutPublicAccessBlock': onBucket('PutBucketPublicAccessBlock'),
  's3:PutBucketEncryption': onBucket('PutEncryptionConfiguration'),
  's3:PutBucketOwnershipControls': onBucket('PutBucketOwnershipControls'),
  's3:PutBucketLifecycleConfiguration': onBucket('PutLifecycleConfiguration'),
  's3:DeleteBucket': onBucket('DeleteBucket'),
  's3:DeleteObjects': (call) =>
    [...call.body.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, object = '']) => {
      const [version = ''] = elements(object, 'VersionId');
      const action = version === '' ? 'DeleteObject' : 'DeleteObjectVersion';
      return ask(`s3:${action}`, `${bucket(call)}/${elements(object, 'Key')[0]}`);
    }),

  'dynamodb:CreateTable': (call, facts) =>
    making('dynamodb:CreateTable', 'dynamodb:TagResource', table(call, facts), jsonTags(call.input.Tags)),
  'dynamodb:TagResource': (call) => [ask('dynamodb:TagResource', field(call, 'ResourceArn'))],
  'dynamodb:ListTagsOfResource': (call) => [ask('dynamodb:ListTagsOfResource', field(call, 'ResourceArn'))],
  'dynamodb:DescribeTable': onTable('DescribeTable'),
  'dynamodb:DescribeTimeToLive': onTable('DescribeTimeToLive'),
  'dynamodb:UpdateTimeToLive': onTable('UpdateTimeToLive'),
  'dynamodb:DeleteTable': onTable('DeleteTable'),
  'dynamodb:GetItem': onItem('GetItem'),
  'dynamodb:PutItem': onItem('PutItem'),
  'dynamodb:UpdateItem': onItem('UpdateItem'),
  'dynamodb:DeleteItem': onItem('DeleteItem'),
  'dynamodb:BatchGetItem': (call, facts) =>
    Object.entries(Object(call.input.RequestItems)).map(([name, of]) =>
      ask('dynamodb:BatchGetItem', table(call, facts, name), leadingKeys(...Object(of).Keys)),
    ),
};
