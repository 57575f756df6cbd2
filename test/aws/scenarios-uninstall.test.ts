import { CloudTrailClient, CreateTrailCommand } from '@aws-sdk/client-cloudtrail';
import { PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientConfig } from '../support/aws.ts';
import { firstInstall, type Ground, startGround } from '../support/ground.ts';
import type { Fault } from '../support/proxy.ts';
import { ran, writesOf } from './ran.ts';

let ground: Ground;
const home = 'us-east-1';
const bucket = `signin-alert-main-000000000000-${home}-an`;
const uninstall = ['uninstall', '--yes', '--json'];
const withLogs = [...uninstall, '--delete-logs', '--confirm', bucket];

beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.stop());
beforeEach(async () => {
  await ground.begin();
  await run(firstInstall);
});

const run = (args: readonly string[], faults: readonly Fault[] = []) => ran(ground, args, { faults });
const s3 = () => new S3Client({ ...clientConfig(ground.cloud, home), forcePathStyle: true });
const put = (Key: string) => s3().send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'x' }));
const logFile = 'AWSLogs/000000000000/CloudTrail/us-east-1/2026/11/23/file.json.gz';
/** All but the key, which goes later. */
const left = async () => (await ground.look()).lines.filter((line) => !/PendingDeletion$/.test(line));

describe('the log files', () => {
  it('stay, and it is said where they are and how to delete them; later they can be', async () => {
    await put(logFile);
    const { stdout } = await ground.run(['uninstall', '--yes']);
    expect(stdout).toContain(`Still there: ${bucket}`);
    expect(stdout).toContain(`--delete-logs --confirm ${bucket}`);
    expect(await left()).toEqual([`${home} s3 bucket ${bucket}`]);
    expect((await run(withLogs)).code).toBe(0);
    expect(await left()).toEqual([]);
  });

  it('go with all their versions and delete markers, also those that come late', async () => {
    await s3().send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    for (let version = 0; version < 3; version += 1) await put(logFile);
    // CloudTrail delivers once more between the emptying and the end of the bucket.
    const late: Fault = { operation: 'DeleteBucket', action: { before: () => put(`${logFile}.late`) } };
    const { code, stderr } = await run(withLogs, [late]);
    expect(code).toBe(0);
    expect(stderr).toContain('waiting for S3 to finish an earlier change of the bucket');
    expect(await left()).toEqual([]);
  });

  it('are not deleted without their bucket being named rightly', async () => {
    const { code, error } = await run([...uninstall, '--delete-logs', '--confirm', 'another']);
    expect({ code, name: error.name }).toEqual({ code: 2, name: 'Usage' });
    expect(writesOf(ground)).toEqual([]);
  });

  it('are not deleted where another trail writes there too', async () => {
    const trail = new CreateTrailCommand({ Name: 'company', S3BucketName: bucket, IsMultiRegionTrail: true });
    await new CloudTrailClient(clientConfig(ground.cloud, home)).send(trail);
    const { code, error } = await run(withLogs);
    expect({ code, name: error.name }).toEqual({ code: 1, name: 'BucketInUse' });
    expect(error.message).toContain('the trail company writes there too');
    expect(writesOf(ground)).toEqual([]);
  });

  it('are not deleted where other files lie beside them', async () => {
    await put('reports/2026.csv');
    const { code, error } = await run(withLogs);
    expect({ code, name: error.name }).toEqual({ code: 1, name: 'BucketInUse' });
    expect(error.message).toContain('reports/');
    expect(writesOf(ground)).toEqual([]);
  });

  it('that may not be deleted hold back only their bucket and the anchor; the end names them and how to go on', async () => {
    await put(logFile);
    const message = 'User: x is not authorized to perform: s3:DeleteObjectVersion on resource: y';
    const error = { code: 'AccessDenied', status: 403, message };
    const held = await run(withLogs, [{ operation: 'DeleteObjects', times: Infinity, action: { error } }]);
    expect({ code: held.code, name: held.error.name }).toEqual({ code: 4, name: 'AccessDenied' });
    expect(held.error.message).toMatch(/^log-bucket: .*s3:DeleteObjectVersion/);
    expect(held.error.action).toContain('Run the same command again');
    expect(await left()).toEqual([
      'global iam role /signin-alert/signin-alert-main-function',
      `${home} s3 bucket ${bucket}`,
    ]);
    expect((await run(withLogs)).code).toBe(0);
    expect(await left()).toEqual([]);
  });

  it('that cannot even be looked at do not hold up an uninstall that leaves them', async () => {
    const error = { code: 'AccessDenied', status: 403, message: 'User: x is not authorized to perform: s3:X' };
    const { code } = await run(uninstall, [{ service: 's3', times: Infinity, action: { error } }]);
    expect(code).toBe(0);
    expect(await left()).toEqual([`${home} s3 bucket ${bucket}`]);
  });
});

describe('our trail', () => {
  it('stays while another installation sees sign-ins through it, and goes with the last', async () => {
    const second = ['--name', 'second'];
    expect((await run([...firstInstall, ...second])).action('trail')).toMatchObject({ action: 'reuse' });
    const first = await run(uninstall);
    expect(first.action('trail')).toMatchObject({ action: 'keep', why: expect.stringContaining('second') });
    expect(await run(['status', '--json', ...second])).toMatchObject({ code: 0, healthy: true });
    expect((await run([...uninstall, ...second])).code).toBe(0);
    expect(await left()).toContain(`${home} cloudtrail trail signin-alert-main logging`);
    expect((await run(uninstall)).code).toBe(0);
    expect(await left()).toEqual([`${home} s3 bucket ${bucket}`]);
  });

  it('stays with --keep-trail, and the next install takes it on again', async () => {
    const { code, action } = await run([...uninstall, '--keep-trail']);
    expect({ code, ...action('trail') }).toMatchObject({ code: 0, action: 'keep' });
    expect(await left()).toEqual([`${home} cloudtrail trail signin-alert-main logging`, `${home} s3 bucket ${bucket}`]);
    expect((await run(firstInstall)).action('trail')).toMatchObject({ action: 'none' });
    expect(await run(['status', '--json'])).toMatchObject({ code: 0, healthy: true });
  });
});
