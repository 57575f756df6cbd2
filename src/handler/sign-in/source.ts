import { isIP } from 'node:net';

/**
 * Where a sign-in came from. CloudTrail writes an address, "AWS Internal" or "AWS Internal/3" for requests made inside
 * AWS, or a service's host name (signin.amazonaws.com); exports also hold redacted text.
 */
export type Source =
  | { readonly type: 'address'; readonly address: string }
  | { readonly type: 'aws' }
  | { readonly type: 'unreadable'; readonly text: string }
  | { readonly type: 'missing' };

const aws = /^(?:aws internal(?:\/.*)?|[a-z0-9.-]+\.(?:amazonaws\.com|amazonaws\.com\.cn|aws\.internal))$/i;

/** @param recorded `sourceIPAddress` of the record, if any. */
export function readSource(recorded: string | undefined): Source {
  if (recorded === undefined) return { type: 'missing' };
  if (isIP(recorded)) return { type: 'address', address: recorded };
  return aws.test(recorded) ? { type: 'aws' } : { type: 'unreadable', text: recorded };
}
