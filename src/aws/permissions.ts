/** One statement of an IAM policy. */
export type Statement = {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
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
