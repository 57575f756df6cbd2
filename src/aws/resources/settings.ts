import { isDeepStrictEqual } from 'node:util';
import { DeleteItemCommand, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { differences } from '../compare.ts';
import type { Choices, Context, Desired, Settings } from '../context.ts';
import { type Change, defineResource, type Resource } from '../engine/resource.ts';
import { ExpectedError, isMissing, isNamed } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { passing, whilePassing } from '../wait.ts';
import { fingerprintOf, keyArnOf, sealedWebhook } from '../webhook.ts';

/** Partition key of the one item that says what the user chose. */
export const settingsKey = 'settings';
const Key = { pk: { S: settingsKey } };
/** The table also knows who signed in: that is not for the installer. */
const onlySettings = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': settingsKey } };

/** What the user chose, as one item in the table: a part of it, so that it leaves with it. */
export function settings(names: Names, place: Place): Resource {
  const write = async (context: Context, desired: Desired) => {
    const sealed = await sealedWebhook(context, desired);
    const attributes = {
      choices: JSON.stringify(desired.choices),
      webhook: JSON.stringify(sealed),
      cliVersion: desired.cliVersion,
      ...(desired.rules === undefined ? {} : { rules: desired.rules }),
    };
    const fresh = { ...passing.tableBusy, errors: /ResourceNotFoundException/ };
    try {
      await whilePassing(context, fresh, () => writeSettings(context, attributes));
    } catch (error) {
      if (!isNamed(error, 'SettingsChanged')) throw error;
      // Another install was quicker, or our own write had its answer lost: looking again tells.
      context.findings.overtaken = true;
    }
  };
  return defineResource<Settings>({
    id: 'settings',
    type: 'Settings',
    region: place.home,
    name: `${names.table}/settings`,
    needs: ['table', 'key'],
    partOf: 'table',
    permissions: {
      read: [allow(['dynamodb:GetItem'], names.tableArn, onlySettings)],
      write: [allow(['dynamodb:UpdateItem'], names.tableArn, onlySettings)],
      remove: [],
    },

    async read(context) {
      const live = await readSettings(context);
      if (!live) return undefined;
      context.findings.settings = live;
      return { owner: 'ours', live };
    },

    plan: (context, desired, live) => [
      ...choiceChanges(live.choices, desired.choices),
      ...webhookChange(context, desired, live),
      ...(desired.rules === undefined || desired.rules === live.rules ? [] : [{ field: 'alert rules' }]),
      ...differences({ version: live.cliVersion }, { version: desired.cliVersion }),
    ],
    create: write,
    update: write,

    async destroy(context) {
      try {
        await context.clients.dynamodb(place.home).send(new DeleteItemCommand({ TableName: names.table, Key }));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}

/** The settings item, or undefined where there is none. */
async function readSettings({ clients, names, place }: Context): Promise<Settings | undefined> {
  try {
    const { Item } = await clients
      .dynamodb(place.home)
      .send(new GetItemCommand({ TableName: names.table, Key, ConsistentRead: true }));
    if (!Item?.choices?.S) return undefined;
    return {
      version: Number(Item.version?.N ?? 0),
      choices: JSON.parse(Item.choices.S),
      cliVersion: Item.cliVersion?.S ?? '',
      blocked: Item.blocked?.S ? JSON.parse(Item.blocked.S) : {},
      ...(Item.webhook?.S ? { webhook: JSON.parse(Item.webhook.S) } : {}),
      ...(Item.rules?.S ? { rules: Item.rules.S } : {}),
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

type Attributes = Readonly<Partial<Record<'choices' | 'webhook' | 'rules' | 'cliVersion' | 'blocked', string>>>;

/**
 * Writes attributes of the settings item; the others stay.
 * @returns the new version
 * @throws SettingsChanged when somebody else wrote since this run read them.
 */
export async function writeSettings(
  { clients, names, place, findings }: Context,
  attributes: Attributes,
): Promise<number> {
  const version = findings.writtenVersion ?? findings.settings?.version ?? 0;
  const entries = Object.entries(attributes);
  try {
    await clients.dynamodb(place.home).send(
      new UpdateItemCommand({
        TableName: names.table,
        Key,
        UpdateExpression: `SET #version = :next, ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: version === 0 ? 'attribute_not_exists(#version)' : '#version = :version',
        ExpressionAttributeNames: Object.fromEntries([
          ['#version', 'version'],
          ...entries.map(([name]) => [`#${name}`, name]),
        ]),
        ExpressionAttributeValues: Object.fromEntries([
          [':next', { N: String(version + 1) }],
          ...(version === 0 ? [] : [[':version', { N: String(version) }]]),
          ...entries.map(([name, value]) => [`:${name}`, { S: value }]),
        ]),
      }),
    );
  } catch (error) {
    if (!isNamed(error, 'ConditionalCheckFailedException')) throw error;
    throw settingsChanged({ cause: error });
  }
  findings.writtenVersion = version + 1;
  return version + 1;
}

export const settingsChanged = (more: { readonly state?: string; readonly cause?: unknown }) =>
  new ExpectedError({
    name: 'SettingsChanged',
    message: 'Somebody else changed the settings of this installation at the same time.',
    action: 'Look at what they are now (signin-alert config get) and run the same command again.',
    ...more,
  });

const labels = {
  channel: 'channel',
  legacyWebhook: 'legacy webhook',
  regions: 'regions',
  trail: 'trail',
  kmsKey: 'KMS key',
  logRetentionDays: 'log retention (days)',
  tags: 'tags',
  permissionsBoundary: 'permissions boundary',
} as const satisfies Record<keyof Choices, string>;

function choiceChanges(found: Choices, wished: Choices): Change[] {
  const keys = Object.keys(labels) as (keyof Choices)[];
  return keys
    .filter((key) => !isDeepStrictEqual(found[key], wished[key]))
    .map((key) => ({ field: labels[key], from: text(found[key]), to: text(wished[key]) }));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '(none)'));

function webhookChange(context: Context, desired: Desired, live: Settings): Change[] {
  const keyArn = keyArnOf(context, desired);
  const found = live.webhook?.fingerprint;
  const wished =
    desired.webhook.kind === 'kept'
      ? desired.webhook.sealed.fingerprint
      : keyArn && fingerprintOf(desired.webhook.url, keyArn);
  return found === wished ? [] : [{ field: 'webhook', to: 'encrypted anew' }];
}
