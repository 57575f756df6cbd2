import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  DeleteAliasCommand,
  EnableKeyCommand,
  type KeyState,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms';
import { type PolicyDocument, policy, policyChange, tagChange, touches } from '../compare.ts';
import type { Context } from '../context.ts';
import { type Change, defineResource, type Resource } from '../engine/resource.ts';
import { isMissing, isNamed } from '../errors.ts';
import type { Names, Place } from '../names.ts';
import { allow } from '../permissions.ts';
import { isOurs, missingTags, ownerTag, toKmsList } from '../tags.ts';
import { passing, whilePassing } from '../wait.ts';
import { createKey, findKeys, type KeyFound } from './key-search.ts';
import { wishedTags } from './wished-tags.ts';

type Live = {
  /** The key that stays. */
  readonly key: KeyFound;
  /** ARN that the alias leads to. */
  readonly aliasArn: string | undefined;
  /** Further keys of this installation, each a dollar a month: left over by a lost answer or a race. */
  readonly spare: readonly KeyFound[];
};

/**
 * The key that seals the webhook, and its alias. IAM may manage it as usual; nobody but the function's role may decrypt.
 * No rotation: each one costs a further dollar a month, and there is one small secret, encrypted anew when it changes.
 */
export function key(names: Names, place: Place): Resource {
  const kms = ({ clients }: Context) => clients.kms(place.home);
  const wished = keyPolicy(names, place);

  return defineResource<Live>({
    id: 'key',
    type: 'AWS::KMS::Key',
    region: place.home,
    name: names.keyAlias,
    needs: [],
    leaving: 'schedule',
    wish: ({ choices }) => (choices.kmsKey === undefined ? 'present' : 'absent'),
    permissions: permissions(names, place),

    async read(context) {
      const { aliasArn, keys } = await findKeys(context);
      const ours = keys.filter(({ tags }) => isOurs(tags, place.installation));
      const aliased = keys.find(({ arn }) => arn === aliasArn);
      const alive = ours.filter(({ state }) => state !== 'PendingDeletion');
      const stays = aliased ?? alive[0];
      if (!stays) {
        const [revivable] = ours;
        if (revivable) context.findings.revivableKeyArn = revivable.arn;
        return undefined;
      }
      const owner = isOurs(stays.tags, place.installation) ? 'ours' : 'foreign';
      if (owner === 'ours') context.findings.keyArn = stays.arn;
      return { owner, live: { key: stays, aliasArn, spare: alive.filter(({ arn }) => arn !== stays.arn) } };
    },

    plan: (context, desired, live) => [
      ...stateChange(live.key.state),
      ...(live.aliasArn === live.key.arn
        ? []
        : [{ field: 'alias', from: live.aliasArn ?? '(none)', to: names.keyAlias }]),
      ...policyChange('policy', live.key.policy, wished),
      ...tagChange(missingTags(wishedTags(context, desired), live.key.tags)),
      ...live.spare.map(({ arn }) => ({ field: 'spare key', from: arn, to: 'scheduled for deletion' })),
    ],

    async create(context, desired) {
      const tags = toKmsList(wishedTags(context, desired));
      const { revivableKeyArn } = context.findings;
      const arn = revivableKeyArn ?? (await createKey(context, wished, tags));
      if (revivableKeyArn) await revive(context, arn, 'PendingDeletion');
      context.findings.keyArn = arn;
      try {
        await createAlias(context, arn);
      } catch (error) {
        if (!isNamed(error, 'AlreadyExistsException')) throw error;
        // Another install was quicker: its key stays. With no alias to it, ours would cost a dollar a month unseen.
        const { aliasArn } = await findKeys(context);
        if (aliasArn !== arn) await schedule(context, arn);
        throw error;
      }
    },

    async update(context, desired, live, changes) {
      const KeyId = live.key.arn;
      await Promise.all(live.spare.map(({ arn }) => schedule(context, arn)));
      if (touches(changes, 'state')) await revive(context, KeyId, live.key.state);
      if (touches(changes, 'policy')) {
        const put = new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: JSON.stringify(wished) });
        await whilePassing(context, passing.policyPrincipal, () => kms(context).send(put));
      }
      // There is none: one that leads to another key would have made that one the key that stays.
      if (touches(changes, 'alias')) await createAlias(context, KeyId);
      if (touches(changes, 'tags')) {
        const Tags = toKmsList(missingTags(wishedTags(context, desired), live.key.tags));
        await kms(context).send(new TagResourceCommand({ KeyId, Tags }));
      }
    },

    async destroy(context, live) {
      const alias = kms(context)
        .send(new DeleteAliasCommand({ AliasName: names.keyAlias }))
        .catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
      const leaving = [live.key, ...live.spare].filter(({ state }) => state !== 'PendingDeletion');
      await Promise.all([alias, ...leaving.map(({ arn }) => schedule(context, arn))]);
    },
  });

  async function schedule(context: Context, KeyId: string): Promise<void> {
    try {
      const PendingWindowInDays = context.keyDeletionDays;
      await kms(context).send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
    } catch (error) {
      // Pending already, or gone.
      if (!isMissing(error) && !isNamed(error, 'KMSInvalidStateException')) throw error;
    }
  }

  async function createAlias(context: Context, TargetKeyId: string): Promise<void> {
    const create = new CreateAliasCommand({ AliasName: names.keyAlias, TargetKeyId });
    await whilePassing(context, passing.freshKey, () => kms(context).send(create));
  }

  /** Cancelling a deletion leaves the key disabled (aws.md 7). */
  async function revive(context: Context, KeyId: string, state: KeyState | undefined): Promise<void> {
    if (state === 'PendingDeletion') {
      await kms(context)
        .send(new CancelKeyDeletionCommand({ KeyId }))
        .catch((error: unknown) => {
          // Cancelled already: by a call whose answer was lost, or by another install.
          if (!isNamed(error, 'KMSInvalidStateException')) throw error;
        });
    }
    await whilePassing(context, passing.freshKey, () => kms(context).send(new EnableKeyCommand({ KeyId })));
  }
}

const stateChange = (state: KeyState | undefined): Change[] =>
  state === 'Enabled' ? [] : [{ field: 'state', from: String(state), to: 'Enabled' }];

/** The role is named in a condition, not as a principal: a role made again would otherwise be a dead id (aws.md 6). */
function keyPolicy(names: Names, { partition, account }: Place): PolicyDocument {
  return policy(
    {
      Sid: 'ManagedThroughIam',
      Effect: 'Allow',
      Principal: { AWS: `arn:${partition}:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'OnlyTheFunctionDecrypts',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': names.functionRoleArn } },
    },
  );
}

function permissions(names: Names, { partition, account, home, installation }: Place): Resource['permissions'] {
  const anyKey = `arn:${partition}:kms:${home}:${account}:key/*`;
  const asks = { StringEquals: { [`aws:RequestTag/${ownerTag}`]: installation } };
  const carries = { StringEquals: { [`aws:ResourceTag/${ownerTag}`]: installation } };
  // A key has no name. Its tag tells it, but KMS may take five minutes to heed a new one: what follows the making at once
  // is bound by the alias instead, and looking is bound by nothing.
  const leaving = [
    allow(['kms:DeleteAlias'], [names.keyAliasArn, anyKey]),
    allow(['kms:ScheduleKeyDeletion'], anyKey, carries),
  ];
  return {
    read: [
      allow(['tag:GetResources'], '*'),
      allow(['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:ListResourceTags'], anyKey),
    ],
    write: [
      allow(['kms:CreateKey'], '*', asks),
      // Tags in the creating call count as a request for any key.
      allow(['kms:TagResource'], anyKey, asks),
      allow(['kms:TagResource', 'kms:PutKeyPolicy', 'kms:EnableKey', 'kms:CancelKeyDeletion'], anyKey, carries),
      allow(['kms:CreateAlias'], [names.keyAliasArn, anyKey]),
      // Spare keys, and ours where the user's own takes its place.
      ...leaving,
    ],
    remove: leaving,
  };
}
