/** What every alert is judged by first: AWS's own result. */
export const baseReasons = ['success', 'failure', 'other-result'] as const;

/** What raises an alert above that, and what alerts without being a sign-in. */
export const otherReasons = [
  'root',
  'no-mfa',
  'mfa-failure',
  'outside-networks',
  'root-credentials',
  'policy-denied',
  'ec2-role',
  'unknown-kind',
  'unreadable',
  'anomaly',
] as const;

export type ReasonId = (typeof baseReasons)[number] | (typeof otherReasons)[number];
