import type { Statement } from '../../src/aws/permissions.ts';

/** Where ministack's IAM enforcement looks at something else than AWS, and what a policy for it must therefore say. */

/** Actions for which it checks another resource: they are allowed on all. */
export const otherResource: Readonly<Record<string, string>> = {
  'iam:': 'roles without their path, `role/NAME`',
  'events:': 'rules as `rule/default/NAME`, or `*`',
  'kms:DescribeKey': 'the ARN of the alias',
  'kms:CreateAlias': '`*`',
  'kms:DeleteAlias': '`*`',
  'sns:TagResource': '`*`',
  'sns:ListTagsForResource': '`*`',
  'sns:GetSubscriptionAttributes': '`*`',
  'sns:SetSubscriptionAttributes': '`*`',
  'dynamodb:TagResource': '`*`',
  'dynamodb:ListTagsOfResource': '`*`',
  'lambda:CreateFunction': '`*`',
  'cloudtrail:AddTags': '`*`',
  'cloudtrail:ListTags': '`*`',
  'logs:': 'groups without `:*`',
};

/** Condition keys that it does not know: a statement with one would never allow. */
export const unknownKeys: Readonly<Record<string, string>> = {
  'kms:EncryptionContext:LambdaFunctionName': 'not evaluated',
  'iam:PermissionsBoundary': 'not evaluated',
  'iam:PassedToService': 'iam:PassRole is never checked',
  'iam:AssociatedResourceArn': 'iam:PassRole is never checked',
  'dynamodb:LeadingKeys': 'not evaluated',
  'events:source': 'not evaluated',
};

/** Actions that it never asks for: that AWS does is held by the proof without it. */
export const neverAsked: Readonly<Record<string, string>> = {
  'iam:PassRole': 'never checked',
  'account:ListRegions': 'the account service is not checked',
};

const isAmong = (action: string, list: Readonly<Record<string, string>>): boolean =>
  Object.keys(list).some((name) => (name.endsWith(':') ? action.startsWith(name) : action === name));

type Condition = NonNullable<Statement['Condition']>;

/** The conditions that it evaluates. */
const known = (condition: Condition = {}): Condition =>
  Object.fromEntries(
    Object.entries(condition).flatMap(([operator, keys]) => {
      const left = Object.entries(keys).filter(([key]) => !(key in unknownKeys));
      return left.length > 0 ? [[operator, Object.fromEntries(left)]] : [];
    }),
  );

/** A policy as the emulator needs it: actions as they are, resources and conditions wider only where it differs. */
export const forEmulator = (statements: readonly Statement[]): Statement[] =>
  statements.flatMap(({ Action, Resource, Condition }) => {
    const condition = known(Condition);
    const rest = Object.keys(condition).length > 0 ? { Condition: condition } : {};
    const [other, same] = [true, false].map((differs) =>
      Action.filter((action) => isAmong(action, otherResource) === differs),
    );
    return [
      ...(same?.length ? [{ Effect: 'Allow' as const, Action: same, Resource, ...rest }] : []),
      ...(other?.length ? [{ Effect: 'Allow' as const, Action: other, Resource: ['*'], ...rest }] : []),
    ];
  });
