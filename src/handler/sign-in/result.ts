import { type CloudTrailRecord, field, textAt } from '../record.ts';

/** 'Success', 'Failure', 'unknown' where the record does not say, or another word of AWS. */
export type Result = string;

const sayings: { readonly [word: string]: Result } = { success: 'Success', failure: 'Failure' };
const flags: { readonly [word: string]: Result } = { true: 'Success', false: 'Failure' };

const known = (words: { readonly [word: string]: Result }, word: string | undefined): Result | undefined => {
  const lower = word?.toLowerCase();
  return lower !== undefined && Object.hasOwn(words, lower) ? words[lower] : undefined;
};

/**
 * The result stands under the event's own name in responseElements (console) or serviceEventDetails (Identity Center),
 * in additionalEventData.success (`aws login`), or, for API calls, in the absence of an error.
 */
export function readResult(record: CloudTrailRecord, eventName: string | undefined): Result {
  const own =
    eventName === undefined
      ? undefined
      : (textAt(record, 'responseElements', eventName) ?? textAt(record, 'serviceEventDetails', eventName));
  if (own !== undefined) return known(sayings, own) ?? own;
  const flag = known(flags, textAt(record, 'additionalEventData', 'success'));
  if (flag !== undefined) return flag;
  if (field(record, 'errorCode') !== undefined || field(record, 'errorMessage') !== undefined) return 'Failure';
  return textAt(record, 'eventType')?.toLowerCase() === 'awsapicall' ? 'Success' : 'unknown';
}

/** AWS's words for a failure. */
export const readReason = (record: CloudTrailRecord): string | undefined =>
  textAt(record, 'errorMessage') ?? textAt(record, 'errorCode');

/**
 * Since 2026 a policy can deny a sign-in: errorCode AccessDenied, "Authorization denied because of a resource-based
 * policy" or "... a resource control policy" (AWS Sign-In user guide).
 */
export const isPolicyDenial = (record: CloudTrailRecord): boolean =>
  /^access_?denied/i.test(textAt(record, 'errorCode') ?? '') ||
  /denied because of .*polic|denied by .*polic|explicit deny/i.test(
    textAt(record, 'errorMessage')?.slice(0, 1000) ?? '',
  );

export type Mfa = 'used' | 'not used' | 'not recorded';

const answers: { readonly [word: string]: Mfa } = { yes: 'used', true: 'used', no: 'not used', false: 'not used' };
const saysMfa = new Set(['Root', 'IAMUser']);

/**
 * MFAUsed means something for root and IAM users only: for federated and role sessions it says "No" whatever happened
 * (CloudTrail user guide). "YES" in capitals was seen.
 */
export function readMfa(record: CloudTrailRecord, userType: string | undefined): Mfa {
  const word = textAt(record, 'additionalEventData', 'MFAUsed')?.toLowerCase();
  return userType !== undefined && saysMfa.has(userType) && word !== undefined && Object.hasOwn(answers, word)
    ? (answers[word] ?? 'not recorded')
    : 'not recorded';
}
