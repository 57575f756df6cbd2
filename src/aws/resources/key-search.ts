import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  type KeyState,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import type { SdkError } from '@smithy/types';
import type { PolicyDocument } from '../compare.ts';
import type { Context } from '../context.ts';
import { isMissing } from '../errors.ts';
import { fromKmsList, isOurs, ownerTag, type Tags } from '../tags.ts';
import { passing, whilePassing } from '../wait.ts';

export type KeyFound = {
  readonly arn: string;
  readonly state: KeyState | undefined;
  readonly created: Date | undefined;
  readonly tags: Tags;
  readonly policy: string | undefined;
};

/** The key our alias leads to and all keys that carry our tag, oldest first: one whose alias was never made is found too. */
export async function findKeys(context: Context): Promise<{ aliasArn: string | undefined; keys: readonly KeyFound[] }> {
  const [aliasArn, tagged] = await Promise.all([aliasTarget(context), taggedKeys(context)]);
  const arns = new Set([...(aliasArn ? [aliasArn] : []), ...tagged]);
  const keys = await Promise.all([...arns].map((arn) => describe(context, arn)));
  const there = keys.filter((found) => found !== undefined);
  return { aliasArn, keys: there.toSorted((a, b) => Number(a.created) - Number(b.created)) };
}

/** Milliseconds before each further try to make the key: the tag of one just made takes a moment to be found. */
const pauses = [1_000, 2_000, 4_000];

/**
 * Makes the key. There is no idempotency token: where the answer was lost, a second try could make a second key. So it is
 * looked for by its tag first, and one that shows up later still is a spare key to the next install, which removes it.
 * @returns the key's ARN
 */
export async function createKey(
  context: Context,
  keyPolicy: PolicyDocument,
  Tags: { TagKey: string; TagValue: string }[],
): Promise<string> {
  const make = new CreateKeyCommand({
    Description: `signin-alert ${context.place.installation}: the Slack webhook`,
    Policy: JSON.stringify(keyPolicy),
    Tags,
  });
  for (let attempt = 0; ; attempt += 1) {
    try {
      const made = await whilePassing(context, passing.policyPrincipal, () =>
        context.clients.kmsOnce(context.place.home).send(make),
      );
      const arn = made.KeyMetadata?.Arn;
      if (!arn) throw new Error('KMS answered CreateKey without a key');
      return arn;
    } catch (error) {
      const pause = pauses[attempt];
      if (pause === undefined || !mayPass(error)) throw error;
      context.signal.throwIfAborted();
      context.say('KMS, which did not answer');
      await sleep(pause);
      const { keys } = await findKeys(context);
      const ours = keys.find(({ tags, state }) => isOurs(tags, context.place.installation) && state === 'Enabled');
      if (ours) return ours.arn;
    }
  }
}

/** What the SDK would repeat by itself. */
const mayPass = (error: unknown): boolean =>
  isSdkError(error) && (isThrottlingError(error) || isTransientError(error) || isServerError(error));

const isSdkError = (error: unknown): error is SdkError => error instanceof Error;

async function aliasTarget({ clients, names, place }: Context): Promise<string | undefined> {
  try {
    const found = await clients.kms(place.home).send(new DescribeKeyCommand({ KeyId: names.keyAlias }));
    return found.KeyMetadata?.Arn;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function taggedKeys({ clients, place }: Context): Promise<string[]> {
  const arns: string[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await clients.tagging(place.home).send(
      new GetResourcesCommand({
        ResourceTypeFilters: ['kms:key'],
        TagFilters: [{ Key: ownerTag, Values: [place.installation] }],
        PaginationToken,
      }),
    );
    arns.push(...(page.ResourceTagMappingList ?? []).flatMap(({ ResourceARN }) => ResourceARN ?? []));
    PaginationToken = page.PaginationToken || undefined;
  } while (PaginationToken);
  return arns;
}

/** Undefined for a key that is gone by now: the tagging service remembers it for a while. */
async function describe({ clients, place }: Context, arn: string): Promise<KeyFound | undefined> {
  const kms = clients.kms(place.home);
  try {
    const [described, tagged, document] = await Promise.all([
      kms.send(new DescribeKeyCommand({ KeyId: arn })),
      kms.send(new ListResourceTagsCommand({ KeyId: arn })),
      kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' })),
    ]);
    return {
      arn,
      state: described.KeyMetadata?.KeyState,
      created: described.KeyMetadata?.CreationDate,
      tags: fromKmsList(tagged.Tags),
      policy: document.Policy,
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
