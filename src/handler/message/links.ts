import { hiddenName } from '../sign-in/user.ts';
import type { SignIn } from '../sign-in.ts';
import type { MessageContext } from './context.ts';

/** Host of the console by partition: with the region where it has one of its own for each. */
const hosts: { readonly [partition: string]: (region: string) => string } = {
  aws: (region) => `${region}.console.aws.amazon.com`,
  'aws-cn': (region) => `${region}.console.amazonaws.cn`,
  'aws-us-gov': (region) => `${region}.console.amazonaws-us-gov.com`,
};

/** Region in which each partition keeps IAM. */
const iamRegions: { readonly [partition: string]: string } = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

export const isRegion = (region: string | undefined): region is string =>
  region !== undefined && /^[a-z]{2,3}(?:-[a-z]{3,10}){1,3}-\d{1,2}$/.test(region);

export const isAccount = (account: string | undefined): account is string =>
  account !== undefined && /^\d{12}$/.test(account);

const host = (partition: string, region: string): string | undefined =>
  Object.hasOwn(hosts, partition) ? hosts[partition]?.(region) : undefined;

/** The event in CloudTrail's history, where region and id are such as AWS makes them. */
export function eventUrl({ eventId, region, awsRegion }: SignIn, { partition }: MessageContext): string | undefined {
  const at = [awsRegion, region].find(isRegion);
  const console = at && host(partition, at);
  return console && eventId ? `https://${console}/cloudtrailv2/home?region=${at}#/events/${eventId}` : undefined;
}

/** The IAM user in the console, where it is one of this account. */
export function userUrl({ user, account }: SignIn, { partition, account: own }: MessageContext): string | undefined {
  const { type, name } = user;
  if (type !== 'IAMUser' || account !== own || name === undefined || name === hiddenName) return undefined;
  const console = host(partition, iamRegions[partition] ?? '');
  return console && /^[\w+=,.@-]{1,64}$/.test(name)
    ? `https://${console}/iam/home#/users/details/${encodeURIComponent(name)}`
    : undefined;
}
