import type { ReasonId } from '../reason-ids.ts';
import type { Kind, Mfa } from '../sign-in.ts';

/** What a sentence about a sign-in is made of; every value is encoded for Slack already. */
export type SentenceParts = {
  readonly who: string;
  /** What happened, from `did`. */
  readonly did: string;
  readonly account: string;
  readonly mfa: string;
  readonly from: string;
};

/** Values for a reason's sentence, encoded for Slack. */
type ReasonParts = {
  readonly result: string;
  /** AWS's words for a failure, where there are any. */
  readonly said: string | undefined;
  readonly from: string;
  readonly event: string;
  readonly instance: string;
  /** False where the source cannot be compared with any network. */
  readonly comparable: boolean;
};

/** What was done, by result. `role` is the one switched to. */
type Did = {
  readonly Success: (role: string) => string;
  readonly Failure: (role: string) => string;
  readonly other: (result: string) => string;
};

const did: { readonly [kind in Exclude<Kind, 'root-credentials'>]: Did } = {
  'console-login': {
    Success: () => 'signed in to',
    Failure: () => 'failed to sign in to',
    other: (result) => `may have signed in (result ${result}) to`,
  },
  'switch-role': {
    Success: (role) => `switched to role ${role} in`,
    Failure: (role) => `failed to switch to role ${role} in`,
    other: (result) => `may have switched to a role (result ${result}) in`,
  },
  'identity-center': {
    Success: () => 'signed in to IAM Identity Center in',
    Failure: () => 'failed to sign in to IAM Identity Center in',
    other: (result) => `may have signed in to IAM Identity Center (result ${result}) in`,
  },
  'identity-center-failure': {
    Success: () => 'failed to sign in to IAM Identity Center in',
    Failure: () => 'failed to sign in to IAM Identity Center in',
    other: (result) => `may have failed to sign in to IAM Identity Center (result ${result}) in`,
  },
  'aws-login': {
    Success: () => 'signed in for the command line or an application (aws login) to',
    Failure: () => 'failed to sign in for the command line or an application (aws login) to',
    other: (result) => `may have signed in for the command line or an application (result ${result}) to`,
  },
  unknown: {
    Success: () => 'did something that looks like a sign-in to',
    Failure: () => 'failed at something that looks like a sign-in to',
    other: (result) => `did something that looks like a sign-in (result ${result}) to`,
  },
};

/** Event names, small, of changes to root's credentials: what was done, and what was tried. */
const changes: { readonly [eventName: string]: readonly [done: string, tried: string] } = {
  passwordrecoveryrequested: [
    'requested a recovery of the root password of',
    'tried to request a recovery of the root password of',
  ],
  passwordrecoverycompleted: [
    'set a new root password by recovery for',
    'tried to set a new root password by recovery for',
  ],
  passwordupdated: ['changed the root password of', 'tried to change the root password of'],
  changepassword: ['changed the root password of', 'tried to change the root password of'],
  emailupdated: ['changed the root e-mail address of', 'tried to change the root e-mail address of'],
  createloginprofile: ['gave itself a password in', 'tried to give itself a password in'],
  updateloginprofile: ['changed the root password of', 'tried to change the root password of'],
  deleteloginprofile: ['removed the root password of', 'tried to remove the root password of'],
  createvirtualmfadevice: ['created a virtual MFA device in', 'tried to create a virtual MFA device in'],
  enablemfadevice: ['added a root MFA device in', 'tried to add a root MFA device in'],
  resyncmfadevice: ['resynchronised a root MFA device in', 'tried to resynchronise a root MFA device in'],
  deactivatemfadevice: ['removed a root MFA device from', 'tried to remove a root MFA device from'],
  deletevirtualmfadevice: ['deleted a virtual MFA device in', 'tried to delete a virtual MFA device in'],
};

const reasons: {
  readonly [id in Exclude<ReasonId, 'success' | 'unreadable' | 'anomaly'>]: (parts: ReasonParts) => string;
} = {
  failure: ({ said }) => (said === undefined ? 'It failed; AWS gives no reason.' : `It failed. AWS says: ${said}`),
  'other-result': ({ result }) => `The result is neither success nor failure: ${result}`,
  root: () => 'Root can do everything, and is needed for almost nothing.',
  'root-credentials': () => 'Who controls these controls the whole account. If it was not you, act now.',
  'no-mfa': () => 'It took no more than a password: MFA was not used.',
  'mfa-failure': () => 'MFA was in play: the password may have been right.',
  'policy-denied': () => 'A policy denied it.',
  'outside-networks': ({ from, comparable }) =>
    comparable
      ? `The source is outside the trusted networks: ${from}`
      : `The source could not be compared with the trusted networks: ${from}`,
  'ec2-role': ({ instance }) =>
    `Credentials of the EC2 instance ${instance} were used in the console: they may be stolen.`,
  'unknown-kind': ({ event }) => `signin-alert does not know this kind of sign-in: ${event}`,
};

/** All words of the messages, in English. */
export const en = {
  did,
  changes,
  otherChange: ['changed the credentials of root of', 'tried to change the credentials of root of'] as readonly [
    string,
    string,
  ],
  reasons,
  otherReasons: {
    unreadable: 'It may have been a sign-in. Please look it up in CloudTrail.',
    anomaly: 'AWS found this by itself; it is no CloudTrail record.',
  },
  sentence: ({ who, did, account, mfa, from }: SentenceParts) =>
    `${who} ${did} ${account} from ${from}${mfa ? `, ${mfa}` : ''}.`,
  who: {
    root: 'Root',
    somebody: 'Somebody',
    unknownName: 'Somebody with a wrong user name',
    inRole: (name: string, role: string) => `${name} as role ${role}`,
    withSet: (name: string, set: string) => `${name} with permission set ${set}`,
    sessionOf: (role: string) => `A session of role ${role}`,
  },
  account: (id: string) => `account ${id}`,
  noAccount: 'an account that is not recorded',
  mfaAfter: { used: 'with MFA', 'not used': 'without MFA', 'not recorded': 'MFA not recorded' } as {
    readonly [mfa in Mfa]: string;
  },
  mfaShort: { used: 'MFA used', 'not used': 'MFA not used', 'not recorded': 'MFA not recorded' } as {
    readonly [mfa in Mfa]: string;
  },
  results: { Success: 'Success', Failure: 'Failure', unknown: 'not recorded' } as { readonly [result: string]: string },
  from: {
    aws: 'inside AWS',
    missing: 'an address that is not recorded',
    network: (address: string, network: string) => `${address} (${network})`,
  },
  fields: { time: 'Time', result: 'Result', user: 'User', source: 'Source', region: 'Region', account: 'Account' },
  notRecorded: 'not recorded',
  userTypes: {
    Root: 'root user',
    IAMUser: 'IAM user',
    AssumedRole: 'role session',
    Role: 'role',
    FederatedUser: 'federated user',
    IdentityCenterUser: 'Identity Center user',
    AWSService: 'AWS service',
    AWSAccount: 'AWS account',
  } as { readonly [type: string]: string },
  hiddenName: 'no such user; AWS hides what was typed',
  ofType: (type: string) => `type ${type}`,
  role: (role: string) => `role ${role}`,
  permissionSet: (set: string) => `Identity Center, permission set ${set}`,
  switchedFrom: (arn: string) => `switched from ${arn}`,
  factors: (factors: string) => `checked ${factors}`,
  principal: (id: string) => `principal ${id}`,
  recordedAs: (region: string) => `recorded as ${region}`,
  reasonsTitle: 'Why it stands out',
  links: { event: 'CloudTrail event', user: 'IAM user' },
  eventId: (id: string) => `event ${id}`,
  test: 'TEST',
  testNote: 'This is a test with made-up values. It mentions nobody.',
  preview: 'PREVIEW',
  previewNote: (whom: string | undefined) =>
    `A preview, posted by hand from an earlier record. The real alert would mention ${whom ?? 'nobody'}.`,
  marks: {
    sentAgain: 'Sent again: whether the first attempt arrived is not known.',
    late: (span: string) => `Late: it comes ${span} after the event.`,
    settings: (why: string) =>
      `The settings could not be read, so the last known or the recommended ones were used: ${why}`,
    ledger: (why: string) => `The table is out of reach, so this alert may come twice: ${why}`,
    noMention: 'Nobody is mentioned: too many failed sign-ins in ten minutes.',
  },
  span: (hours: number, minutes: number) => (hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`),
  unreadable: {
    text: (account: string) => `An event in ${account} could not be read; it may be a sign-in.`,
    why: (why: string) => `Why: ${why}`,
  },
  anomaly: {
    text: (account: string) => `AWS reports an unusual sign-in to ${account} (Sign-in Anomaly Alert).`,
    more: (count: number) => `… and ${count} more`,
    empty: 'The event has no fields.',
  },
  folded: {
    text: (count: number, by: string, account: string) =>
      `${count} more failed ${count === 1 ? 'sign-in' : 'sign-ins'} ${by} to ${account}, counted instead of posted.`,
    user: (name: string) => `by user ${name}`,
    source: (name: string) => `from ${name}`,
    first: 'First',
    last: 'Last',
  },
  changed: {
    text: (who: string, account: string) => `${who} changed the settings of the sign-in alerts for ${account}.`,
    line: (path: string, before: string, after: string) => `${path}: ${before} → ${after}`,
    version: (version: number) => `version ${version}`,
    more: (count: number) => `… and ${count} more changes`,
    unset: 'not set',
  },
  hello: (account: string) => `This channel will get the alerts about sign-ins to ${account}.`,
  helloBy: (who: string) => `signin-alert is being installed by ${who}`,
  farewell: (account: string) => `Sign-ins to ${account} are no longer watched: signin-alert is being removed.`,
  farewellBy: (who: string) => `Removed by ${who}`,
  resting: (count: number) =>
    count === 1
      ? '1 alert could never be delivered and goes with it.'
      : `${count} alerts could never be delivered and go with it.`,
};

/** The words of one language; every other language has the same names. */
export type Texts = typeof en;
