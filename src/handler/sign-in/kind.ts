import { type CloudTrailRecord, textAt } from '../record.ts';
import { readResult } from './result.ts';
import type { User } from './user.ts';

/** What a sign-in record is about; the ids are also the keys of `kinds` in the settings. */
export type Kind =
  | 'console-login'
  | 'switch-role'
  /** A finished sign-in to Identity Center's portal or one of its applications. */
  | 'identity-center'
  /** A failed factor: the only trace of a failed Identity Center sign-in. */
  | 'identity-center-failure'
  /** `aws login` of the CLI, and agents that authorise the same way. */
  | 'aws-login'
  /** Root's password, e-mail address or MFA device, and the recovery of its password. */
  | 'root-credentials'
  | 'unknown';

/** Event names, small, of what alerts. */
const kinds = new Map<string, Kind>([
  ['consolelogin', 'console-login'],
  ['switchrole', 'switch-role'],
  ['userauthentication', 'identity-center'],
  ['externalidpdirectorylogin', 'identity-center'],
  ['credentialverification', 'identity-center'],
  ['authorizeoauth2access', 'aws-login'],
  ['passwordrecoveryrequested', 'root-credentials'],
  ['passwordrecoverycompleted', 'root-credentials'],
  ['passwordupdated', 'root-credentials'],
  ['emailupdated', 'root-credentials'],
]);

/** Event names, small, of what never alerts, and why. */
const steps = new Map([
  ['checkmfa', 'it only asks whether MFA is needed; the sign-in follows as ConsoleLogin'],
  ['getsignintoken', 'it turns temporary credentials into a console address; the sign-in follows as ConsoleLogin'],
  ['credentialchallenge', 'it only asks for a factor; the sign-in follows as UserAuthentication'],
  ['createoauth2token', 'it issues or refreshes a token; the sign-in itself is AuthorizeOAuth2Access'],
  ['createoauth2tokenwithiam', 'it issues or refreshes a token for an application'],
  ['exitrole', 'it leaves a role that was switched to'],
  ['renewrole', 'it renews a session of a role that was switched to'],
  ['authenticate', 'it opens the access portal; the sign-in itself is UserAuthentication'],
  ['federate', 'it chooses an account in the access portal; the sign-in follows as ConsoleLogin'],
  ['logout', 'it is a sign-out'],
  ['createtoken', 'it issues or refreshes a token; the sign-in itself is UserAuthentication'],
  ['registerclient', 'it prepares `aws sso login`'],
  ['startdeviceauthorization', 'it prepares `aws sso login`'],
]);

/** IAM's calls that change a password or an MFA device. */
const credentialCalls = new Set([
  'changepassword',
  'createloginprofile',
  'updateloginprofile',
  'deleteloginprofile',
  'createvirtualmfadevice',
  'enablemfadevice',
  'resyncmfadevice',
  'deactivatemfadevice',
  'deletevirtualmfadevice',
]);

/** Names under which IAM's requests speak of root. */
const rootNames = new Set(['root', 'aws root user', '<root_account>', 'root-account-mfa-device']);

/**
 * Says which kind of sign-in a record is, or why it is none. A name that nobody here knows, from AWS's sign-in
 * service or from nowhere, counts as a sign-in of unknown kind: better one alert too many.
 */
export function readKind(record: CloudTrailRecord, user: User): Kind | { readonly why: string } {
  const eventName = textAt(record, 'eventName');
  const name = eventName?.toLowerCase() ?? '';
  if (name === 'consolelogin') return 'console-login';
  const service = readService(record);
  if (credentialCalls.has(name) && (service === 'iam' || service === undefined)) return credentialChange(record, user);
  if (service !== undefined && service !== 'signin' && !service.startsWith('sso')) {
    return { why: `it comes from ${textAt(record, 'eventSource')}, not from AWS's sign-in service` };
  }
  const step = steps.get(name);
  if (step !== undefined) return { why: step };
  if (service?.startsWith('sso')) return { why: 'it comes from Identity Center, but is not a sign-in' };
  const kind = kinds.get(name) ?? 'unknown';
  return kind === 'identity-center' ? identityCenter(record, name) : kind;
}

const hostName = /^(?:aws\.)?([a-z0-9-]+)(?:\.[a-z0-9.-]*)?\.(?:amazonaws\.com|amazonaws\.com\.cn|aws\.amazon\.com)$/;

/** Service of the eventSource (`signin`, `iam`, `sso-oauth`), or undefined where that is missing or nothing AWS writes. */
function readService(record: CloudTrailRecord): string | undefined {
  if (textAt(record, 'eventType')?.toLowerCase() === 'awsconsolesignin') return 'signin';
  const source = textAt(record, 'eventSource')?.toLowerCase() ?? '';
  return hostName.exec(source)?.[1];
}

/** A verified factor is a step; a factor that failed, or whose result is not said, is a sign-in that failed. */
function identityCenter(record: CloudTrailRecord, name: string): Kind | { readonly why: string } {
  if (readResult(record, textAt(record, 'eventName')) !== 'Success') return 'identity-center-failure';
  return name === 'credentialverification'
    ? { why: 'it is one verified factor; the sign-in follows as UserAuthentication' }
    : 'identity-center';
}

/** Only root's own credentials: those of users are changed every day. What names nobody else is root's. */
function credentialChange(record: CloudTrailRecord, user: User): Kind | { readonly why: string } {
  if (user.type !== 'Root') return { why: "it changes a user's password or MFA device, not root's" };
  const target = textAt(record, 'requestParameters', 'userName');
  const own = target === undefined || rootNames.has(target.toLowerCase()) || isAlias(record, target);
  return own ? 'root-credentials' : { why: `root changed the password or MFA device of a user, not its own` };
}

/** Where the account has an alias, AWS also calls root by it. */
const isAlias = (record: CloudTrailRecord, target: string): boolean =>
  target === textAt(record, 'userIdentity', 'userName') || target === textAt(record, 'userIdentity', 'accountId');
