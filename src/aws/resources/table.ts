import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  type TableDescription,
  TagResourceCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { differences, tagChange, touches } from '../compare.ts';
import type { Context, Desired } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing, isNamed } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { fromList, isOurs, missingTags, ownerTag, type Tags, toList } from '../tags.ts';
import { passing, until, whilePassing } from '../wait.ts';
import { wishedTags } from './wished-tags.ts';

/** The one key, and the attribute whose time (epoch seconds) makes an item expire. */
const partitionKey = 'pk';
const expiryAttribute = 'expires';

type Live = { readonly tags: Tags; readonly expiry: string | undefined };

/** DynamoDB, on demand: the settings item and the ledger of alerts. */
export function table(names: Names, place: Place): Resource {
  const TableName = names.table;
  const dynamodb = ({ clients }: Context) => clients.dynamodb(place.home);

  const describe = async (context: Context): Promise<TableDescription | undefined> => {
    try {
      return (await dynamodb(context).send(new DescribeTableCommand({ TableName }))).Table;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  const tagsOf = async (context: Context): Promise<Tags> => {
    const found = await dynamodb(context).send(new ListTagsOfResourceCommand({ ResourceArn: names.tableArn }));
    return fromList(found.Tags);
  };
  const expiryOf = async (context: Context): Promise<string | undefined> => {
    const found = await dynamodb(context).send(new DescribeTimeToLiveCommand({ TableName }));
    return found.TimeToLiveDescription?.AttributeName;
  };
  const untilActive = (context: Context) =>
    until(context, { what: 'the table to become active', budget: passing.tableBusy.budget }, async () =>
      (await describe(context))?.TableStatus === 'ACTIVE' ? true : undefined,
    );
  const untilGone = (context: Context) =>
    until(context, { what: 'the deleted table to be gone', budget: passing.tableBusy.budget }, async () =>
      (await describe(context)) ? undefined : true,
    );
  const setExpiry = async (context: Context) => {
    const TimeToLiveSpecification = { AttributeName: expiryAttribute, Enabled: true };
    try {
      await whilePassing(context, passing.tableBusy, () =>
        dynamodb(context).send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification })),
      );
    } catch (error) {
      // Once an hour only, and not while ENABLING: items are checked for their expiry when read, so this can wait.
      if (!isNamed(error, 'ValidationException')) throw error;
    }
  };

  return defineResource<Live>({
    id: 'table',
    type: 'AWS::DynamoDB::Table',
    region: place.home,
    name: TableName,
    needs: [],
    permissions: {
      read: [
        allow(['dynamodb:DescribeTable', 'dynamodb:DescribeTimeToLive', 'dynamodb:ListTagsOfResource'], names.tableArn),
      ],
      write: [allow(['dynamodb:CreateTable', 'dynamodb:TagResource', 'dynamodb:UpdateTimeToLive'], names.tableArn)],
      remove: [allow(['dynamodb:DeleteTable'], names.tableArn)],
    },

    async read(context) {
      // Of a table that is not there, the emulator of our tests denies the tags, and AWS says it is missing.
      const [described, tagged, expires] = await Promise.allSettled([
        describe(context),
        tagsOf(context),
        expiryOf(context),
      ]);
      const found = settledValue(described);
      if (!found || found.TableStatus === 'DELETING') return undefined;
      const tags = settledValue(tagged);
      const expiry = settledValue(expires);
      const untaggedAndEmpty = tags[ownerTag] === undefined && found.ItemCount === 0;
      const ours = isOurs(tags, place.installation) || untaggedAndEmpty;
      return { owner: ours ? 'ours' : 'foreign', live: { tags, expiry } };
    },

    plan: (context, desired, live) => [
      ...differences({ 'expiry attribute': live.expiry }, { 'expiry attribute': expiryAttribute }),
      ...tagChange(missingTags(wishedTags(context, desired), live.tags)),
    ],

    async create(context, desired) {
      const make = () =>
        dynamodb(context).send(
          new CreateTableCommand({
            TableName,
            BillingMode: 'PAY_PER_REQUEST',
            KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
            AttributeDefinitions: [{ AttributeName: partitionKey, AttributeType: 'S' }],
            Tags: toList(wishedTags(context, desired)),
          }),
        );
      try {
        await make();
      } catch (error) {
        // A table that is being deleted still has its name.
        if ((await describe(context))?.TableStatus !== 'DELETING') throw error;
        await untilGone(context);
        await make();
      }
      await untilActive(context);
      await setExpiry(context);
    },

    async update(context, desired: Desired, live, changes) {
      await untilActive(context);
      if (touches(changes, 'expiry attribute')) await setExpiry(context);
      if (touches(changes, 'tags')) {
        const Tags = toList(missingTags(wishedTags(context, desired), live.tags));
        await dynamodb(context).send(new TagResourceCommand({ ResourceArn: names.tableArn, Tags }));
      }
    },

    async destroy(context) {
      try {
        await whilePassing(context, { ...passing.tableBusy, errors: /ResourceInUseException/ }, () =>
          dynamodb(context).send(new DeleteTableCommand({ TableName })),
        );
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}

function settledValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}
