import { GetRoleCommand, GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { type Cloud, clientConfig, isError, parseArn } from '../aws.ts';
import { decide } from '../iam/policy.ts';

/** A role and its policies, as JSON texts. Only inline policies count: attached ones are not looked at. */
type Role = { arn: string; trust: string; policies: string[] };

async function readRole(cloud: Cloud, arn: string): Promise<Role | undefined> {
  const iam = new IAMClient(clientConfig(cloud, 'us-east-1'));
  const RoleName = parseArn(arn).resource.split('/').at(-1);
  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    if (Role?.Arn !== arn) return undefined; // another path is another role
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const policies = await Promise.all(
      PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
    );
    return {
      arn,
      trust: decodeURIComponent(Role.AssumeRolePolicyDocument ?? '{}'),
      policies: policies.map(({ PolicyDocument }) => decodeURIComponent(PolicyDocument ?? '{}')),
    };
  } catch (error) {
    if (isError(error, 'NoSuchEntityException', 'NoSuchEntity')) return undefined;
    throw error;
  } finally {
    iam.destroy();
  }
}

/**
 * Whether EventBridge may take on a target's role for a rule, and the role then may do the action.
 * Out: undefined, or EventBridge's error code and a sentence.
 */
export async function roleRefusal(
  cloud: Cloud,
  call: { roleArn: string; ruleArn: string; action: string; resource: string },
): Promise<{ code: string; message: string } | undefined> {
  const role = await readRole(cloud, call.roleArn);
  const assumed = decide(role?.trust, {
    action: 'sts:AssumeRole',
    resource: call.roleArn,
    service: 'events.amazonaws.com',
    context: { 'aws:sourcearn': call.ruleArn, 'aws:sourceaccount': parseArn(call.ruleArn).account },
  });
  if (!role || assumed !== 'allow') {
    const why = role ? `does not trust events.amazonaws.com for ${call.ruleArn}` : 'does not exist';
    return { code: 'FAILED_TO_ASSUME_ROLE', message: `role ${call.roleArn} ${why}` };
  }
  const request = { action: call.action, resource: call.resource, role: call.roleArn };
  const decisions = role.policies.map((policy) => decide(policy, request));
  if (decisions.includes('allow') && !decisions.includes('deny')) return undefined;
  return { code: 'NO_PERMISSIONS', message: `role ${call.roleArn} may not ${call.action} on ${call.resource}` };
}
