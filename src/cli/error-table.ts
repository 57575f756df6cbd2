import type { ExitCode } from '../aws/errors.ts';

/** What is known of an error that somebody else threw. */
export type Known = {
  readonly name: string;
  readonly message: string;
  /** Name, code and message. */
  readonly text: string;
  /** An AWS service said it. */
  readonly fromAws?: boolean;
  /** Node's word for a system error: `ENOTFOUND`. */
  readonly code?: string;
  readonly host?: string;
  /** The call that it answers: `sqs:CreateQueue in us-east-1`. */
  readonly call?: string;
};

/** In what the error happened. */
export type About = {
  readonly command: string;
  readonly profile?: string;
  /** Flags of the run that change what it takes: `--name team`. */
  readonly policyFlags?: string;
};

type Says = {
  readonly name: string;
  readonly message: string;
  readonly action: string;
  readonly exitCode?: ExitCode;
};

type Row = { matches(error: Known): boolean; says(error: Known, about: About): Says };

const named =
  (...names: readonly string[]) =>
  ({ name }: Known) =>
    names.includes(name);
const saying =
  (pattern: RegExp) =>
  ({ text }: Known) =>
    pattern.test(text);

const forProfile = ({ profile }: About) => (profile ? ` of profile ${profile}` : '');
const withProfile = ({ profile }: About) => (profile ? ` --profile ${profile}` : '');

const network =
  /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|EPIPE|TimeoutError|socket hang up/;

/**
 * What the errors of AWS, its SDK and the network mean, and what to do. The first row that matches counts: the narrower
 * one comes first.
 */
export const errorTable: readonly Row[] = [
  {
    // First, since its words are not AWS's answer to us: they may speak of anything.
    matches: named('FunctionError'),
    says: ({ message }) => ({
      name: 'FunctionFailed',
      message: `The function says: ${message.replace(/\.$/, '')}.`,
      action: 'See what is wrong with it: npx signin-alert status --check',
    }),
  },
  {
    matches: saying(/SSO.*(expired|invalid|not found)|token.*expired.*sso|aws sso login/i),
    says: (_, about) => ({
      name: 'SsoExpired',
      message: `The SSO session${forProfile(about)} has expired, or there is none.`,
      action: `Run: aws sso login${withProfile(about)}`,
      exitCode: 4,
    }),
  },
  {
    matches: saying(/Could not resolve credentials using profile|Profile .* (could not be found|was not found)/i),
    says: (_, about) => ({
      name: 'ProfileNotFound',
      message: `The AWS profile ${about.profile ?? ''} is not there, or has no credentials.`,
      action: 'See which there are with: aws configure list-profiles',
      exitCode: 4,
    }),
  },
  {
    matches: saying(/multi-factor authentication|MFA code/i),
    says: (_, about) => ({
      name: 'MfaNeeded',
      message: `The credentials${forProfile(about)} need a code from an MFA device, and nobody is there to give it.`,
      action: 'Run this in a terminal, or give it credentials of a session that has passed MFA.',
      exitCode: 4,
    }),
  },
  {
    matches: named('CredentialsProviderError'),
    says: ({ message }, about) => ({
      name: 'NoCredentials',
      message: `No usable AWS credentials were found${about.profile ? ` for profile ${about.profile}` : ''}: ${message}`,
      action: 'Set them up with aws configure or aws sso login, or name a profile with --profile.',
      exitCode: 4,
    }),
  },
  {
    matches: saying(/RequestTimeTooSkewed|Signature (expired|not yet current)|RequestExpired/),
    says: () => ({
      name: 'ClockSkew',
      message: "This machine's clock is minutes off, so AWS refuses its signatures.",
      action: 'Set the clock right (switch on automatic time), then run the same command again.',
    }),
  },
  {
    matches: saying(/ExpiredToken|token included in the request is expired|security token.*expired/i),
    says: (_, about) => ({
      name: 'ExpiredToken',
      message: `The temporary AWS credentials${forProfile(about)} have expired.`,
      action: `Get new ones, for example with: aws sso login${withProfile(about)}`,
      exitCode: 4,
    }),
  },
  {
    matches: named(
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'SignatureDoesNotMatch',
      'InvalidAccessKeyId',
      'InvalidSignatureException',
      'AuthFailure',
      'InvalidToken',
      'IncompleteSignature',
      'MissingAuthenticationToken',
    ),
    says: ({ name }, about) => ({
      name: 'BadCredentials',
      message: `AWS does not know these credentials${forProfile(about)} (${name}).`,
      action: 'Check them with: aws sts get-caller-identity',
      exitCode: 4,
    }),
  },
  {
    matches: named('OptInRequired', 'SubscriptionRequiredException'),
    says: () => ({
      name: 'OptInRequired',
      message: 'AWS says that this account is not signed up for a service or region that is needed.',
      action: 'Enable the region under Account > AWS Regions in the console, or choose another with --region.',
      exitCode: 4,
    }),
  },
  {
    matches: saying(/AccessDenied|UnauthorizedOperation|AuthorizationError|not authorized to perform/),
    says: (error, { command, policyFlags = '' }) => ({
      name: 'AccessDenied',
      message: `AWS denied ${deniedAction(error)}.${whoDenies(error)}`,
      action: `See what this command needs with: npx signin-alert policy ${command}${policyFlags}`,
      exitCode: 4,
    }),
  },
  {
    matches: saying(/Region is missing/),
    says: () => ({
      name: 'NoRegion',
      message: 'No AWS region is given.',
      action: 'Give one with --region, AWS_REGION or the profile.',
      exitCode: 2,
    }),
  },
  {
    matches: saying(/self.signed certificate|unable to (verify|get).*certificate|CERT_/i),
    says: ({ message }) => ({
      name: 'CertificateRefused',
      message: `The certificate of the other side is not trusted: ${message}.`,
      action: "Behind a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS to its certificate's file.",
    }),
  },
  {
    matches: saying(network),
    says: ({ host, message, call }) => ({
      name: 'Unreachable',
      message: `${host ?? 'AWS'} could not be reached${call ? ` for ${call}` : ''}: ${message}.`,
      action: 'Check the network (and the proxy, if there is one), then run the same command again.',
    }),
  },
  {
    matches: saying(/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/),
    says: ({ message, call = 'calls' }) => ({
      name: 'Throttled',
      message: `AWS takes no more ${call} of this account just now: ${message}.`,
      action: 'Wait a minute, then run the same command again.',
    }),
  },
  {
    matches: named('MaximumNumberOfTrailsExceededException'),
    says: ({ message }) => ({
      name: 'TooManyTrails',
      message: `No trail can be added: AWS allows five in a region, and none of those that are there shows sign-ins to EventBridge: ${message}`,
      action:
        'Delete one that nobody needs, or put one right (all regions, logging, management write events) and name it with --trail; AWS raises this limit for nobody.',
    }),
  },
  {
    matches: saying(/LimitExceeded|MaximumNumberOf|TooMany/),
    says: ({ name, message }) => ({
      name: 'QuotaReached',
      message: `A limit of this account is reached (${name}): ${message}`,
      action: 'Remove what is not needed, or ask for more under Service Quotas; then run the same command again.',
    }),
  },
  {
    matches: ({ fromAws }) => fromAws === true,
    says: ({ name, message, call }) => ({
      name: 'AwsRefused',
      message: `AWS refused${call ? ` ${call}` : ''}: ${name}: ${message}`,
      action: 'Run the same command again. If it stays so, run it with --verbose and report what it prints.',
    }),
  },
];

/** "… is not authorized to perform: iam:CreateRole on resource: …" */
const deniedAction = ({ message, call = 'a call' }: Known): string => {
  const [, action, resource] = /to perform:? ([\w-]+:\w+)(?: on resource:? (\S+))?/.exec(message) ?? [];
  return action ? `${action}${resource ? ` on ${resource}` : ''}` : `${call}: ${message.replace(/\.$/, '')}`;
};

const whoDenies = ({ message, call = '' }: Known): string => {
  // EventBridge says nothing at all where it is the handing over of the role that is denied (aws.md 1.4).
  if (/^\w*$/.test(message) && call.startsWith('events:PutTargets')) {
    return ' It may be iam:PassRole to events.amazonaws.com that is missing.';
  }
  const [policy] =
    /service control policy|resource control policy|permissions boundary|session policy/.exec(message) ?? [];
  return policy ? ` A ${policy} forbids it.` : '';
};
