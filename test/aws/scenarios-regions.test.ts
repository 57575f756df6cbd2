import { EventBridgeClient, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountRegions } from '../support/account.ts';
import { clientConfig } from '../support/aws.ts';
import { firstInstall, type Ground, startGround } from '../support/ground.ts';
import type { Fault } from '../support/proxy.ts';
import { someRegions } from '../support/scene.ts';
import { ran, writesOf } from './ran.ts';

let ground: Ground;
const home = 'us-east-1';
const install = ['install', '--yes', '--json', '--skip-test'];

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());
beforeEach(() => ground.begin());

type Options = { readonly faults?: readonly Fault[]; readonly regions?: readonly string[] };
const run = (args: readonly string[], options: Options = {}) => ran(ground, args, options);
const status = (options: Options = {}) => run(['status', '--json'], options);
/** Regions with a forwarding rule that has a target, sorted. */
const forwarders = async (regions: readonly string[] = someRegions) => {
  const Rule = 'signin-alert-main-forward';
  const found = regions.map(async (region) => {
    const events = new EventBridgeClient(clientConfig(ground.cloud, region));
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule }));
    return Targets.length > 0 ? [region] : [];
  });
  return (await Promise.all(found)).flat().sort();
};

describe('an account with', () => {
  it('31 regions: each but home forwards, and all are gone after uninstall', async () => {
    const regions = await accountRegions(ground.cloud);
    expect(regions).toHaveLength(31);
    expect((await run(firstInstall, { regions })).code).toBe(0);
    expect(await forwarders(regions)).toEqual(regions.filter((region) => region !== home).toSorted());
    const seen = await status({ regions });
    expect(seen).toMatchObject({ code: 0, healthy: true });
    expect(seen.check('regions')?.message).toBe('sign-ins of 31 of 31 enabled regions are seen');
    expect((await run(['uninstall', '--yes', '--json'], { regions })).code).toBe(0);
    expect(await forwarders(regions)).toEqual([]);
  });

  it('one region: nothing forwards, and that is all right', async () => {
    expect((await run(firstInstall, { regions: [home] })).code).toBe(0);
    expect(await forwarders()).toEqual([]);
    expect(await status({ regions: [home] })).toMatchObject({ code: 0, healthy: true });
  });

  it('home elsewhere than us-east-1: everything is there, and us-east-1 forwards', async () => {
    const there = ['--region', 'eu-north-1'];
    expect((await run([...firstInstall, ...there])).code).toBe(0);
    expect(await forwarders()).toEqual(['ap-southeast-2', home]);
    const { lines } = await ground.look();
    expect(lines).toContain('eu-north-1 s3 bucket signin-alert-main-000000000000-eu-north-1-an');
    expect(lines.filter((line) => line.startsWith(`${home} `) && !/signin-alert-main-forward/.test(line))).toEqual([]);
    // Found from the shell's region, and removed from there too.
    expect(await status()).toMatchObject({ code: 0, healthy: true });
    expect((await run(['uninstall', '--yes', '--json'])).code).toBe(0);
    expect((await ground.look()).lines).toEqual([
      'eu-north-1 kms key <id> PendingDeletion',
      'eu-north-1 s3 bucket signin-alert-main-000000000000-eu-north-1-an',
    ]);
  });
});

describe('the watched regions', () => {
  it('narrowed by --regions: what is narrowed away is removed, and stays so', async () => {
    await run(firstInstall);
    const { code, action } = await run([...install, '--regions', `${home},eu-north-1`]);
    expect({ code, ...action('forwarder:ap-southeast-2') }).toMatchObject({ code: 0, action: 'delete' });
    expect(await forwarders()).toEqual(['eu-north-1']);
    expect(await status()).toMatchObject({ code: 0, healthy: true });
    expect((await run(install)).result).toBe('unchanged');
    expect((await run([...install, '--regions', 'all'])).code).toBe(0);
    expect(await forwarders()).toEqual(['ap-southeast-2', 'eu-north-1']);
  });

  it('grown by one that was enabled later: status names it, install adds it', async () => {
    const regions = [...someRegions, 'af-south-1'];
    await run(firstInstall);
    const seen = await status({ regions });
    expect(seen).toMatchObject({ code: 3, healthy: false });
    expect(seen.check('regions')).toMatchObject({ ok: false, message: expect.stringContaining('not of af-south-1') });
    expect((await run(install, { regions })).action('forwarder:af-south-1')).toMatchObject({ action: 'create' });
    expect(writesOf(ground)).toEqual(['PutRule', 'PutTargets']);
    expect(await status({ regions })).toMatchObject({ code: 0, healthy: true });
  });

  it('asked for, but not enabled: exit 2, with the name', async () => {
    const { code, error } = await run([...firstInstall, '--regions', `${home},af-south-1`]);
    expect({ code, name: error.name }).toEqual({ code: 2, name: 'UnknownRegion' });
    expect(error.message).toContain('af-south-1');
  });

  it('told by EC2 where the account service does not answer', async () => {
    const error = { code: 'AccessDeniedException', status: 403, message: 'no' };
    const faults: Fault[] = [
      { operation: 'ListRegions', times: Infinity, action: { error } },
      {
        operation: 'DescribeRegions',
        times: Infinity,
        action: {
          edit: (body) =>
            body.replaceAll(/<item>(?:(?!<\/item>).)*<regionName>(?!us-east-1|eu-north-1)[^<]*<.*?<\/item>/gs, ''),
        },
      },
    ];
    expect((await run(firstInstall, { faults })).code).toBe(0);
    expect(await forwarders()).toEqual(['eu-north-1']);
  });
});

describe('a region that a service control policy closes', () => {
  const scp =
    'is not authorized to perform: events:X with an explicit deny in a service control policy: arn:aws:organizations::1:policy/p';
  const closed = (operations: RegExp): Fault => ({
    service: 'events',
    region: 'eu-north-1',
    where: ({ operation }) => operations.test(operation),
    times: Infinity,
    action: {
      error: { code: 'AccessDeniedException', status: 403, message: `User: arn:aws:iam::000000000000:user/ann ${scp}` },
    },
  });

  it('to new rules only: the install names it as blocked and goes on, status remembers it, a later install tries again', async () => {
    const first = await run(firstInstall, { faults: [closed(/PutRule/)] });
    expect({ code: first.code, result: first.result }).toEqual({ code: 0, result: 'installed' });
    expect(first.action('forwarder:eu-north-1')).toMatchObject({
      action: 'blocked',
      why: expect.stringContaining('service control policy'),
    });
    expect(await forwarders()).toEqual(['ap-southeast-2']);
    const seen = await status();
    expect(seen).toMatchObject({ code: 0, healthy: true });
    expect(seen.action('forwarder:eu-north-1')).toMatchObject({ state: 'blocked', why: expect.stringContaining(scp) });
    expect(seen.check('regions')).toMatchObject({ ok: true, message: expect.stringContaining('eu-north-1') });
    // The policy is gone.
    expect((await run(install)).code).toBe(0);
    expect(await forwarders()).toEqual(['ap-southeast-2', 'eu-north-1']);
    expect((await status()).action('forwarder:eu-north-1')).toMatchObject({ state: 'ready' });
    expect((await run(install)).result).toBe('unchanged');
  });

  it('altogether: plan and status name it, and uninstall is not held up by it', async () => {
    const faults = [closed(/./)];
    const dry = await run([...firstInstall, '--dry-run'], { faults });
    expect(dry.action('forwarder:eu-north-1')).toMatchObject({ action: 'blocked', why: expect.stringContaining(scp) });
    expect((await run(firstInstall, { faults })).code).toBe(0);
    const seen = await status({ faults });
    expect(seen).toMatchObject({ code: 0, healthy: true });
    expect(seen.action('forwarder:eu-north-1')).toMatchObject({ state: 'blocked' });
    const gone = await run(['uninstall', '--yes', '--json'], { faults });
    expect({ code: gone.code, result: gone.result }).toEqual({ code: 0, result: 'removed' });
    expect(await forwarders()).toEqual([]);
    expect((await run(['uninstall', '--yes', '--json'], { faults })).result).toBe('nothing');
  });

  it('to removals: that region’s rule stays and is named, and only what it uses is held back', async () => {
    await run(firstInstall);
    const held = await run(['uninstall', '--yes', '--json'], { faults: [closed(/RemoveTargets|DeleteRule/)] });
    expect({ code: held.code, name: held.error.name }).toEqual({ code: 4, name: 'AccessDenied' });
    expect(held.error.state).toMatch(
      /not done: forwarder:eu-north-1, events-role-policy, events-role, function-role\.$/,
    );
    expect((await ground.look()).lines.filter((line) => !/PendingDeletion|s3 bucket/.test(line))).toEqual([
      'eu-north-1 events rule signin-alert-main-forward',
      expect.stringMatching(/^eu-north-1 events target signin-alert-main-forward/),
      'global iam role /signin-alert/signin-alert-main-events',
      'global iam role /signin-alert/signin-alert-main-function',
      'global iam role-policy signin-alert-main-events signin-alert',
    ]);
    expect((await run(['uninstall', '--yes', '--json'])).code).toBe(0);
    expect(await forwarders()).toEqual([]);
  });

  it('as a pair: EventBridge does not forward from there', async () => {
    const message = 'Cross-region api call is not allowed.';
    const faults: Fault[] = [{ ...closed(/PutTargets/), action: { error: { code: 'ValidationException', message } } }];
    const { code, action } = await run(firstInstall, { faults });
    expect(code).toBe(0);
    expect(action('forwarder:eu-north-1')).toMatchObject({ action: 'blocked', why: expect.stringContaining(message) });
  });
});
