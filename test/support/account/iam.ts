import {
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { allPages, clientConfig } from '../aws.ts';
import type { Lister, Thing } from './thing.ts';

/** Roles with their inline and attached policies, own managed policies, users. */
export const iam: Lister = async (cloud) => {
  const client = new IAMClient(clientConfig(cloud, 'us-east-1'));
  const roles = await allPages(async (Marker) => {
    const page = await client.send(new ListRolesCommand({ Marker }));
    return { items: page.Roles, next: page.Marker };
  });
  const things: Thing[] = [];
  for (const role of roles) {
    const { RoleName } = role;
    things.push({ name: `iam role ${role.Path}${RoleName}`, read: () => decodeURIComponent(JSON.stringify(role)) });
    const inline = await client.send(new ListRolePoliciesCommand({ RoleName }));
    for (const PolicyName of inline.PolicyNames ?? []) {
      const read = async () => {
        const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        return decodeURIComponent(PolicyDocument ?? '');
      };
      things.push({ name: `iam role-policy ${RoleName} ${PolicyName}`, read });
    }
    const attached = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    for (const policy of attached.AttachedPolicies ?? []) {
      things.push({ name: `iam attached-policy ${RoleName} ${policy.PolicyArn}`, read: () => policy });
    }
  }
  const { Policies = [] } = await client.send(new ListPoliciesCommand({ Scope: 'Local' }));
  things.push(...Policies.map((policy) => ({ name: `iam policy ${policy.PolicyName}`, read: () => policy })));
  const { Users = [] } = await client.send(new ListUsersCommand({}));
  things.push(...Users.map((user) => ({ name: `iam user ${user.UserName}`, read: () => user })));
  return things;
};
