/** Where an installation lives. */
export type Place = {
  /** `aws`, `aws-cn`, `aws-us-gov`: from the caller's ARN. */
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
  /** `--name`: `[a-z][a-z0-9]{0,15}`, so that `-` only ever separates its parts. */
  readonly installation: string;
  /** The home region. */
  readonly home: string;
};

/** Everything is called this; roles live under this path, so that one ARN pattern covers them. */
export const prefix = 'signin-alert';
export const rolePath = `/${prefix}/`;

/** Regions where S3 has no account-regional namespace (aws.md 3: gpbucketnamespaces). */
const regionsWithGlobalBucketNames = new Set(['me-south-1', 'me-central-1']);

/** Whether the installation's name is one we accept. */
export const isInstallationName = (name: string): boolean => /^[a-z][a-z0-9]{0,15}$/.test(name);

/** Role names need no account: they are read in the same breath as the caller's identity. */
export const roleNames = (installation: string) => ({
  function: `${prefix}-${installation}-function`,
  events: `${prefix}-${installation}-events`,
});

/** Names and ARNs of everything an installation owns. Pure: the same place gives the same names. */
export function namesOf({ partition, account, installation, home }: Place) {
  const base = `${prefix}-${installation}`;
  const roles = roleNames(installation);
  const arn = (service: string, resource: string, region = home) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const global = (service: string, resource: string) => `arn:${partition}:${service}::${account}:${resource}`;
  // Of any region (`*`, in an IAM policy) both forms are meant.
  const accountRegionalBucket = home !== '*' && !regionsWithGlobalBucketNames.has(home);
  const bucket = `${base}-${account}-${home}${accountRegionalBucket ? '-an' : ''}`;
  return {
    functionRole: roles.function,
    functionRoleArn: global('iam', `role${rolePath}${roles.function}`),
    eventsRole: roles.events,
    eventsRoleArn: global('iam', `role${rolePath}${roles.events}`),
    table: base,
    tableArn: arn('dynamodb', `table/${base}`),
    keyAlias: `alias/${base}`,
    keyAliasArn: arn('kms', `alias/${base}`),
    bucket,
    bucketArn: `arn:${partition}:s3:::${bucket}`,
    accountRegionalBucket,
    trail: base,
    trailArn: arn('cloudtrail', `trail/${base}`),
    logGroup: `/aws/lambda/${base}`,
    logGroupArn: arn('logs', `log-group:/aws/lambda/${base}`),
    function: base,
    functionArn: arn('lambda', `function:${base}`),
    queue: `${base}-undelivered`,
    queueArn: arn('sqs', `${base}-undelivered`),
    // The form AWS gives; the service itself only reads account and name from it.
    queueUrl: `https://sqs.${home}.amazonaws.com/${account}/${base}-undelivered`,
    topic: base,
    topicArn: arn('sns', base),
    bus: 'default',
    busArn: arn('events', 'event-bus/default'),
    rule: base,
    ruleArn: arn('events', `rule/${base}`),
    wakeUpRule: `${base}-wake-up`,
    wakeUpRuleArn: arn('events', `rule/${base}-wake-up`),
    forwardingRule: `${base}-forward`,
    forwardingRuleArn: (region: string) => arn('events', `rule/${base}-forward`, region),
  } as const;
}

export type Names = ReturnType<typeof namesOf>;
