import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { loadConfig, memoize, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';
import type { AwsCredentialIdentity, Provider } from '@smithy/types';

/** Credentials and region as AWS users have them. */
export type Session = {
  readonly credentials: Provider<AwsCredentialIdentity>;
  /** Undefined where nothing names one: there is no silent default. */
  readonly region?: string;
  /** Where the region comes from, to be shown: `--region`, `AWS_REGION`, … */
  readonly regionFrom?: string;
  readonly profile?: string;
  /** An endpoint override is set: S3 must use path style. */
  readonly customEndpoint: boolean;
};

type SessionOptions = {
  readonly profile?: string;
  readonly region?: string;
  /** Asks for the code of the MFA device with this serial number or ARN. */
  readonly mfaCodeProvider?: (serial: string) => Promise<string>;
};

/**
 * Opens a session; nothing is called yet.
 * The region is `--region`, AWS_REGION, AWS_DEFAULT_REGION (which the SDK for JavaScript leaves out, unlike the AWS CLI)
 * or the profile's. An explicit profile excludes keys from the environment, as in the AWS CLI.
 */
export async function openSession(options: SessionOptions, env: NodeJS.ProcessEnv = process.env): Promise<Session> {
  const profile = options.profile ?? env.AWS_PROFILE;
  const mfa = options.mfaCodeProvider ? { mfaCodeProvider: options.mfaCodeProvider } : {};
  const credentials = options.profile
    ? memoize(fromIni({ profile: options.profile, ...mfa }), expiresSoon, (found) => found.expiration !== undefined)
    : fromNodeProviderChain({ ...(profile ? { profile } : {}), ...mfa });
  const { region, from } = await findRegion(options, env, profile);
  return {
    credentials,
    customEndpoint: Boolean(env.AWS_ENDPOINT_URL ?? env.AWS_ENDPOINT_URL_S3),
    ...(region && from ? { region, regionFrom: from } : {}),
    ...(profile ? { profile } : {}),
  };
}

/** Asked for once and shared by all clients: an MFA code is good for one use. */
const expiresSoon = ({ expiration }: AwsCredentialIdentity) =>
  expiration !== undefined && expiration.getTime() - Date.now() < 5 * 60_000;

async function findRegion(options: SessionOptions, env: NodeJS.ProcessEnv, profile: string | undefined) {
  if (options.region) return { region: options.region, from: '--region' };
  if (env.AWS_REGION) return { region: env.AWS_REGION, from: 'AWS_REGION' };
  if (env.AWS_DEFAULT_REGION) return { region: env.AWS_DEFAULT_REGION, from: 'AWS_DEFAULT_REGION' };
  const fromFiles = loadConfig(
    { ...NODE_REGION_CONFIG_OPTIONS, default: '' },
    { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile ? { profile } : {}) },
  );
  const region = await fromFiles();
  return { region: region || undefined, from: `profile ${profile ?? 'default'}` };
}
