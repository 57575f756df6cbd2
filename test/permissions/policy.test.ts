import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Statement } from '../../src/aws/permissions.ts';
import { type PolicyCommand, policyCommands, policyFor, statementsFor } from '../../src/aws/policy.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { account, home } from './by-hand.ts';
import { neverCalled, wildcards } from './reasons.ts';
import { type Recorded, record } from './record.ts';
import { scenarios } from './scenarios.ts';
import { type Document, simulate } from './simulate.ts';
import type { IamRequest } from './wire.ts';

const place = { partition: 'aws', account, installation: 'main', home };
const anywhere = { ...place, account: '*', home: '*' };
const principal = `arn:aws:iam::${account}:user/least`;

const scenes: Scene[] = [];
let recorded: Recorded[];

beforeAll(async () => {
  scenes.push(...(await Promise.all([startScene(), startScene()])));
  // Two accounts side by side: the second half begins with an installation too.
  const middle = scenarios.findIndex(({ name }) => name === 'other tags');
  const halves = [scenarios.slice(0, middle), scenarios.slice(middle)];
  recorded = (await Promise.all(scenes.map((scene, half) => record(scene, halves[half] ?? [])))).flat();
}, 240_000);
afterAll(() => Promise.all(scenes.map((scene) => scene.stop())));

const key = (value: unknown) => JSON.stringify(value);
const distinct = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [key(one), one])).values()];

const requestsOf = (of: readonly Recorded[]): IamRequest[] =>
  distinct(of.flatMap(({ asked }) => asked.flatMap(({ requests }) => requests)));

/** Scenarios have most of their requests in common. */
const answers = new Map<string, ReturnType<typeof simulate>>();
const ask = (policy: Document, request: IamRequest) => {
  const question = key([policy, request]);
  const answer = answers.get(question) ?? simulate({ principal, policy }, request);
  answers.set(question, answer);
  return answer;
};

/** The requests that a policy does not allow, in words. */
async function refused(policy: Document, requests: readonly IamRequest[]): Promise<string[]> {
  const found = await Promise.all(requests.map((request) => ask(policy, request)));
  return requests.flatMap((request, index) => (found[index] === 'Allowed' ? [] : [key(request)]));
}

const found = ({ name, command }: { name: string; command: string }): Recorded => {
  const one = recorded.find(({ scenario }) => scenario.name === name && scenario.command === command);
  if (!one) throw new Error(`${command}, ${name} was not recorded`);
  return one;
};

describe('every call is allowed by the printed policy', () => {
  it.each(scenarios.map(({ command, name }) => ({ command, name })))('$command: $name', async (wanted) => {
    const { scenario, ...rest } = found(wanted);
    const requests = requestsOf([{ scenario, ...rest }]);
    expect(requests.length).toBeGreaterThan(5);
    for (const where of [place, anywhere]) {
      expect(await refused(policyFor(scenario.command, where, scenario.options), requests)).toEqual([]);
    }
  });
});

/** The statements of all policies of a command, one action and resource each. */
const grantsOf = (command: PolicyCommand, of: readonly Recorded[]): Statement[] =>
  distinct(
    of.flatMap(({ scenario }) =>
      statementsFor(command, place, scenario.options).flatMap((statement) =>
        statement.Action.flatMap((action) =>
          statement.Resource.map((resource) => ({ ...statement, Action: [action], Resource: [resource] })),
        ),
      ),
    ),
  );

async function isUsed(grant: Statement, requests: readonly IamRequest[]): Promise<boolean> {
  const policy = { Version: '2012-10-17', Statement: [grant] };
  for (const request of requests) {
    if (request.action !== grant.Action[0]) continue;
    if ((await ask(policy, request)) === 'Allowed') return true;
  }
  return false;
}

/** What every command looks at: it stands in all policies, and each scenario shows another part of it. */
const looking = new Set(
  statementsFor('status', place).flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => Resource.map((resource) => `${action} on ${resource}`)),
  ),
);

describe.each(policyCommands)('no statement of %s is wider than what it called', (command) => {
  it('each action and each resource is used', async () => {
    const mine = recorded.filter(({ scenario }) => scenario.command === command);
    const [own, all] = [requestsOf(mine), requestsOf(recorded)];
    const unused: string[] = [];
    for (const grant of grantsOf(command, mine)) {
      const name = `${grant.Action[0]} on ${grant.Resource[0]}`;
      if (!(await isUsed(grant, looking.has(name) ? all : own))) unused.push(name);
    }
    expect(unused.sort()).toEqual(Object.keys(neverCalled[command] ?? {}).sort());
  });

  it('resources are ours by name, or AWS has none for the action, or there is a reason', async () => {
    const mine = recorded.filter(({ scenario }) => scenario.command === command);
    for (const { Action, Resource } of grantsOf(command, mine)) {
      const [action = '', resource = ''] = [Action[0], Resource[0]];
      const [service = '', name = ''] = action.split(':');
      if (resource === '*') expect(await isWildcardOnlyAction(service, name), action).toBe(true);
      else if (resource.includes('*')) expect(Object.keys(wildcards), action).toContain(resource);
      else if (!/key\/[0-9a-f-]+$|event-bus\/default$|:account$/.test(resource))
        expect(resource).toContain('signin-alert-main');
    }
  });
});
