import { AwsError } from './aws-error.ts';
import type { Aws, CallOptions } from './aws-request.ts';

/** What our items hold; everything else in them is left out when read. */
type Value = string | number | boolean | ReadonlySet<string>;
export type Item = Readonly<Record<string, Value>>;

type Update = {
  /** UpdateExpression, with `#name` for every attribute: many plain words are reserved. */
  readonly update: string;
  /** ConditionExpression. */
  readonly only?: string;
  readonly values: Item;
  /** Give the item back as it was. Left out where nobody looks: some items are long. */
  readonly old?: true;
};

/** The installation's table. Its only key is the string `pk`; `expires` (epoch seconds) is its TTL attribute. */
export type Table = {
  /** Items by key; what is not there is left out. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Item>>;
  /** Changes one item, or makes it. Out: whether the condition let it, and with `old` the item as it was ({} if new). */
  update(key: string, update: Update, options?: CallOptions): Promise<{ readonly ok: boolean; readonly before: Item }>;
};

type Attribute = { S: string } | { N: string } | { BOOL: boolean } | { SS: readonly string[] };

function toAttribute(value: Value): Attribute {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  return { SS: [...value] };
}

function fromAttribute(attribute: unknown): Value | undefined {
  if (typeof attribute !== 'object' || attribute === null) return undefined;
  if ('S' in attribute && typeof attribute.S === 'string') return attribute.S;
  if ('N' in attribute && typeof attribute.N === 'string') return Number(attribute.N);
  if ('BOOL' in attribute && typeof attribute.BOOL === 'boolean') return attribute.BOOL;
  if ('SS' in attribute && Array.isArray(attribute.SS)) return new Set(attribute.SS.map(String));
  return undefined;
}

function toItem(attributes: unknown): Item {
  const item: Record<string, Value> = {};
  for (const [name, attribute] of Object.entries(attributes ?? {})) {
    const value = fromAttribute(attribute);
    if (value !== undefined) item[name] = value;
  }
  return item;
}

const namesIn = (...expressions: readonly (string | undefined)[]): Record<string, string> =>
  Object.fromEntries((expressions.join(' ').match(/#\w+/g) ?? []).map((name) => [name, name.slice(1)]));

/** The table, over plain requests. Its methods throw AwsError or NoAnswer. */
export function openTable(aws: Aws, name: string): Table {
  return {
    async read(keys) {
      const Keys = keys.map((pk) => ({ pk: { S: pk } }));
      const answer = await aws('dynamodb', 'BatchGetItem', {
        RequestItems: { [name]: { Keys, ConsistentRead: true } },
      });
      // A throttled table answers 200 and hands keys back: what it kept silent about must not look like "not there".
      if (Object.keys(answer.UnprocessedKeys ?? {}).length > 0)
        throw new AwsError('BatchGetItem', 'UnprocessedKeys', 200, { message: 'the table was too busy' });
      const found: unknown = Object.entries(answer.Responses ?? {}).find(([table]) => table === name)?.[1];
      const items = (Array.isArray(found) ? found : []).map(toItem);
      return new Map(items.map((item) => [String(item.pk), item]));
    },

    async update(key, { update, only, values, old }, options) {
      try {
        const answer = await aws(
          'dynamodb',
          'UpdateItem',
          {
            TableName: name,
            Key: { pk: { S: key } },
            UpdateExpression: update,
            ...(only === undefined ? {} : { ConditionExpression: only }),
            ExpressionAttributeNames: namesIn(update, only),
            ExpressionAttributeValues: Object.fromEntries(
              Object.entries(values).map(([of, value]) => [`:${of}`, toAttribute(value)]),
            ),
            ...(old ? { ReturnValues: 'ALL_OLD', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } : {}),
          },
          options,
        );
        return { ok: true, before: toItem(answer.Attributes) };
      } catch (error) {
        if (!(error instanceof AwsError) || error.name !== 'ConditionalCheckFailedException') throw error;
        return { ok: false, before: toItem(error.fields.Item) };
      }
    },
  };
}
