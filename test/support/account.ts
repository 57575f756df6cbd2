import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { cloudtrail, dynamodb, kms, logs } from './account/data.ts';
import { iam } from './account/iam.ts';
import { lambda } from './account/lambda.ts';
import { events, sns, sqs } from './account/messaging.ts';
import { s3 } from './account/s3.ts';
import { type Lister, mapSome, type Thing } from './account/thing.ts';
import { allPages, type Cloud, clientConfig } from './aws.ts';
import { holdsSecret } from './secret.ts';

/** Regions to look in; default: all of the account. Global services are always looked at. */
export type AccountOptions = Cloud & { readonly regions?: readonly string[] };

const everywhere: Lister[] = [kms, dynamodb, logs, cloudtrail, lambda, sns, sqs, events];
const global: Lister[] = [iam, s3];

/** The names of all enabled regions. */
export async function accountRegions(cloud: Cloud): Promise<string[]> {
  const client = new AccountClient(clientConfig(cloud, 'us-east-1'));
  const RegionOptStatusContains = ['ENABLED' as const, 'ENABLED_BY_DEFAULT' as const];
  const regions = await allPages(async (NextToken) => {
    const page = await client.send(new ListRegionsCommand({ RegionOptStatusContains, NextToken }));
    return { items: page.Regions, next: page.NextToken };
  });
  return regions.flatMap(({ RegionName }) => RegionName ?? []);
}

/** Everything in the account, each with where it is. */
export async function readAccount(options: AccountOptions): Promise<{ line: string; thing: Thing }[]> {
  const regions = options.regions ?? (await accountRegions(options));
  const calls = [
    ...global.map((list) => ({ list, region: 'us-east-1', label: 'global' })),
    ...regions.flatMap((region) => everywhere.map((list) => ({ list, region, label: region }))),
  ];
  const found = await mapSome(calls, 8, async ({ list, region, label }) =>
    (await list(options, region)).map((thing) => ({ line: `${thing.region ?? label} ${thing.name}`, thing })),
  );
  return found.flat().sort((a, b) => (a.line < b.line ? -1 : 1));
}

/**
 * What exists in the account, one sorted line each: `us-east-1 sns topic signin-alert-main`,
 * `global iam role /signin-alert/signin-alert-main-function`, `us-east-1 kms key <id> PendingDeletion`.
 */
export async function listAccount(options: AccountOptions): Promise<string[]> {
  return (await readAccount(options)).map(({ line }) => line);
}

/** Each line of listAccount with all that can be read of the thing, as text: settings, policies, contents. */
async function dumpAccount(options: AccountOptions): Promise<{ line: string; text: string }[]> {
  return mapSome(await readAccount(options), 8, async ({ line, thing }) => {
    const content = await thing.read();
    const bytesAsText = (_key: string, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
    return { line, text: typeof content === 'string' ? content : JSON.stringify(content, bytesAsText) };
  });
}

/**
 * Looks for a secret, in clear or lightly encoded, in everything that can be read: function zips and settings,
 * items, log events, queue messages, objects, policies. Out: the lines of the things that hold it.
 */
export async function grepAccount(options: AccountOptions, secret: string): Promise<string[]> {
  const dump = await dumpAccount(options);
  return dump
    .filter(({ text, line }) => holdsSecret(text, secret) || holdsSecret(line, secret))
    .map(({ line }) => line);
}
