import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientConfig } from '../support/aws.ts';
import { firstInstall, type Ground, startGround } from '../support/ground.ts';
import { isObject, type Json } from '../support/json.ts';
import type { Fault } from '../support/proxy.ts';
import { ran, writesOf } from './ran.ts';

let ground: Ground;
const home = 'us-east-1';
const company = `arn:aws:cloudtrail:${home}:000000000000:trail/company`;

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());
beforeEach(() => ground.begin());

const run = (args: readonly string[], faults: readonly Fault[] = []) => ran(ground, args, { faults });
const cloudtrail = () => new CloudTrailClient(clientConfig(ground.cloud, home));

type Shape = {
  readonly name?: string;
  readonly multi?: boolean;
  readonly logging?: boolean;
  readonly readOnly?: boolean;
};

/** Somebody else's trail with a bucket of its own. */
async function makeTrail({ name = 'company', multi = true, logging = true, readOnly = false }: Shape = {}) {
  const Bucket = `${name}-logs`;
  await new S3Client(clientConfig(ground.cloud, home)).send(new CreateBucketCommand({ Bucket }));
  await cloudtrail().send(new CreateTrailCommand({ Name: name, S3BucketName: Bucket, IsMultiRegionTrail: multi }));
  if (logging) await cloudtrail().send(new StartLoggingCommand({ Name: name }));
  const EventSelectors = [{ ReadWriteType: 'ReadOnly' as const, IncludeManagementEvents: true }];
  if (readOnly) await cloudtrail().send(new PutEventSelectorsCommand({ TrailName: name, EventSelectors }));
}

/** Every answer of DescribeTrails says that the trails belong to an organization. */
const ofAnOrganization: Fault = {
  operation: 'DescribeTrails',
  times: Infinity,
  action: {
    edit: (body) => {
      const answer: Json = JSON.parse(body);
      const trailList = [answer.trailList].flat().filter(isObject);
      return JSON.stringify({ trailList: trailList.map((trail) => ({ ...trail, IsOrganizationTrail: true })) });
    },
  },
};
const denied = (operation: string): Fault => ({
  operation,
  times: Infinity,
  action: { error: { code: 'AccessDeniedException', status: 403, message: 'User: x is not authorized' } },
});

describe('a trail that is there', () => {
  it('is reused, and neither it nor its bucket is ever changed or removed; no bucket is made', async () => {
    await ground.begin({ make: makeTrail });
    const { code, action } = await run(firstInstall);
    expect({ code, trail: action('trail'), bucket: action('log-bucket') }).toEqual({
      code: 0,
      trail: expect.objectContaining({ action: 'reuse', why: company }),
      bucket: undefined,
    });
    expect(writesOf(ground, 'cloudtrail', 's3')).toEqual([]);
    const status = await run(['status', '--json']);
    expect(status).toMatchObject({ code: 0, healthy: true });
    expect(status.check('trail')).toMatchObject({ ok: true, message: expect.stringContaining(company) });
    expect((await run(['uninstall', '--yes', '--json', '--delete-logs', '--confirm', 'x'])).code).toBe(0);
    expect(writesOf(ground, 'cloudtrail', 's3')).toEqual([]);
    expect((await ground.look()).othersChanged).toBeUndefined();
  });

  it.each([
    ['is not logging', { logging: false }],
    [`covers ${home} only`, { multi: false }],
    ['records read events only', { readOnly: true }],
  ])('is not relied on where it %s: ours is made, and the plan says why', async (why, shape) => {
    await ground.begin({ make: () => makeTrail(shape) });
    const { code, action } = await run(firstInstall);
    expect(code).toBe(0);
    expect(action('trail')).toMatchObject({ action: 'create', why: expect.stringContaining(`company: it ${why}`) });
    expect(await run(['status', '--json'])).toMatchObject({ code: 0, healthy: true });
    expect((await ground.look()).othersChanged).toBeUndefined();
  });

  it('is reused where it is the organization’s and a member may not look into it', async () => {
    await ground.begin({ make: makeTrail });
    const faults = [ofAnOrganization, denied('GetTrailStatus'), denied('GetEventSelectors')];
    // Our own is not there, and asking for it is denied in the same way.
    const gone = { code: 'TrailNotFoundException', status: 400 };
    const ours: Fault = {
      service: 'cloudtrail',
      where: ({ body }) => body.includes('trail/signin-alert-main'),
      times: Infinity,
      action: { error: gone },
    };
    const { code, action } = await run(firstInstall, [ours, ...faults]);
    expect({ code, ...action('trail') }).toMatchObject({ code: 0, action: 'reuse', why: company });
    expect(await run(['status', '--json'], [ours, ...faults])).toMatchObject({ code: 0, healthy: true });
  });

  it('is not reused where somebody’s own trail cannot be looked into', async () => {
    await ground.begin({ make: makeTrail });
    const { action } = await run(firstInstall, [
      { ...denied('GetEventSelectors'), where: ({ body }) => /company/.test(body) },
    ]);
    expect(action('trail')).toMatchObject({
      action: 'create',
      why: expect.stringContaining('cannot be seen from here'),
    });
  });

  it('that the user named and that shows no sign-ins is refused, with the reason', async () => {
    await ground.begin({ make: () => makeTrail({ logging: false }) });
    for (const [name, why] of [
      ['company', 'it is not logging'],
      ['missing', 'there is no such trail'],
    ] as const) {
      const { code, error } = await run([...firstInstall, '--trail', name]);
      expect({ code, name: error.name }).toEqual({ code: 2, name: 'TrailNotUsable' });
      expect(error.message).toContain(why);
      expect(writesOf(ground)).toEqual([]);
    }
  });

  it('that stops logging later is told by status, and install makes ours', async () => {
    await ground.begin({ make: makeTrail });
    await run(firstInstall);
    await cloudtrail().send(new StopLoggingCommand({ Name: 'company' }));
    const status = await run(['status', '--json']);
    expect(status).toMatchObject({ code: 3, healthy: false });
    expect(status.check('trail')).toMatchObject({
      ok: false,
      message: expect.stringContaining('company: it is not logging'),
    });
    expect((await run(['install', '--yes', '--json', '--skip-test'])).action('trail')).toMatchObject({
      action: 'create',
    });
    expect(await run(['status', '--json'])).toMatchObject({ code: 0, healthy: true });
  });

  it('taken on later ends ours, whose log files stay', async () => {
    await run(firstInstall);
    await makeTrail();
    const beside = await run(['status', '--json']);
    expect(beside.check('trail')).toMatchObject({ ok: true, message: expect.stringContaining('$2 per 100,000') });
    const { code, action } = await run(['install', '--yes', '--json', '--skip-test', '--trail', 'company']);
    expect({ code, trail: action('trail')?.action, bucket: action('log-bucket')?.action }).toEqual({
      ...{ code: 0, trail: 'delete', bucket: 'keep' },
    });
    expect(await run(['status', '--json'])).toMatchObject({ code: 0, healthy: true });
    // And back again, into the bucket that stayed.
    expect((await run(['install', '--yes', '--json', '--skip-test', '--trail', 'new'])).code).toBe(0);
    expect(await run(['status', '--json'])).toMatchObject({ code: 0, healthy: true });
  });

  it('five of which are of no use leave no room for ours: that is said, and the rest is installed', async () => {
    const names = ['one', 'two', 'three', 'four', 'five'];
    await ground.begin({ make: () => Promise.all(names.map((name) => makeTrail({ name, logging: false }))) });
    const full: Fault = {
      operation: 'CreateTrail',
      times: Infinity,
      action: {
        error: { code: 'MaximumNumberOfTrailsExceededException', message: 'User: 000000000000 already has 5 trails' },
      },
    };
    const { code, error, action } = await run(firstInstall, [full]);
    expect({ code, name: error.name }).toEqual({ code: 1, name: 'TooManyTrails' });
    expect(error.message).toContain('five in a region');
    expect(error.action).toContain('--trail');
    expect(error.state).toMatch(/not done: trail\.$/);
    expect(action('trail')?.why).toContain('one: it is not logging');
    // As the sentence advises.
    await Promise.all(names.map((Name) => cloudtrail().send(new StartLoggingCommand({ Name }))));
    expect((await run([...firstInstall, '--trail', 'three'], [full])).code).toBe(0);
    expect(await run(['status', '--json'])).toMatchObject({ code: 0, healthy: true });
  });
});
