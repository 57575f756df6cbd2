import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  type Role,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { differences, type PolicyDocument, policyChange, tagChange, touches } from '../compare.ts';
import type { Context, Desired } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing, isNamed } from '../errors.ts';
import { rolePath } from '../names.ts';
import { allow } from '../permissions.ts';
import { fromList, homeTag, isOurs, missingTags, toList } from '../tags.ts';
import { wishedTags } from './wished-tags.ts';

type RoleKind = {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly trust: PolicyDocument;
  readonly description: string;
  /** Goes last on the way back: its tag tells where the rest is. */
  readonly anchor?: true;
};

/**
 * An IAM role; its inline policy is a resource of its own, since that one may name a key that does not exist yet.
 * Roles come first: AWS takes a while to know them everywhere, and meanwhile the rest is made.
 */
export function role({ id, name, arn, trust, description, anchor }: RoleKind): Resource {
  const wanted = (context: Context, desired: Desired) => ({
    ...wishedTags(context, desired),
    [homeTag]: context.place.home,
  });
  return defineResource<Role>({
    id,
    type: 'AWS::IAM::Role',
    region: 'global',
    name,
    needs: [],
    ...(anchor ? { leaves: 'last' as const } : {}),
    permissions: {
      read: [allow(['iam:GetRole'], arn)],
      write: [
        allow(['iam:CreateRole', 'iam:TagRole', 'iam:UpdateAssumeRolePolicy'], arn),
        // Which of the two, and with what condition, depends on --permissions-boundary: policy-boundary.ts.
        allow(['iam:PutRolePermissionsBoundary', 'iam:DeleteRolePermissionsBoundary'], arn),
      ],
      remove: [
        allow(['iam:DeleteRole'], arn),
        // Only where somebody else has given it policies.
        allow(['iam:ListRolePolicies', 'iam:DeleteRolePolicy'], arn),
        allow(['iam:ListAttachedRolePolicies', 'iam:DetachRolePolicy'], arn),
      ],
    },

    async read({ clients, place }) {
      const found = await getRole({ clients, place }, name);
      if (!found) return undefined;
      return { owner: isOurs(fromList(found.Tags), place.installation) ? 'ours' : 'foreign', live: found };
    },

    plan: (context, desired, live) => [
      ...policyChange('trust policy', decoded(live.AssumeRolePolicyDocument), trust),
      ...differences(
        { 'permissions boundary': live.PermissionsBoundary?.PermissionsBoundaryArn },
        { 'permissions boundary': desired.choices.permissionsBoundary },
      ),
      ...tagChange(missingTags(wanted(context, desired), fromList(live.Tags))),
    ],

    async create(context, desired) {
      const { permissionsBoundary } = desired.choices;
      await context.clients.iam(context.place.home).send(
        new CreateRoleCommand({
          RoleName: name,
          Path: rolePath,
          Description: description,
          AssumeRolePolicyDocument: JSON.stringify(trust),
          Tags: toList(wanted(context, desired)),
          ...(permissionsBoundary ? { PermissionsBoundary: permissionsBoundary } : {}),
        }),
      );
    },

    async update(context, desired, live, changes) {
      const iam = context.clients.iam(context.place.home);
      if (touches(changes, 'trust policy')) {
        await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: JSON.stringify(trust) }));
      }
      if (touches(changes, 'permissions boundary')) {
        const { permissionsBoundary } = desired.choices;
        if (!permissionsBoundary) await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: name }));
        else {
          const boundary = { RoleName: name, PermissionsBoundary: permissionsBoundary };
          await iam.send(new PutRolePermissionsBoundaryCommand(boundary));
        }
      }
      const missing = missingTags(wanted(context, desired), fromList(live.Tags));
      if (touches(changes, 'tags')) await iam.send(new TagRoleCommand({ RoleName: name, Tags: toList(missing) }));
    },

    async destroy({ clients, place }) {
      const iam = clients.iam(place.home);
      try {
        await iam.send(new DeleteRoleCommand({ RoleName: name }));
      } catch (error) {
        if (isMissing(error)) return;
        if (!isNamed(error, 'DeleteConflict', 'DeleteConflictException')) throw error;
        await removePolicies(iam, name);
        await iam.send(new DeleteRoleCommand({ RoleName: name }));
      }
    },
  });
}

/** Takes off the policies that keep a role from being deleted: somebody else may have put some there. */
async function removePolicies(iam: IAMClient, RoleName: string): Promise<void> {
  const [inline, attached] = await Promise.all([
    iam.send(new ListRolePoliciesCommand({ RoleName })),
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
  ]);
  await Promise.all([
    ...(inline.PolicyNames ?? []).map((PolicyName) => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))),
    ...(attached.AttachedPolicies ?? []).map(({ PolicyArn }) =>
      iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })),
    ),
  ]);
}

/** Name of the one inline policy that our roles have. */
export const inlinePolicyName = 'signin-alert';

/** The role, or undefined where there is none of this name. */
export async function getRole(
  { clients, place }: { clients: Context['clients']; place: { home: string } },
  RoleName: string,
): Promise<Role | undefined> {
  try {
    return (await clients.iam(place.home).send(new GetRoleCommand({ RoleName }))).Role;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** IAM answers policy documents URL-encoded. */
const decoded = (document: string | undefined): string | undefined =>
  document === undefined ? undefined : decodeURIComponent(document);
