import type { Call } from '../../support/proxy.ts';
import { ask, type Facts, field, formTags, type Mapping, making } from './request.ts';

/** Our roles are the only ones that are called by name, and they have a path, which calls do not say. */
const role = (call: Call, { account }: Facts) => `arn:aws:iam::${account}:role/signin-alert/${field(call, 'RoleName')}`;

const onRole =
  (action: string): Mapping =>
  (call, facts) => [ask(`iam:${action}`, role(call, facts), boundary(call))];

const boundary = ({ input }: Call) =>
  typeof input.PermissionsBoundary === 'string' ? { 'iam:PermissionsBoundary': input.PermissionsBoundary } : {};

/**
 * IAM, and those that tell who and where one is. `boundaryOf`: ARN of the boundary a role has.
 */
export const identity = (boundaryOf: (roleName: string) => string | undefined): Record<string, Mapping> => {
  const onBoundRole =
    (action: string): Mapping =>
    (call, facts) => {
      const bound = boundaryOf(field(call, 'RoleName'));
      return [ask(`iam:${action}`, role(call, facts), bound === undefined ? {} : { 'iam:PermissionsBoundary': bound })];
    };
  return {
    'iam:CreateRole': (call, facts) =>
      making('iam:CreateRole', 'iam:TagRole', role(call, facts), formTags(call)).map((request) => ({
        ...request,
        context: { ...request.context, ...(request.action === 'iam:CreateRole' ? boundary(call) : {}) },
      })),
    'iam:TagRole': (call, facts) => making('iam:TagRole', 'iam:TagRole', role(call, facts), formTags(call)),
    'iam:GetRole': onRole('GetRole'),
    'iam:GetRolePolicy': onRole('GetRolePolicy'),
    'iam:PutRolePolicy': onBoundRole('PutRolePolicy'),
    'iam:UpdateAssumeRolePolicy': onBoundRole('UpdateAssumeRolePolicy'),
    'iam:PutRolePermissionsBoundary': onRole('PutRolePermissionsBoundary'),
    'iam:DeleteRolePermissionsBoundary': onBoundRole('DeleteRolePermissionsBoundary'),
    'iam:DeleteRole': onBoundRole('DeleteRole'),
    'iam:DeleteRolePolicy': onBoundRole('DeleteRolePolicy'),
    'iam:DetachRolePolicy': onBoundRole('DetachRolePolicy'),
    'iam:ListRolePolicies': onRole('ListRolePolicies'),
    'iam:ListAttachedRolePolicies': onRole('ListAttachedRolePolicies'),
    'iam:ListRoles': () => [ask('iam:ListRoles', '*')],
    'iam:ListAccountAliases': () => [ask('iam:ListAccountAliases', '*')],
    // "No permissions are required": not even a Deny stops it.
    'sts:GetCallerIdentity': () => [],
    'account:ListRegions': (_call, { account }) => [ask('account:ListRegions', `arn:aws:account::${account}:account`)],
    'ec2:DescribeRegions': () => [ask('ec2:DescribeRegions', '*')],
    'tagging:GetResources': () => [ask('tag:GetResources', '*')],
  };
};
