import type { Statement } from '../../src/aws/permissions.ts';
import { policyFor } from '../../src/aws/policy.ts';
import type { CliResult } from '../support/cli.ts';
import { isObject, parseJson } from '../support/json.ts';
import type { Call, Fault } from '../support/proxy.ts';
import { startScene } from '../support/scene.ts';
import { account, home } from './by-hand.ts';
import { forEmulator } from './emulator.ts';
import { perform, prepare, type Scenario } from './scenarios.ts';
import { makeUser, type User } from './user.ts';

const place = { partition: 'aws', account, installation: 'main', home };

/**
 * An account that enforces IAM, and a user whose only policy is the printed one. Over TLS: what is not is denied by our
 * own resources' policies.
 */
export type Least = {
  /** Runs a scenario as that user. `without`: an action that is taken out of the policy; `faults`: for what is denied otherwise. */
  run(scenario: Scenario, how?: { readonly without?: string; readonly faults?: readonly Fault[] }): Promise<CliResult>;
  stop(): Promise<void>;
};

/** Whether an installation stays as it was. */
const isLooking = ({ command, name }: Scenario): boolean =>
  ['status', 'send-test', 'redeliver'].includes(command) || name === 'unchanged' || name === 'read';

export async function startLeast(): Promise<Least> {
  const scene = await startScene({ auth: true, tls: true });
  let user: User | undefined;
  let installed = false;

  /** Empties the account, or leaves an installation that nobody touched since. */
  const begin = async ({ from }: Scenario): Promise<User> => {
    if (user && from === 'installed' && installed) return user;
    scene.wire.reset();
    await scene.cloud.reset();
    user = await makeUser(scene);
    if (from === 'installed') await scene.install();
    installed = from === 'installed';
    return user;
  };

  return {
    async run(planned, { without, faults = [] } = {}) {
      const who = await begin(planned);
      const scenario = await prepare(scene, planned);
      for (const fault of [...faults, lambdaRan]) scene.wire.fault(fault);
      const { Statement } = policyFor(scenario.command, place, scenario.options);
      await who.may(forEmulator(Statement).flatMap((statement) => lessOne(statement, without)));
      if (!isLooking(planned) || planned.before) installed = false;
      return perform(scene, scenario, { env: who.env });
    },
    stop: () => scene.stop(),
  };
}

const lessOne = (statement: Statement, without: string | undefined): Statement[] => {
  const Action = statement.Action.filter((action) => action !== without);
  return Action.length > 0 ? [{ ...statement, Action }] : [];
};

/**
 * The function's word that Slack took the test: with its role's ARN without the path, the emulator denies it the key
 * (emulator.md), so that it cannot say so itself.
 */
const lambdaRan: Fault = {
  service: 'logs',
  operation: 'FilterLogEvents',
  times: Number.POSITIVE_INFINITY,
  action: {
    edit: (body, { input }: Call) => {
      const found = parseJson(body);
      if (!isObject(found) || !('events' in found)) return body;
      const testId = String(input.filterPattern).replaceAll('"', '');
      return JSON.stringify({ events: [{ message: JSON.stringify({ testId, result: 'posted' }) }] });
    },
  },
};
