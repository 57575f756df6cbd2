import { type PolicyCommand, policyCommands, policyFor } from '../../src/aws/policy.ts';
import type { Call, Fault } from '../support/proxy.ts';
import { account, home } from './by-hand.ts';
import { neverAsked } from './emulator.ts';
import { neverCalled } from './reasons.ts';
import type { Recorded } from './record.ts';
import type { Scenario } from './scenarios.ts';

/** One action less than a command needs, in a scenario that calls it. */
export type Removal = {
  readonly command: PolicyCommand;
  readonly action: string;
  readonly scenario: Scenario;
  /** For what the emulator never asks its policies: the call is answered as AWS does. */
  readonly denied?: Fault;
};

type Asking = { readonly scenario: Scenario; readonly call: Call; readonly own: boolean };

/** Calls that ask for an action, first those that ask for it in their own name, and in scenarios that change nothing. */
function askingFor(action: string, command: PolicyCommand, recorded: readonly Recorded[]): Asking[] {
  const all = recorded
    .filter(({ scenario }) => scenario.command === command)
    .flatMap(({ scenario, asked }) =>
      asked.flatMap(({ call, requests }) => {
        const index = requests.findIndex((request) => request.action === action);
        return index < 0 || (call.status ?? 0) >= 300 ? [] : [{ scenario, call, own: index === 0 }];
      }),
    );
  const weight = ({ own, scenario }: Asking) => (own ? 0 : 2) + (scenario.before || scenario.own ? 1 : 0);
  return all.toSorted((a, b) => weight(a) - weight(b));
}

/** What every command looks at in the same way, but only in some cases: tried with the one that shows it. */
const asMuchElsewhere: Readonly<Record<string, string>> = {
  'ec2:DescribeRegions': 'where the account service does not answer',
};

/** Every action of every printed policy, taken away once. */
export function removals(recorded: readonly Recorded[]): Removal[] {
  const place = { partition: 'aws', account, installation: 'main', home };
  return policyCommands.flatMap((command) => {
    const scenarios = recorded.map(({ scenario }) => scenario).filter((scenario) => scenario.command === command);
    const actions = new Set(
      scenarios.flatMap(({ options }) => policyFor(command, place, options).Statement.flatMap(({ Action }) => Action)),
    );
    return [...actions].toSorted().flatMap((action): Removal[] => {
      const [asking] = askingFor(action, command, recorded);
      if (!asking) {
        const excused = Object.keys(neverCalled[command] ?? {}).some((name) => name.startsWith(`${action} `));
        if (excused || action in asMuchElsewhere) return [];
        throw new Error(`no scenario of ${command} calls ${action}`);
      }
      const { scenario, call, own } = asking;
      return [
        { command, action, scenario, ...(own && !(action in neverAsked) ? {} : { denied: denial(action, call) }) },
      ];
    });
  });
}

/** AWS's words for an action that no policy allows. */
const denial = (action: string, { service, operation }: Call): Fault => ({
  service,
  operation,
  times: Number.POSITIVE_INFINITY,
  action:
    operation === 'GetFunction'
      ? { edit: (body) => JSON.stringify({ ...JSON.parse(body), Tags: undefined, TagsError: tagsError }) }
      : {
          error: {
            code: service === 'iam' ? 'AccessDenied' : 'AccessDeniedException',
            status: 403,
            message: words(action),
          },
        },
});

const words = (action: string): string =>
  `User: arn:aws:iam::${account}:user/least is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;

const tagsError = { ErrorCode: 'AccessDeniedException', Message: words('lambda:ListTags') };
