import type { PolicyCommand } from '../../src/aws/policy.ts';
import { account, bucket, home, name } from './by-hand.ts';

/** ARNs in our policies that stand for more than one thing, and why AWS leaves no other way. */
export const wildcards: Readonly<Record<string, string>> = {
  [`arn:aws:dynamodb:*:${account}:table/${name}`]:
    'where no role tells the home region, the table is looked for in all',
  [`arn:aws:events:*:${account}:rule/${name}-forward`]: 'one forwarding rule in every region, also in those to come',
  [`arn:aws:events:*:${account}:event-bus/default`]: 'send-test --from-region',
  'arn:aws:cloudtrail:*:*:trail/*': 'whether a trail that is there serves; an organization has it in another account',
  [`arn:aws:kms:${home}:${account}:key/*`]: 'a key has no name, and KMS takes up to five minutes to heed a new tag',
  [`arn:aws:logs:${home}:${account}:log-group:/aws/lambda/${name}:*`]:
    'the form that Logs asks for: a group and its streams',
  [`arn:aws:s3:::${bucket}/*`]: 'the log files',
};

/** What a policy grants and no scenario calls, and why it is there. */
export const neverCalled: Readonly<Partial<Record<PolicyCommand, Readonly<Record<string, string>>>>> = {
  uninstall: {
    [`s3:DeleteObject on arn:aws:s3:::${bucket}/*`]:
      'the version of a file in a bucket without versions is `null`: S3 does not say which of the two it asks for then',
  },
};
