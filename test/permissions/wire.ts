import type { Call } from '../support/proxy.ts';
import { identity } from './wire/identity.ts';
import { keys } from './wire/keys.ts';
import { messaging } from './wire/messaging.ts';
import type { Facts, IamRequest, Mapping, Tags } from './wire/request.ts';
import { running } from './wire/running.ts';
import { storage } from './wire/storage.ts';

export type { IamRequest } from './wire/request.ts';

/** What one call on the wire asks AWS's policies for. */
export type Asked = { readonly call: Call; readonly requests: readonly IamRequest[] };

export type Account = {
  readonly account: string;
  /** Tags of every KMS key, by its ARN. */
  readonly keyTags: ReadonlyMap<string, Tags>;
  /** ARN of the boundary that a role has, as it was before the calls. */
  readonly boundaries: ReadonlyMap<string, string>;
};

/**
 * Recorded calls as AWS puts them to its policies: IAM's actions, which are not always named like the operations, with
 * resources and condition keys (service-authorization reference; what is odd stands beside its line).
 * @throws for an operation that nobody has looked up yet
 */
export function askedFor(calls: readonly Call[], { account, keyTags, boundaries }: Account): Asked[] {
  const aliases = new Map<string, string>();
  const bound = new Map(boundaries);
  const facts: Facts = { account, keyTags, keyOf: (alias) => aliases.get(alias) };
  const operations: Record<string, Mapping> = {
    ...identity((role) => bound.get(role)),
    ...keys,
    ...storage,
    ...messaging,
    ...running,
  };
  return calls.map((call) => {
    const { input } = call;
    if (call.operation === 'DescribeKey' && call.status === 200) {
      aliases.set(String(input.KeyId), String(JSON.parse(call.answer ?? '{}').KeyMetadata?.Arn));
    }
    const mapping = operations[`${call.service}:${call.operation}`];
    if (!mapping)
      throw new Error(`nobody has looked up what ${call.service}:${call.operation} takes: test/permissions`);
    const requests = mapping(call, facts);
    if (/^(Create|Update)Alias$/.test(call.operation)) aliases.set(String(input.AliasName), String(input.TargetKeyId));
    if (typeof input.PermissionsBoundary === 'string') bound.set(String(input.RoleName), input.PermissionsBoundary);
    return { call, requests };
  });
}
