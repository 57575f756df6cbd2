import { CloudTrailClient, CreateTrailCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, clientConfig } from '../aws.ts';

const region = 'us-east-1';
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });

/** Things of somebody else, named much like ours, that no command may touch. Their trail is of no use to us: stopped. */
export async function makeForeignThings(cloud: Cloud): Promise<void> {
  const config = clientConfig(cloud, region);
  const kms = new KMSClient(config);
  const away = new EventBridgeClient(clientConfig(cloud, 'eu-north-1'));
  const key = async () => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Tags: [{ TagKey: 'team', TagValue: 'other' }] }));
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/signin-alert-other', TargetKeyId: KeyMetadata?.KeyId }));
  };
  const rule = async () => {
    await away.send(new PutRuleCommand({ Name: 'signin-alert', EventPattern: '{"source":["aws.signin"]}' }));
    const Targets = [{ Id: 'q', Arn: `arn:aws:sqs:eu-north-1:000000000000:signin-alert` }];
    await away.send(new PutTargetsCommand({ Rule: 'signin-alert', Targets }));
  };
  await Promise.all([
    key(),
    rule(),
    new S3Client(config).send(new CreateBucketCommand({ Bucket: 'signin-alert-main-000000000000' })),
    new CloudTrailClient(config).send(
      new CreateTrailCommand({ Name: 'signin-alert', S3BucketName: 'signin-alert-main-000000000000' }),
    ),
    new SNSClient(config).send(new CreateTopicCommand({ Name: 'signin-alert' })),
    new SQSClient(config).send(new CreateQueueCommand({ QueueName: 'signin-alert' })),
    new IAMClient(config).send(
      new CreateRoleCommand({ RoleName: 'signin-alert', Path: '/other/', AssumeRolePolicyDocument: trust }),
    ),
    new CloudWatchLogsClient(config).send(new CreateLogGroupCommand({ logGroupName: '/aws/lambda/signin-alert' })),
    new DynamoDBClient(config).send(
      new CreateTableCommand({
        TableName: 'signin-alert',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    ),
  ]);
}
