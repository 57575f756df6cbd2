import type { ExitCode } from '../../aws/errors.ts';
import { type PolicyCommand, policyFor } from '../../aws/policy.ts';
import { managedPolicyLimit } from '../../aws/policy-merge.ts';
import { checkFlags } from '../input/common.ts';
import * as values from '../input/values.ts';
import type { Run } from '../run.ts';
import { wrap } from '../show/wrap.ts';

/** `policy`: the IAM policy of a command. Needs no credentials: what is not given is a wildcard. */
export async function run({ command, flags, args, out, notes }: Run<{ readonly account?: string }>): Promise<ExitCode> {
  const account = await checkFlags({ command, flags }, (read) => read('--account', flags.account, values.account));
  const [wanted = 'install'] = args;
  const place = { partition: 'aws', account: account ?? '*', installation: flags.name, home: flags.region ?? '*' };
  const policy = policyFor(toCommand(wanted), place);
  out.line(JSON.stringify(policy, null, 2));
  const size = JSON.stringify(policy).length;
  if (size > managedPolicyLimit) {
    notes.line(
      wrap(
        `${size} characters: more than one managed policy takes (${managedPolicyLimit}); split it in two.`,
        notes.columns,
      ),
    );
  }
  return 0;
}

const commands: readonly PolicyCommand[] = ['install', 'status', 'send-test', 'uninstall'];

/** Commander has refused everything else. */
const toCommand = (given: string): PolicyCommand => commands.find((name) => name === given) ?? 'install';
