import {
  CreateKeyCommand,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  type KeyState,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import type { PolicyDocument } from '../compare.ts';
import type { Context } from '../context.ts';
import { isDenied, isMissing } from '../errors.ts';
import { fromKmsList, ownerTag, type Tags } from '../tags.ts';

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

/**
 * Makes the key. A lost answer is not asked for again (there is no idempotency token: it could be a second key), but
 * looked for by its tag.
 * @returns the key's ARN
 */
export async function createKey(
  context: Context,
  keyPolicy: PolicyDocument,
  Tags: { TagKey: string; TagValue: string }[],
): Promise<string> {
  try {
    const made = await context.clients.kmsOnce(context.place.home).send(
      new CreateKeyCommand({
        Description: `signin-alert ${context.place.installation}: the Slack webhook`,
        Policy: JSON.stringify(keyPolicy),
        Tags,
      }),
    );
    const arn = made.KeyMetadata?.Arn;
    if (!arn) throw new Error('KMS answered CreateKey without a key');
    return arn;
  } catch (error) {
    if (isDenied(error)) throw error;
    const { keys } = await findKeys(context);
    const found = keys.find(({ tags, state }) => tags[ownerTag] === context.place.installation && state === 'Enabled');
    if (!found) throw error;
    return found.arn;
  }
}

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
