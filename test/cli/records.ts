/** Records with documentation addresses (RFC 5737), for tests of the CLI. */

type Options = { readonly result?: string };

/** A sign-in of an IAM user with MFA. */
export const signInRecord = (userName: string, { result = 'Success' }: Options = {}) => ({
  eventVersion: '1.08',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE',
    arn: 'arn:aws:iam::111122223333:user/x',
    accountId: '111122223333',
    userName,
  },
  eventTime: '2026-03-01T09:00:00Z',
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  responseElements: { ConsoleLogin: result },
  additionalEventData: { MFAUsed: 'Yes' },
  eventID: '00000000-0000-4000-8000-000000000001',
  recipientAccountId: '111122223333',
});

/** A step before a sign-in, which makes no alert. */
export const checkMfa = {
  ...signInRecord('anna'),
  eventName: 'CheckMfa',
  responseElements: { CheckMfa: 'Success' },
};

/** As EventBridge hands it on: its region is not always the record's. */
export const toEvent = (detail: object) => ({
  version: '0',
  id: '00000000-0000-4000-8000-000000000002',
  'detail-type': 'AWS Console Sign In via CloudTrail',
  source: 'aws.signin',
  account: '111122223333',
  time: '2026-03-01T09:00:05Z',
  region: 'eu-west-1',
  resources: [],
  detail,
});

/** As SNS brings it to a function. */
export const bySns = (event: object) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      Sns: { Type: 'Notification', MessageId: 'x', Message: JSON.stringify(event), Timestamp: '2026-03-01T09:00:06Z' },
    },
  ],
});
