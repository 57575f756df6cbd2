import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { type PolicyDocument, policyChange } from '../compare.ts';
import type { Context, Desired } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import { allow } from '../permissions.ts';
import { inlinePolicyName as PolicyName } from './role.ts';

type Kind = {
  readonly id: string;
  /** Id of the role's resource. */
  readonly roleId: string;
  readonly role: string;
  readonly roleArn: string;
  readonly needs: readonly string[];
  /** What the role may do. Undefined while the key that it names is yet to be made. */
  document(context: Context, desired: Desired): PolicyDocument | undefined;
};

/** What a role may do: inline, so that it goes with the role. */
export function rolePolicy({ id, roleId, role, roleArn, needs, document }: Kind): Resource {
  const put = async (context: Context, desired: Desired) => {
    const PolicyDocument = JSON.stringify(document(context, desired));
    await context.clients
      .iam(context.place.home)
      .send(new PutRolePolicyCommand({ RoleName: role, PolicyName, PolicyDocument }));
  };
  return defineResource<string>({
    id,
    type: 'AWS::IAM::RolePolicy',
    region: 'global',
    name: `${role}/${PolicyName}`,
    needs: [roleId, ...needs],
    partOf: roleId,
    // A role can only be deleted without it.
    leaves: { after: [] },
    permissions: {
      read: [allow(['iam:GetRolePolicy'], roleArn)],
      write: [allow(['iam:PutRolePolicy'], roleArn)],
      remove: [allow(['iam:DeleteRolePolicy'], roleArn)],
    },

    async read({ clients, place }) {
      try {
        const found = await clients.iam(place.home).send(new GetRolePolicyCommand({ RoleName: role, PolicyName }));
        return { owner: 'ours', live: decodeURIComponent(found.PolicyDocument ?? '') };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    plan(context, desired, live) {
      const wished = document(context, desired);
      return wished
        ? policyChange('policy', live, wished)
        : [{ field: 'policy', from: 'names a key that is gone', to: 'the new key' }];
    },
    create: put,
    update: put,

    async destroy({ clients, place }) {
      try {
        await clients.iam(place.home).send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName }));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}
