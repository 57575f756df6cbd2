import { describe, expect, test } from 'vitest';
import { ExpectedError } from '../../src/aws/errors.ts';
import { explain, isUnexpected } from '../../src/cli/explain.ts';

const about = { command: 'install', profile: 'work' };
const made = (name: string, message: string, more: object = {}) => Object.assign(new Error(message), { name, ...more });
const fromAws = (name: string, message: string) => made(name, message, { $metadata: { httpStatusCode: 400 } });

/** Errors as AWS, its SDK and Node throw them; the name we give them, and the exit code. */
const known: readonly (readonly [error: Error, name: string, exitCode: number, says?: RegExp])[] = [
  [
    made('CredentialsProviderError', 'Could not load credentials from any providers'),
    'NoCredentials',
    4,
    /aws configure/,
  ],
  [
    made(
      'CredentialsProviderError',
      'Could not resolve credentials using profile: [work] in configuration/credentials file(s).',
    ),
    'ProfileNotFound',
    4,
    /list-profiles/,
  ],
  [
    made(
      'CredentialsProviderError',
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
    ),
    'SsoExpired',
    4,
    /aws sso login --profile work/,
  ],
  [
    made(
      'CredentialsProviderError',
      'Profile work requires multi-factor authentication, but no MFA code callback was provided.',
    ),
    'MfaNeeded',
    4,
  ],
  [
    fromAws('ExpiredToken', 'The security token included in the request is expired'),
    'ExpiredToken',
    4,
    /sso login --profile work/,
  ],
  [fromAws('ExpiredTokenException', 'The security token included in the request is expired'), 'ExpiredToken', 4],
  [
    fromAws('InvalidClientTokenId', 'The security token included in the request is invalid.'),
    'BadCredentials',
    4,
    /get-caller-identity/,
  ],
  [
    fromAws('UnrecognizedClientException', 'The security token included in the request is invalid.'),
    'BadCredentials',
    4,
  ],
  [fromAws('SignatureDoesNotMatch', 'The request signature we calculated does not match'), 'BadCredentials', 4],
  [
    fromAws('SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than 20260101T001500Z'),
    'ClockSkew',
    1,
    /clock/,
  ],
  [fromAws('InvalidSignatureException', 'Signature not yet current: 20260101T000000Z'), 'ClockSkew', 1],
  [
    fromAws('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'),
    'ClockSkew',
    1,
  ],
  [
    fromAws(
      'AccessDenied',
      'User: arn:aws:iam::123456789012:user/me is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/x because no identity-based policy allows the iam:CreateRole action',
    ),
    'AccessDenied',
    4,
    /iam:CreateRole on arn:aws:iam::123456789012:role\/x[\s\S]*signin-alert policy install/,
  ],
  [
    fromAws(
      'AccessDeniedException',
      'User: x is not authorized to perform: kms:CreateKey with an explicit deny in a service control policy',
    ),
    'AccessDenied',
    4,
    /kms:CreateKey\. A service control policy forbids it/,
  ],
  [fromAws('OptInRequired', 'You are not subscribed to this service.'), 'OptInRequired', 4],
  [made('Error', 'Region is missing'), 'NoRegion', 2],
  [
    made('Error', 'getaddrinfo ENOTFOUND sts.us-east-1.amazonaws.com', {
      code: 'ENOTFOUND',
      hostname: 'sts.us-east-1.amazonaws.com',
    }),
    'Unreachable',
    1,
    /sts\.us-east-1/,
  ],
  [made('Error', '', { code: 'ECONNREFUSED', address: '10.0.0.1' }), 'Unreachable', 1, /10\.0\.0\.1/],
  [made('TimeoutError', 'Connection timed out after 5000 ms'), 'Unreachable', 1],
  [
    made('Error', 'self-signed certificate in certificate chain', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
    'CertificateRefused',
    1,
    /NODE_EXTRA_CA_CERTS/,
  ],
  [fromAws('ThrottlingException', 'Rate exceeded'), 'Throttled', 1],
  [fromAws('LimitExceededException', 'Cannot exceed quota for RolesPerAccount: 1000'), 'QuotaReached', 1],
  [fromAws('MaximumNumberOfTrailsExceededException', 'User already has 5 trails'), 'TooManyTrails', 1, /--trail/],
  [fromAws('InternalFailure', 'We made a mistake'), 'AwsRefused', 1],
];

describe('errors of others in sentences', () => {
  test.each(
    known.map(
      ([error, name, exitCode, says]) =>
        [`${error.name}: ${error.message}`.slice(0, 80), { error, name, exitCode, says }] as const,
    ),
  )('%s', (_, { error, name, exitCode, says = /./ }) => {
    const explained = explain(error, about);
    expect(explained).toMatchObject({ name, exitCode });
    expect(`${explained.message}\n${explained.action}`).toMatch(says);
    expect(isUnexpected(explained)).toBe(false);
  });
});

test('our own stay as they are', () => {
  const ours = new ExpectedError({ name: 'NameTaken', message: 'm', action: 'a' });
  expect(explain(ours, about)).toBe(ours);
});

test('what nobody foresaw says how to report it', () => {
  const explained = explain(new TypeError('x is not a function'), about);
  expect(explained).toMatchObject({ name: 'Unexpected', exitCode: 1 });
  expect(isUnexpected(explained)).toBe(true);
  expect(explained.action).toMatch(/--verbose/);
  expect(explain('just a string', about).message).toContain('just a string');
});

describe('no secret in them', () => {
  const webhook = 'https://hooks.slack.com/services/T0ABC1DEF/B0ABC1DEF/abcdEFGH1234abcdEFGH1234';
  test.each([webhook, Buffer.from(webhook).toString('base64'), Buffer.from(`{"x":"${webhook}"}`).toString('base64')])(
    '%s',
    (text) => {
      const { message } = explain(new Error(`Invalid: ${text}!`), about);
      expect(message).toContain('[webhook]');
      expect(message).not.toContain(text.slice(40, 60));
    },
  );
});

test('nothing in them moves the cursor', () => {
  expect(explain(new Error('a\u001b[2Jb\u202ec\nd'), about).message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
