import type { TestEvent } from '../event.ts';
import { readSignIn, type SignIn } from '../sign-in.ts';

/** Documentation addresses only (RFC 5737): nobody's. */
const address = '203.0.113.10';

const root = { type: 'Root', name: 'root' };
const user = { type: 'IAMUser', name: 'test-user' };
const looks: { readonly [kind in TestEvent['kind']]: { type: string; name: string; result: string; mfa: string } } = {
  success: { ...user, result: 'Success', mfa: 'Yes' },
  failure: { ...user, result: 'Failure', mfa: 'No' },
  root: { ...root, result: 'Success', mfa: 'Yes' },
  'no-mfa': { ...user, result: 'Success', mfa: 'No' },
};

/**
 * The sign-in that a test event stands for. The event only chooses the kind: every value shown is made here.
 * @param context account, partition and region to show.
 */
export function signInFromTest(
  test: TestEvent,
  context: { readonly account: string | undefined; readonly partition: string; readonly region?: string | undefined },
): SignIn {
  const { type, name, result, mfa } = looks[test.kind];
  const path = type === 'Root' ? 'root' : `user/${name}`;
  const record = {
    userIdentity: {
      type,
      accountId: context.account,
      arn: `arn:${context.partition}:iam::${context.account ?? ''}:${path}`,
      ...(type === 'Root' ? {} : { userName: name }),
    },
    eventTime: test.sentAt,
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: context.region,
    sourceIPAddress: address,
    userAgent: 'signin-alert send-test',
    ...(result === 'Failure' ? { errorMessage: 'Failed authentication' } : {}),
    responseElements: { ConsoleLogin: result },
    additionalEventData: { MFAUsed: mfa },
    recipientAccountId: context.account,
  };
  const signIn = readSignIn(record);
  if ('notAlert' in signIn) throw new Error(`A test event made no sign-in: ${signIn.why}`);
  return { ...signIn, id: test.id, test: true };
}
