import { contentId, jsonText } from './hash.ts';
import { type CloudTrailRecord, textAt } from './record.ts';
import { type Kind, readKind } from './sign-in/kind.ts';
import { isPolicyDenial, type Mfa, type Result, readMfa, readReason, readResult } from './sign-in/result.ts';
import { readSource, type Source } from './sign-in/source.ts';
import { isoTime } from './sign-in/time.ts';
import { readUser, type User } from './sign-in/user.ts';

export type { Kind, Mfa, Source, User };

/** A sign-in, read from a record. What the record does not say is undefined. */
export type SignIn = {
  /** The record's eventID, or a hash of the record where that is none: the same event has the same id, however it came. */
  readonly id: string;
  readonly eventId: string | undefined;
  readonly eventName: string | undefined;
  readonly kind: Kind;
  readonly result: Result;
  /** AWS's words for a failure. */
  readonly reason: string | undefined;
  readonly policyDenied: boolean;
  readonly user: User;
  /** Known for root and IAM users only. */
  readonly mfa: Mfa;
  /** Factors that Identity Center checked, in its words: "PASSWORD,TOTP". */
  readonly factors: string | undefined;
  /** As recorded; `source` says what it is. */
  readonly sourceIp: string | undefined;
  readonly source: Source;
  /** Region of the envelope, else of the record. */
  readonly region: string | undefined;
  /** As recorded: "global" was seen. */
  readonly awsRegion: string | undefined;
  readonly account: string | undefined;
  /** ISO 8601, UTC. */
  readonly time: string | undefined;
  readonly userAgent: string | undefined;
  /** ARN of who switched to this role. */
  readonly switchFrom: string | undefined;
  /** Made from a test event: titled TEST, mentions nobody. */
  readonly test: boolean;
};

/** A record that makes no alert, and why, in words. */
export type NotAlert = { readonly notAlert: true; readonly eventName: string | undefined; readonly why: string };

/** CloudTrail's eventIDs are UUIDs. Others (hand-made records: "1", "redacted") would make different sign-ins pass for one. */
const uuid = /^[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}$/i;

/**
 * Reads a CloudTrail record.
 * @param region of the envelope it came in, if any.
 * @returns the sign-in, or why it is none. Never throws.
 */
export function readSignIn(record: CloudTrailRecord, region?: string): SignIn | NotAlert {
  const eventName = textAt(record, 'eventName');
  const user = readUser(record);
  const kind = readKind(record, user);
  if (typeof kind !== 'string') return { notAlert: true, eventName, why: kind.why };
  const recordedId = textAt(record, 'eventID');
  const eventId = recordedId !== undefined && uuid.test(recordedId) ? recordedId : undefined;
  const result = readResult(record, eventName);
  const sourceIp = textAt(record, 'sourceIPAddress');
  const awsRegion = textAt(record, 'awsRegion');
  return {
    id: eventId ?? contentId('record', jsonText(record)),
    eventId,
    eventName,
    kind,
    result,
    reason: readReason(record),
    policyDenied: result === 'Failure' && isPolicyDenial(record),
    user,
    mfa: readMfa(record, user.type),
    factors: textAt(record, 'additionalEventData', 'CredentialType'),
    sourceIp,
    source: readSource(sourceIp),
    region: region ?? awsRegion,
    awsRegion,
    account: textAt(record, 'recipientAccountId') ?? user.accountId,
    time: isoTime(textAt(record, 'eventTime')),
    userAgent: textAt(record, 'userAgent'),
    switchFrom: kind === 'switch-role' ? textAt(record, 'additionalEventData', 'SwitchFrom') : undefined,
    test: false,
  };
}
