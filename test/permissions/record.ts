import { GetRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { KMSClient, ListKeysCommand, ListResourceTagsCommand } from '@aws-sdk/client-kms';
import { clientConfig } from '../support/aws.ts';
import type { Call } from '../support/proxy.ts';
import type { Scene } from '../support/scene.ts';
import * as hand from './by-hand.ts';
import { perform, prepare, type Scenario } from './scenarios.ts';
import { type Asked, askedFor } from './wire.ts';

/** A scenario that was run, and what its calls ask AWS's policies for. */
export type Recorded = { readonly scenario: Scenario; readonly asked: readonly Asked[] };

/** Runs the scenarios one after the other, each on what the one before left, and listens at the wire. */
export async function record(scene: Scene, scenarios: readonly Scenario[]): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  if (scenarios[0]?.from === 'installed') await scene.install();
  for (const planned of scenarios) {
    if (planned.from === 'empty') await scene.cloud.reset();
    const scenario = await prepare(scene, planned);
    const boundaries = await readBoundaries(scene);
    const { code, stderr, stdout } = await perform(scene, scenario);
    if (code !== scenario.code)
      throw new Error(`${scenario.command}, ${scenario.name}: exit ${code}\n${stderr}${stdout}`);
    const calls: Call[] = [...scene.wire.calls];
    const keyTags = await readKeyTags(scene);
    recorded.push({ scenario, asked: askedFor(calls, { account: hand.account, boundaries, keyTags }) });
  }
  return recorded;
}

/** Tags of all keys by ARN: they stay as they are as long as a key lives. */
async function readKeyTags({ cloud }: Scene) {
  const kms = new KMSClient(clientConfig({ endpoint: cloud.url }, hand.home));
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  const tags = Keys.map(async ({ KeyArn = '', KeyId }) => {
    const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
    return [KeyArn, Object.fromEntries(Tags.map(({ TagKey, TagValue }) => [TagKey ?? '', TagValue ?? '']))] as const;
  });
  return new Map(await Promise.all(tags));
}

async function readBoundaries({ cloud }: Scene) {
  const iam = new IAMClient(clientConfig({ endpoint: cloud.url }, hand.home));
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const bound = Roles.map(async ({ RoleName = '' }) => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const arn = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
    return arn ? [[RoleName, arn] as const] : [];
  });
  return new Map((await Promise.all(bound)).flat());
}
