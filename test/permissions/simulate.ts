import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { IamRequest } from './wire.ts';

/** Anything with statements, as IAM takes it. */
export type Document = { readonly Version: string; readonly Statement: readonly object[] };

/** Who asks, with this policy alone; what he asks for may have one of its own. */
export type Asking = { readonly principal: string; readonly policy: Document; readonly resourcePolicy?: Document };

/** A key policy that leaves everything to IAM: without one a KMS key obeys nobody. */
const leftToIam = (account: string): Document => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }],
});

/**
 * What AWS's policy evaluation says: an evaluator that nobody here wrote, which also refuses actions, resources and
 * condition keys that AWS does not know together.
 */
export async function simulate(
  { principal, policy, resourcePolicy }: Asking,
  { action, resource, context }: IamRequest,
) {
  const account = principal.split(':')[4] ?? '';
  const ofResource = resourcePolicy ?? (action.startsWith('kms:') ? leftToIam(account) : undefined);
  const simulation: Simulation = {
    request: {
      principal,
      action,
      resource: { resource: concrete(resource), accountId: account },
      contextVariables: understood(context),
    },
    identityPolicies: [{ name: 'policy', policy: understood(policy) }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(ofResource ? { resourcePolicy: understood(ofResource) } : {}),
  };
  const result = await runSimulation(simulation, {});
  if (result.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  const ignored = result.resultType === 'single' ? result.result.ignoredContextKeys : [];
  if (ignored?.length) throw new Error(`${action} has no condition key ${ignored.join(', ')}`);
  return result.overallResult;
}

/** A log group's `:*` stands for its streams; a request is about one thing. */
const concrete = (resource: string): string => resource.replace(/:\*$/, ':log-stream:');

/**
 * The evaluator does not know what comes after the last colon of these keys. One that any request may carry, and none of
 * ours does, stands in.
 */
const understood = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll('kms:EncryptionContext:', 'aws:PrincipalTag/'));
