import { randomUUID } from 'node:crypto';
import { toEvent } from '../../support/event.ts';
import type { Json } from '../../support/json.ts';
import { account } from './installation.ts';

type Wish = {
  readonly id?: string;
  readonly user?: string;
  readonly result?: 'Success' | 'Failure';
  readonly ip?: string;
  readonly root?: boolean;
  readonly mfa?: 'Yes' | 'No';
  /** Of the sign-in, in ms. */
  readonly at?: number;
};

/** A CloudTrail record of a console sign-in; documentation addresses only (RFC 5737). */
export function record({
  id = randomUUID(),
  user = 'alice',
  result = 'Success',
  ip,
  root,
  mfa = 'Yes',
  at = Date.now(),
}: Wish = {}): Json {
  return {
    eventVersion: '1.11',
    userIdentity: root
      ? { type: 'Root', principalId: account, arn: `arn:aws:iam::${account}:root`, accountId: account }
      : { type: 'IAMUser', userName: user, arn: `arn:aws:iam::${account}:user/${user}`, accountId: account },
    eventTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    awsRegion: 'eu-west-1',
    sourceIPAddress: ip ?? '198.51.100.7',
    ...(result === 'Failure' ? { errorMessage: 'Failed authentication' } : {}),
    responseElements: { ConsoleLogin: result },
    additionalEventData: { MFAUsed: mfa },
    eventID: id,
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: account,
  };
}

/** A record as EventBridge hands it to its targets. */
export const event = (of: Json = record()) => toEvent(of, { account });

/** An EventBridge event as SNS hands it to the function. */
export const viaTopic = (of: object = event()): Json => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      Sns: {
        Type: 'Notification',
        MessageId: randomUUID(),
        TopicArn: `arn:aws:sns:eu-west-1:${account}:signin-alert-main`,
        Message: JSON.stringify(of),
        Timestamp: new Date().toISOString(),
      },
    },
  ],
});

/** A sign-in as it arrives at the function. */
export const signIn = (wish: Wish = {}): Json => viaTopic(event(record(wish)));

/** A test event as it arrives at the function. */
export const testEvent = (id: string, kind = 'success'): Json =>
  viaTopic({
    ...event({}),
    source: 'signin-alert.test',
    'detail-type': 'signin-alert test',
    detail: { id, kind, sentAt: new Date().toISOString() },
  });
