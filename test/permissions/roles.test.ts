import { EventBridgeClient, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn } from '../handler/delivery/events.ts';
import { clientConfig } from '../support/aws.ts';
import { type Scene, someRegions, startScene } from '../support/scene.ts';
import { account, home, name } from './by-hand.ts';
import { type InstalledFunction, installedFunction } from './run-function.ts';
import { simulate } from './simulate.ts';
import { askedFor, type IamRequest } from './wire.ts';

type RoleDocument = {
  readonly Version: string;
  readonly Statement: readonly { readonly Action: string | string[]; readonly Resource: string }[];
};

/** What AWS's own services do in the name of the function's role: nothing of it is on our wire. */
const byLambdaItself: Readonly<Record<string, string>> = {
  'sqs:SendMessage': 'an event that failed for the third time goes to the queue',
  'logs:CreateLogStream': 'one per container',
  'logs:PutLogEvents': 'what the function prints',
};

let scene: Scene;
let installed: InstalledFunction;

beforeAll(async () => {
  scene = await startScene();
  await scene.install();
  installed = await installedFunction(scene);
});
afterAll(async () => {
  await installed.remove();
  await scene.stop();
});

const config = (region = home) => clientConfig({ endpoint: scene.cloud.url }, region);

async function documentOf(role: string): Promise<RoleDocument> {
  const of = { RoleName: `${name}-${role}`, PolicyName: 'signin-alert' };
  const { PolicyDocument = '' } = await new IAMClient(config()).send(new GetRolePolicyCommand(of));
  return JSON.parse(decodeURIComponent(PolicyDocument));
}

/** Who a role is for IAM when a service has taken it. */
const session = (role: string) => `arn:aws:sts::${account}:assumed-role/${name}-${role}/session`;

const allowed = async (role: string, requests: readonly IamRequest[]) => {
  const asking = { principal: session(role), policy: await documentOf(role) };
  const answers = await Promise.all(requests.map((request) => simulate(asking, request)));
  return requests.map(({ action, resource }, index) => ({ action, resource, answer: answers[index] }));
};

/** The actions that a role has and that nobody asked for. */
const unused = async (role: string, requests: readonly IamRequest[]) => {
  const { Statement } = await documentOf(role);
  return Statement.flatMap(({ Action, Resource }) =>
    [Action]
      .flat()
      .filter((action) => !requests.some((asked) => asked.action === action && asked.resource === Resource)),
  );
};

/** Everything the function does: alerts, folding, its own check, the wake-up with messages that go out and that stay. */
async function functionCalls(): Promise<IamRequest[]> {
  const QueueUrl = `${scene.cloud.url}/${account}/${name}-undelivered`;
  const rest = () =>
    new SQSClient({ ...config(), useQueueUrlAsEndpoint: false }).send(
      new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(signIn()) }),
    );
  scene.wire.reset();
  await installed.run(signIn());
  for (let failure = 0; failure < 5; failure++) await installed.run(signIn({ user: 'mallory', result: 'Failure' }));
  await installed.run({ check: true });
  await rest();
  await installed.run({ wakeUp: true });
  await rest();
  scene.slack.down(true);
  await installed.run({ wakeUp: true });
  scene.slack.down(false);
  const asked = askedFor(scene.wire.calls, { account, keyTags: new Map(), boundaries: new Map() });
  return asked.flatMap(({ requests }) => requests);
}

it("the function's role allows what the function calls, and nothing else", async () => {
  const calls = await functionCalls();
  expect(new Set(calls.map(({ action }) => action)).size).toBeGreaterThan(6);
  expect((await allowed('function', calls)).filter(({ answer }) => answer !== 'Allowed')).toEqual([]);
  expect((await unused('function', calls)).toSorted()).toEqual(Object.keys(byLambdaItself).toSorted());
});

it.each<[string, IamRequest]>([
  [
    'decrypt anything else with its key',
    {
      action: 'kms:Decrypt',
      resource: 'the key',
      context: { 'kms:EncryptionContext:LambdaFunctionName': 'another' },
    },
  ],
  [
    'change the settings',
    {
      action: 'dynamodb:UpdateItem',
      resource: `arn:aws:dynamodb:${home}:${account}:table/${name}`,
      context: { 'dynamodb:LeadingKeys': ['settings'] },
    },
  ],
  [
    'touch the table of another installation',
    {
      action: 'dynamodb:UpdateItem',
      resource: `arn:aws:dynamodb:${home}:${account}:table/${name}2`,
      context: { 'dynamodb:LeadingKeys': ['alert#1'] },
    },
  ],
])('the function cannot %s', async (_what, request) => {
  const { Statement } = await documentOf('function');
  const key = Statement.find(({ Action }) => Action === 'kms:Decrypt')?.Resource ?? '';
  const [answer] = await allowed('function', [{ ...request, resource: request.resource.replace('the key', key) }]);
  expect(answer?.answer).toBe('ImplicitlyDenied');
});

it("the events role allows what its rules' targets take, and nothing else", async () => {
  const takes: Readonly<Record<string, string>> = {
    sns: 'sns:Publish',
    events: 'events:PutEvents',
    lambda: 'lambda:InvokeFunction',
  };
  const rules = someRegions.flatMap((region) =>
    (region === home ? [name, `${name}-wake-up`] : [`${name}-forward`]).map((Rule) => ({ region, Rule })),
  );
  const requests = await Promise.all(
    rules.map(async ({ region, Rule }): Promise<IamRequest[]> => {
      const { Targets = [] } = await new EventBridgeClient(config(region)).send(new ListTargetsByRuleCommand({ Rule }));
      return Targets.map(({ Arn = '' }) => ({
        action: takes[Arn.split(':')[2] ?? ''] ?? `nobody knows what ${Arn} takes`,
        resource: Arn,
        context: {},
      }));
    }),
  );
  expect(requests.flat()).toHaveLength(4);
  expect((await allowed('events', requests.flat())).filter(({ answer }) => answer !== 'Allowed')).toEqual([]);
  expect(await unused('events', requests.flat())).toEqual([]);
});
