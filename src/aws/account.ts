import { ListRegionsCommand } from '@aws-sdk/client-account';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { ListAccountAliasesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from './clients.ts';
import { ExpectedError, isDenied } from './errors.ts';
import { rolePath } from './names.ts';

/** Whose account this is and who asks. */
export type Caller = {
  /** Twelve digits. */
  readonly account: string;
  readonly partition: string;
  readonly arn: string;
};

/** @throws the SDK's credential errors */
export async function whoAmI(clients: Clients, region: string): Promise<Caller> {
  const { Account, Arn } = await clients.sts(region).send(new GetCallerIdentityCommand({}));
  const partition = Arn?.split(':')[1];
  if (!Account || !Arn || !partition) throw new Error('STS did not say whose credentials these are');
  return { account: Account, partition, arn: Arn };
}

/** The account's alias, or undefined where it has none or the caller may not see it. */
export async function accountAlias(clients: Clients, region: string): Promise<string | undefined> {
  try {
    return (await clients.iam(region).send(new ListAccountAliasesCommand({}))).AccountAliases?.[0];
  } catch (error) {
    // Whoever may not see it does without. Any other error could come and go, and the function's configuration with it.
    if (isDenied(error)) return undefined;
    throw error;
  }
}

/** Enabled regions of the account, sorted. EC2 is asked where the account service does not answer. */
export async function enabledRegions(clients: Clients, region: string): Promise<readonly string[]> {
  const regions = await fromAccountService(clients, region).catch(() => fromEc2(clients, region));
  if (regions.length === 0) throw noRegions();
  return regions.toSorted();
}

async function fromAccountService(clients: Clients, region: string): Promise<string[]> {
  const regions: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await clients.account(region).send(
      new ListRegionsCommand({
        RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
        MaxResults: 50,
        NextToken,
      }),
    );
    regions.push(...(page.Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return regions;
}

async function fromEc2(clients: Clients, region: string): Promise<string[]> {
  const { Regions } = await clients.ec2(region).send(new DescribeRegionsCommand({}));
  return (Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []);
}

/** Names of the installations in the account, by their function roles, which are global. */
export async function installations(clients: Clients, region: string): Promise<string[]> {
  const names: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await clients.iam(region).send(new ListRolesCommand({ PathPrefix: rolePath, Marker }));
    names.push(
      ...(page.Roles ?? []).flatMap(({ RoleName }) => /^signin-alert-(\w+)-function$/.exec(RoleName ?? '')?.[1] ?? []),
    );
    Marker = page.IsTruncated ? page.Marker : undefined;
  } while (Marker);
  return names;
}

const noRegions = () =>
  new ExpectedError({
    name: 'NoRegions',
    message: 'AWS names no enabled region for this account.',
    action: 'Check that the caller may use account:ListRegions or ec2:DescribeRegions.',
    exitCode: 4,
  });
