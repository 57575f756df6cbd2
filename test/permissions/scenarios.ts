import type { PolicyCommand, PolicyOptions } from '../../src/aws/policy.ts';
import { changed, removed } from '../aws/breakages.ts';
import { type Cloud, isError } from '../support/aws.ts';
import type { CliOptions, CliResult } from '../support/cli.ts';
import type { Fault } from '../support/proxy.ts';
import { type Scene, someRegions } from '../support/scene.ts';
import * as hand from './by-hand.ts';

/** A run of a command that takes permissions which others do not. */
export type Scenario = {
  readonly name: string;
  readonly command: PolicyCommand;
  readonly args?: readonly string[];
  /** What `policy` must be told as well. */
  readonly options?: PolicyOptions;
  /** What is there before: an empty account, or an installation. */
  readonly from: 'empty' | 'installed';
  /** What others do then, with all rights. What it gives is said to the run, and to `policy`. */
  readonly before?: (cloud: Cloud, scene: Scene) => Promise<unknown>;
  readonly own?: (cloud: Cloud) => Promise<Pick<Scenario, 'args' | 'options'>>;
  readonly faults?: readonly Fault[];
  readonly code: number;
};

const tags = ['--tag', 'team=security', '--tag', 'cost-center=7'];

/** Things done by hand that can be seen side by side. */
const drift = changed.filter(({ what }) => !/scheduled for deletion|alias, removed/.test(what));
const aliasRemoved = changed.filter(({ what }) => /alias, removed/.test(what));
const roles = removed.filter(({ id }) => id === 'function-role' || id === 'events-role');
/** Also where the scenario before has done it. */
const removeRoles = async (cloud: Cloud) => {
  for (const { breakIt } of roles) {
    await breakIt(cloud).catch((error: unknown) => {
      if (!isError(error, 'NoSuchEntityException')) throw error;
    });
  }
};

const breakAll =
  (...things: readonly { breakIt(cloud: Cloud): Promise<unknown> }[]) =>
  async (cloud: Cloud) => {
    for (const { breakIt } of things) await breakIt(cloud);
  };

/** An organization's trail, which belongs to another account. */
const organizationTrail = {
  Name: 'organization',
  TrailARN: 'arn:aws:cloudtrail:us-east-1:999999999999:trail/organization',
  HomeRegion: 'us-east-1',
  S3BucketName: 'of-the-organization',
  IsMultiRegionTrail: true,
  IsOrganizationTrail: true,
};

/** Each beginning leaves what the next one with `from: 'installed'` needs, but for the last. */
export const scenarios: readonly Scenario[] = [
  { name: 'nothing there', command: 'status', from: 'empty', code: 3 },
  { name: 'nothing there', command: 'uninstall', args: ['--yes'], from: 'empty', code: 0 },
  {
    name: 'fresh, with the closing test',
    command: 'install',
    args: ['--regions', someRegions.join(','), '--channel', '#sign-ins', '--webhook-file', '-', ...tags],
    from: 'empty',
    code: 0,
  },
  { name: 'unchanged', command: 'install', from: 'installed', code: 0 },
  { name: 'healthy', command: 'status', from: 'installed', code: 0 },
  {
    name: "beside an organization's trail, and the account service silent",
    command: 'status',
    from: 'installed',
    faults: [
      {
        operation: 'DescribeTrails',
        action: { edit: (body) => JSON.stringify({ trailList: [...JSON.parse(body).trailList, organizationTrail] }) },
      },
      { service: 'account', times: Infinity, action: { error: { code: 'AccessDeniedException', status: 403 } } },
    ],
    code: 0,
  },
  {
    name: 'with all that it can try',
    command: 'status',
    args: ['--check'],
    options: { check: true },
    from: 'installed',
    code: 0,
  },
  { name: 'read', command: 'config', args: ['get'], from: 'installed', code: 0 },
  { name: 'changed', command: 'config', args: ['set', 'language', 'ja'], from: 'installed', code: 0 },
  { name: 'nothing rests', command: 'redeliver', from: 'installed', code: 0 },
  { name: 'delivered', command: 'send-test', from: 'installed', code: 0 },
  {
    name: 'lost on its way from another region',
    command: 'send-test',
    args: ['--from-region', 'eu-north-1', '--timeout', '5'],
    from: 'installed',
    // The emulator does not forward between regions.
    code: 1,
  },
  {
    name: 'other tags',
    command: 'install',
    args: ['--skip-test', '--tag', 'team=operations'],
    from: 'installed',
    code: 0,
  },
  {
    name: 'repair of what was changed by hand',
    command: 'install',
    args: ['--skip-test'],
    from: 'installed',
    before: async (cloud) => {
      await breakAll(...drift)(cloud);
      await Promise.all([
        hand.openKey(cloud),
        hand.spareKey(cloud),
        hand.validateNothing(cloud),
        hand.ownersChoose(cloud),
        hand.neverExpire(cloud),
        hand.dropUndeliverable(cloud),
        hand.secondTargets(cloud),
        hand.bindRoles(cloud),
        hand.openRoles(cloud),
      ]);
    },
    code: 0,
  },
  {
    name: 'a key that lost its alias',
    command: 'install',
    args: ['--skip-test'],
    from: 'installed',
    before: breakAll(...aliasRemoved),
    code: 0,
  },
  {
    name: 'fewer regions',
    command: 'install',
    args: ['--skip-test', '--regions', 'us-east-1,eu-north-1'],
    from: 'installed',
    code: 0,
  },
  {
    name: "somebody else's trail instead of ours",
    command: 'install',
    args: ['--skip-test', '--trail', 'others'],
    from: 'installed',
    before: hand.otherTrail,
    code: 0,
  },
  {
    name: 'a boundary for the roles that are there',
    command: 'install',
    args: ['--skip-test', '--permissions-boundary', hand.boundaryArn],
    options: { permissionsBoundary: hand.boundaryArn },
    from: 'installed',
    before: hand.makeBoundary,
    code: 0,
  },
  {
    name: "the user's own key instead of ours",
    command: 'install',
    args: ['--skip-test', '--webhook-file', '-'],
    from: 'installed',
    own: async (cloud) => {
      const kmsKey = await hand.ownKey(cloud);
      return { args: ['--kms-key', kmsKey], options: { kmsKey, permissionsBoundary: hand.boundaryArn } };
    },
    code: 0,
  },
  {
    name: 'the roles gone',
    command: 'status',
    from: 'installed',
    before: removeRoles,
    code: 3,
  },
  {
    name: 'bound roles made again',
    command: 'install',
    args: ['--skip-test', '--permissions-boundary', hand.boundaryArn],
    options: { permissionsBoundary: hand.boundaryArn },
    from: 'installed',
    before: async (cloud) => {
      await hand.makeBoundary(cloud);
      await removeRoles(cloud);
    },
    code: 0,
  },
  {
    name: 'the logs stay',
    command: 'uninstall',
    args: ['--yes'],
    from: 'installed',
    before: hand.widenRoles,
    code: 0,
  },
  {
    name: 'again, with the key taken back',
    command: 'install',
    args: ['--skip-test', '--channel', '#sign-ins', '--webhook-file', '-', '--trail', 'new'],
    from: 'installed',
    before: (_cloud, scene) => scene.cli(['uninstall', '--yes']),
    code: 0,
  },
  {
    name: 'with the logs',
    command: 'uninstall',
    args: ['--yes', '--delete-logs', '--confirm', hand.bucket],
    options: { deleteLogs: true },
    from: 'installed',
    before: hand.logFiles,
    code: 0,
  },
];

const cloudOf = ({ cloud }: Scene): Cloud => ({ endpoint: cloud.url, ...(cloud.ca ? { ca: cloud.ca } : {}) });

/** Brings about what is there before the run. Out: the scenario with all that the run is told. */
export async function prepare(scene: Scene, scenario: Scenario): Promise<Scenario> {
  const own = await scenario.own?.(cloudOf(scene));
  await scenario.before?.(cloudOf(scene), scene);
  scene.wire.reset();
  for (const fault of scenario.faults ?? []) scene.wire.fault(fault);
  return {
    ...scenario,
    args: [...(scenario.args ?? []), ...(own?.args ?? [])],
    options: { ...scenario.options, ...own?.options },
  };
}

export const perform = (scene: Scene, { command, args = [] }: Scenario, options: CliOptions = {}): Promise<CliResult> =>
  scene.cli([command, '--json', ...(command === 'install' ? ['--yes'] : []), ...args], {
    stdin: scene.webhook,
    ...options,
  });
