import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import { allPages, clientConfig } from '../aws.ts';
import type { Lister, Thing } from './thing.ts';

/** Keys with their state and aliases. */
export const kms: Lister = async (cloud, region) => {
  const client = new KMSClient(clientConfig(cloud, region));
  const { Keys = [] } = await client.send(new ListKeysCommand({ Limit: 1000 }));
  const things: Thing[] = [];
  for (const { KeyId } of Keys) {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
    const read = async () => [KeyMetadata, await client.send(new GetKeyPolicyCommand({ KeyId }))];
    things.push({ name: `kms key ${KeyId} ${KeyMetadata?.KeyState}`, read });
  }
  const { Aliases = [] } = await client.send(new ListAliasesCommand({}));
  const own = Aliases.filter(({ AliasName }) => !AliasName?.startsWith('alias/aws/'));
  return [...things, ...own.map((alias) => ({ name: `kms ${alias.AliasName}`, read: () => alias }))];
};

export const dynamodb: Lister = async (cloud, region) => {
  const client = new DynamoDBClient(clientConfig(cloud, region));
  const names = await allPages(async (ExclusiveStartTableName) => {
    const page = await client.send(new ListTablesCommand({ ExclusiveStartTableName }));
    return { items: page.TableNames, next: page.LastEvaluatedTableName };
  });
  return names.map((TableName) => ({
    name: `dynamodb table ${TableName}`,
    read: async () => [
      await client.send(new DescribeTableCommand({ TableName })),
      (await client.send(new ScanCommand({ TableName }))).Items,
    ],
  }));
};

export const logs: Lister = async (cloud, region) => {
  const client = new CloudWatchLogsClient(clientConfig(cloud, region));
  const groups = await allPages(async (nextToken) => {
    const page = await client.send(new DescribeLogGroupsCommand({ nextToken }));
    return { items: page.logGroups, next: page.nextToken };
  });
  return groups.map((group) => ({
    name: `logs group ${group.logGroupName}`,
    read: async () => {
      const lines = await allPages(async (nextToken) => {
        const { logGroupName } = group;
        const page = await client.send(new FilterLogEventsCommand({ logGroupName, nextToken }));
        return { items: page.events, next: page.nextToken };
      });
      return `${JSON.stringify(group)}\n${lines.map(({ message }) => message).join('\n')}`;
    },
  }));
};

/** Trails whose home is this region. */
export const cloudtrail: Lister = async (cloud, region) => {
  const client = new CloudTrailClient(clientConfig(cloud, region));
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({ includeShadowTrails: false }));
  const things: Thing[] = [];
  for (const trail of trailList) {
    const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: trail.TrailARN }));
    const read = async () => [trail, await client.send(new GetEventSelectorsCommand({ TrailName: trail.TrailARN }))];
    things.push({ name: `cloudtrail trail ${trail.Name} ${IsLogging ? 'logging' : 'stopped'}`, read });
  }
  return things;
};
