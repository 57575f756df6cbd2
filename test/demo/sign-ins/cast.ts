/** A sign-in of the demo: which record, in plain words, and the alert that must come of it. */
export type SignIn = {
  /** File with the CloudTrail record, without `.json`. */
  readonly file: string;
  readonly says: string;
  /** `none`: it must stay without an alert. */
  readonly alert: Alert | 'none';
};

type Alert = {
  readonly color: 'good' | 'warning' | 'danger';
  readonly mention: 'nobody' | 'here' | 'channel';
  /** What a reader must find in it. */
  readonly shows: readonly string[];
};

/** Networks that `install` is told to trust; from elsewhere means from outside. */
export const trustedNetworks = ['Office=203.0.113.0/24', 'Office v6=2001:db8:5::/48', 'VPN=192.0.2.0/24'];

const quiet = (...shows: string[]): Alert => ({ color: 'good', mention: 'nobody', shows });
const noticed = (...shows: string[]): Alert => ({ color: 'warning', mention: 'here', shows });
const urgent = (...shows: string[]): Alert => ({ color: 'danger', mention: 'here', shows });
const everybody = (...shows: string[]): Alert => ({ color: 'danger', mention: 'channel', shows });

/** The project's own records (test/fixtures/sign-ins). */
export const ownSignIns: readonly SignIn[] = [
  { file: 'iam-user-mfa', says: 'ana signs in with MFA, from the office', alert: quiet('ana', '203.0.113.24') },
  { file: 'step-check-mfa', says: 'ana is asked for her MFA code (a step, no sign-in)', alert: 'none' },
  {
    file: 'identity-center-user',
    says: 'mia@example.com signs in through Identity Center',
    alert: quiet('mia@example.com', 'PowerUserAccess'),
  },
  {
    file: 'assumed-role-ipv6',
    says: 'kenji signs in as the role okta-admin, over IPv6',
    alert: quiet('kenji', 'okta-admin', '2001:db8:5::17'),
  },
  { file: 'switch-role', says: 'ben switches to the role audit (off at first)', alert: 'none' },
  { file: 'iam-user-no-mfa', says: 'ben signs in without MFA', alert: noticed('ben', '203.0.113.88') },
  { file: 'iam-user-failure', says: 'ana mistypes her password', alert: noticed('ana', 'Failed authentication') },
  {
    file: 'unknown-user-failure',
    says: 'somebody tries a user name that is not there',
    alert: urgent('198.51.100.200'),
  },
  {
    file: 'iam-user-mfa-failure',
    says: 'somebody fails at ana’s MFA, from outside',
    alert: urgent('ana', '198.51.100.77'),
  },
  { file: 'iam-user-outside', says: 'carol signs in with MFA, from outside', alert: urgent('carol', '198.51.100.140') },
  {
    file: 'identity-center-failure',
    says: 'somebody fails with a user name made to call the channel',
    alert: noticed('all clear'),
  },
  { file: 'root-mfa', says: 'root signs in with MFA', alert: everybody('Root', '203.0.113.9') },
  { file: 'root-no-mfa', says: 'root signs in without MFA', alert: everybody('Root', '203.0.113.9') },
  {
    file: 'root-failure',
    says: 'somebody fails to sign in as root, from outside',
    alert: urgent('Root', '198.51.100.9'),
  },
  { file: 'root-password-changed', says: 'root’s password is changed', alert: everybody('Root') },
];

const real = {
  root: 'awsdocs__aws-cloudtrail-user-guide/consolelogin-root-success-cloudtrail-event-reference-aws-con-2',
  unknownUser: 'awsdocs__iam-user-guide/consolelogin-iamuser-failure-cloudtrail-integration-2',
  noMfa: 'awsdocs__iam-user-guide/consolelogin-iamuser-success-cloudtrail-integration',
  identityCenter: 'panther-labs__panther-analysis/consolelogin-assumedrole-success-aws-cloudtrail-useraccesske',
  mfa: 'invictus-ir__aws_dataset/consolelogin-iamuser-success-218007301253-cloudtrail-us-east-2',
  global: 'ycourtois__console-login-notifier/consolelogin-iamuser-success-login-event',
  redacted: 'fivexl__terraform-aws-cloudtrail-to-slack/consolelogin-root-success-test-events',
};

/** Records by others (../shared/records, where that folder is): real logs, documentation, and one that is redacted. */
export const otherSignIns: readonly SignIn[] = [
  { file: real.noMfa, says: 'AWS’s documents: JohnDoe signs in without MFA', alert: noticed('JohnDoe', '192.0.2.110') },
  { file: real.unknownUser, says: 'AWS’s documents: an unknown user name', alert: noticed('192.0.2.101') },
  { file: real.root, says: 'AWS’s documents: root, with MFA', alert: everybody('Root', '192.0.2.0') },
  {
    file: real.identityCenter,
    says: 'a real log: an Identity Center user',
    alert: urgent('nicholas.hakmiller', 'DevAdmin'),
  },
  { file: real.mfa, says: 'a real log: bert-jan, with MFA', alert: urgent('bert-jan', '10.8.8.10') },
  { file: real.global, says: 'a real event of 2018, region "global"', alert: urgent('jean.quille', '42.42.42.42') },
  { file: real.redacted, says: 'an export with everything blacked out: root', alert: everybody('Root') },
];
