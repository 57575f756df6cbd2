import { baseRules, otherLevels, raisingRules } from '../../src/handler/reasons.ts';
import { switchableKinds } from '../../src/handler/settings/schema.ts';

/** When each reason applies, in docs/alerts.md's words. A reason without words fails the test. */
const reasons: Readonly<Record<string, string>> = {
  success: 'it worked, and nothing else stands out',
  failure: 'it failed',
  'other-result': 'AWS says neither success nor failure',
  root: 'root signed in',
  'root-credentials': "root's password, e-mail address or MFA device was changed, or a recovery was asked for",
  'no-mfa': 'root or an IAM user signed in without MFA',
  'mfa-failure': 'it failed with MFA in play: the password may have been right',
  'policy-denied': 'a policy denied it',
  'outside-networks': 'it came from outside your trusted networks',
  'ec2-role': 'credentials of an EC2 instance were used in the console: they may be stolen',
  'unknown-kind': 'signin-alert does not know this kind of sign-in',
  unreadable: 'an event could not be read',
  anomaly: 'AWS itself reports an anomaly',
};

const kinds: Readonly<Record<keyof typeof switchableKinds, string>> = {
  'switch-role': 'switching roles in the console',
  'identity-center': "sign-ins to IAM Identity Center's portal; each account's sign-in alerts anyway",
  'identity-center-failure': 'a factor that failed at Identity Center: the only trace of a failed sign-in there',
  'aws-login': '`aws login` of the AWS CLI, and agents that sign in the same way',
  'root-credentials': "changes of root's credentials",
};

const words = (id: string, from: Readonly<Record<string, string>>): string => {
  const said = from[id];
  if (said === undefined) throw new Error(`no words for ${id}`);
  return said;
};

/** The table of reasons: from the rules themselves. */
export function reasonTable(): string {
  const others = Object.entries(otherLevels).map(([id, level]) => ({ id, level }));
  const rows = [...baseRules, ...raisingRules, ...others].map(
    ({ id, level: { color, mention } }) => `| \`${id}\` | ${words(id, reasons)} | ${color} | ${mention} |`,
  );
  return ['| reason | when | color | mention |', '|---|---|---|---|', ...rows].join('\n');
}

/** The table of kinds that can be switched: from the schema. */
export function kindTable(): string {
  const rows = Object.entries(switchableKinds).map(
    ([id, on]) => `| \`${id}\` | ${words(id, kinds)} | ${on ? 'on' : 'off'} |`,
  );
  return ['| kind | what it is | at first |', '|---|---|---|', ...rows].join('\n');
}
