import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  CreateTableCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { CreateQueueCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { FunctionConfig } from '../../../src/handler/config.ts';
import { peekMessages } from '../../support/account/peek.ts';
import type { Slack } from '../../support/slack.ts';

export const account = '000000000000';

type Clients = {
  readonly dynamodb: DynamoDBClient;
  readonly kms: KMSClient;
  readonly sqs: SQSClient;
  readonly slack: Slack;
};

/** A table item without DynamoDB's type letters. */
export type PlainItem = Record<string, string | number | boolean | string[]>;

const plain = (item: Record<string, object> = {}): PlainItem =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, 'N' in value ? Number(value.N) : Object.values(value)[0]]),
  );

/** What the function finds in its account: table with settings, queue, encrypted webhook. A new one each time. */
export async function install({ dynamodb, kms, sqs, slack }: Clients, keyArn: string) {
  const name = `signin-alert-${randomUUID().slice(0, 8)}`;
  const createTable = () =>
    dynamodb.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      }),
    );
  const seal = async (webhook: string) => {
    const EncryptionContext = { LambdaFunctionName: name };
    const input = { KeyId: keyArn, Plaintext: Buffer.from(webhook), EncryptionContext };
    const { CiphertextBlob = new Uint8Array() } = await kms.send(new EncryptCommand(input));
    return { ciphertext: Buffer.from(CiphertextBlob).toString('base64'), keyArn };
  };
  const [{ QueueUrl = '' }, webhook] = await Promise.all([
    sqs.send(new CreateQueueCommand({ QueueName: `${name}-undelivered` })),
    seal(slack.webhook()),
    createTable(),
  ]);
  const config: FunctionConfig = {
    installation: 'main',
    version: '0.0.0',
    partition: 'aws',
    account,
    region: 'eu-west-1',
    functionName: name,
    tableName: name,
    queueUrl: QueueUrl,
    channel: '#security',
    legacyWebhook: false,
    webhook,
  };
  const putRules = (rules: string) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: name,
        Item: { pk: { S: 'settings' }, version: { N: '1' }, rules: { S: rules } },
      }),
    );
  await putRules('{}');
  return {
    config,
    putRules,
    /** A webhook as the installer keeps it. */
    seal,
    dropTable: () => dynamodb.send(new DeleteTableCommand({ TableName: name })),
    /** Changes attributes of an item: to how another invocation would have left it, or long ago. */
    put: (item: Record<string, AttributeValue>) => dynamodb.send(new PutItemCommand({ TableName: name, Item: item })),
    /** Changes a number in an item. */
    set: (pk: string, name: string, value: number) =>
      dynamodb.send(
        new UpdateItemCommand({
          TableName: config.tableName,
          Key: { pk: { S: pk } },
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': { N: String(value) } },
        }),
      ),
    /** An item of the table; {} where there is none. */
    item: async (pk: string) =>
      plain((await dynamodb.send(new GetItemCommand({ TableName: name, Key: { pk: { S: pk } } }))).Item),
    items: async () => ((await dynamodb.send(new ScanCommand({ TableName: name }))).Items ?? []).map(plain),
    /** Puts a message into the undelivered queue. */
    rest: (body: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body })),
    /** Bodies of what rests in the queue. */
    resting: async () => (await peekMessages(sqs, QueueUrl)).map(({ Body = '' }) => Body),
  };
}

export type Installation = Awaited<ReturnType<typeof install>>;
