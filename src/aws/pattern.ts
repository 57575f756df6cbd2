/**
 * What the rules let through: the one place that says which events reach the function. Which of them alert is decided
 * there, so changing that touches no rule. The rules, TestEventPattern, the tests' courier and preview all use this.
 *
 * `aws.signin` comes whole: its detail-types are spelled differently by AWS's documents and its events
 * ("Console Signin" and "Console Sign In"), and it also carries Identity Center's and AWS's own anomaly events.
 * Changes of root's password and MFA devices are IAM calls.
 */
const rootCredentialChanges = [
  'ChangePassword',
  'CreateLoginProfile',
  'UpdateLoginProfile',
  'DeleteLoginProfile',
  'CreateVirtualMFADevice',
  'EnableMFADevice',
  'ResyncMFADevice',
  'DeactivateMFADevice',
  'DeleteVirtualMFADevice',
];

export const testSource = 'signin-alert.test';
/** A test event names its installation here: another one in the same account does not take it for its own. */
export const testDetailType = (installation: string): string => `Sign-in Alert Test ${installation}`;

/**
 * Event pattern of a rule, as JSON text.
 * @param installation whose test events pass.
 * @param account only events of this account: the default bus may be open to others.
 * @param region for forwarding rules: only events of their own region, so that no event goes round in a loop.
 */
export function eventPattern(installation: string, account: string, region?: string): string {
  return JSON.stringify({
    account: [account],
    ...(region ? { region: [region] } : {}),
    $or: [
      { source: ['aws.signin'] },
      {
        source: ['aws.iam'],
        detail: { eventName: rootCredentialChanges, userIdentity: { type: ['Root'] } },
      },
      { source: [testSource], 'detail-type': [testDetailType(installation)] },
    ],
  });
}
