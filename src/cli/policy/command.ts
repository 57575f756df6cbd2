import type { ExitCode } from '../../aws/errors.ts';
import { type PermissionPolicy, type PolicyCommand, policyCommands, policyFor } from '../../aws/policy.ts';
import { managedPolicyLimit, policySize } from '../../aws/policy-merge.ts';
import { checkFlags } from '../input/common.ts';
import * as values from '../input/values.ts';
import type { Run } from '../run.ts';
import { wrap } from '../show/wrap.ts';

type Flags = {
  readonly account?: string;
  readonly permissionsBoundary?: string;
  readonly kmsKey?: string;
  readonly check?: true;
  readonly deleteLogs?: true;
};

/** `policy`: the IAM policy of a command. Needs no credentials: what is not given is a wildcard. */
export async function run({ command, flags, args, out, notes }: Run<Flags>): Promise<ExitCode> {
  const { account, permissionsBoundary, kmsKey } = await checkFlags({ command, flags }, async (read) => ({
    account: await read('--account', flags.account, values.account),
    permissionsBoundary: await read('--permissions-boundary', flags.permissionsBoundary, values.policyArn),
    kmsKey: await read('--kms-key', flags.kmsKey, values.keyArn),
  }));
  const [wanted = 'install'] = args;
  const place = { partition: 'aws', account: account ?? '*', installation: flags.name, home: flags.region ?? '*' };
  const { check, deleteLogs } = flags;
  const policy = policyFor(toCommand(wanted), place, { permissionsBoundary, kmsKey, check, deleteLogs });
  out.line(JSON.stringify(policy, null, 2));
  for (const note of warnings(policy, permissionsBoundary)) notes.line(wrap(note, notes.columns));
  return 0;
}

function warnings(policy: PermissionPolicy, boundary: string | undefined): string[] {
  const allows = (action: string) => policy.Statement.some(({ Action }) => Action.includes(action));
  const size = policySize(policy.Statement);
  return [
    ...(allows('iam:CreateRole') && allows('iam:PassRole')
      ? [
          `Whoever may create roles and pass them to a function is an administrator in effect${boundary ? `, as far as ${boundary} lets them` : '; --permissions-boundary limits that'}.`,
        ]
      : []),
    ...(size > managedPolicyLimit
      ? [
          `It has ${size} characters without white space, more than one managed policy takes (${managedPolicyLimit}): put half of its statements into a second one.`,
        ]
      : []),
  ];
}

/** Commander has refused everything else. */
const toCommand = (given: string): PolicyCommand => policyCommands.find((name) => name === given) ?? 'install';
