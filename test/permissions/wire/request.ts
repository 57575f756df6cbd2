import type { Call } from '../../support/proxy.ts';

/** What AWS asks its policies for one call: an action on a resource, and what is known about it. */
export type IamRequest = {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | string[]>>;
};

/** What a call alone does not tell. */
export type Facts = {
  readonly account: string;
  /** Tags of every KMS key, by its ARN. */
  readonly keyTags: ReadonlyMap<string, Tags>;
  /** ARN of the key that an alias leads to at the time of the call; undefined where there is none. */
  keyOf(alias: string): string | undefined;
};

export type Tags = Readonly<Record<string, string>>;

/** How one operation is asked for. */
export type Mapping = (call: Call, facts: Facts) => readonly IamRequest[];

export const ask = (action: string, resource: string, context: IamRequest['context'] = {}): IamRequest => ({
  action,
  resource,
  context,
});

/** A field of the call that must be there. */
export function field(call: Call, name: string): string {
  const value = call.input[name];
  if (typeof value !== 'string') throw new Error(`${call.service} ${call.operation} without ${name}`);
  return value;
}

export const arnOf = (service: string, resource: string, { region }: Call, { account }: Facts): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

/** A list of a form: `Tags.member.1.Key=…&Tags.member.1.Value=…`. */
export function formTags({ input }: Call): Tags {
  const keys = Object.entries(input).flatMap(([name, value]) => {
    const [, index] = /^Tags\.member\.(\d+)\.Key$/.exec(name) ?? [];
    return index ? [[String(value), String(input[`Tags.member.${index}.Value`] ?? '')] as const] : [];
  });
  return Object.fromEntries(keys);
}

/** A list of `{ Key, Value }` or `{ TagKey, TagValue }`, or an object of tags, in a JSON body. */
export function jsonTags(value: unknown): Tags {
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value ?? {}).map(([key, of]) => [key, String(of)]));
  return Object.fromEntries(
    value.map((tag) => [String(tag.Key ?? tag.TagKey ?? tag.key), String(tag.Value ?? tag.TagValue ?? tag.value)]),
  );
}

/** Condition keys of tags that come with a request. */
export const requestTags = (tags: Tags): IamRequest['context'] => ({
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  ...(Object.keys(tags).length > 0 ? { 'aws:TagKeys': Object.keys(tags) } : {}),
});

/** A making call, and the tagging that counts beside it where tags come with it. */
export const making = (action: string, tagging: string, resource: string, tags: Tags): IamRequest[] => [
  ask(action, resource, requestTags(tags)),
  ...(Object.keys(tags).length > 0 ? [ask(tagging, resource, requestTags(tags))] : []),
];

/** The role a service is handed with a call. */
export const passing = (role: string, service: string, forWhat: string): IamRequest =>
  ask('iam:PassRole', role, { 'iam:PassedToService': service, 'iam:AssociatedResourceArn': forWhat });
