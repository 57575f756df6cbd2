/** One statement of an IAM policy. */
export type Statement = {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

/** What a resource's code calls, in IAM's words: each statement stands beside that code. */
export type Permissions = {
  /** To look at it: every command does. */
  readonly read: readonly Statement[];
  /** To make and mend it: `install`, which also takes away what an installation no longer needs. */
  readonly write: readonly Statement[];
  /** To take it away: `uninstall`. */
  readonly remove: readonly Statement[];
};

/** `Allow` for these actions on these resources. */
export const allow = (
  actions: readonly string[],
  resources: readonly string[] | string,
  condition?: Statement['Condition'],
): Statement => ({
  Effect: 'Allow',
  Action: actions,
  Resource: typeof resources === 'string' ? [resources] : resources,
  ...(condition ? { Condition: condition } : {}),
});

/**
 * To hand a role to a service, for one resource. `IfExists`: IAM's documents leave open which services say for what
 * resource they take a role; where one does not, the condition must not stand in the way.
 */
export const passRole = (role: string, service: string, resource: string): Statement =>
  allow(['iam:PassRole'], role, {
    StringEquals: { 'iam:PassedToService': service },
    ArnLikeIfExists: { 'iam:AssociatedResourceArn': resource },
  });
