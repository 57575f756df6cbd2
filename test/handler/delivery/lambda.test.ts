import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionEventInvokeConfigCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { beforeEach, expect, test } from 'vitest';
import { codeSha256, functionZip, readFunctionConfig } from '../../../src/aws/function-zip.ts';
import { clientConfig } from '../../support/aws.ts';
import type { Json } from '../../support/json.ts';
import { poll } from '../../support/poll.ts';
import { signIn, testEvent } from './events.ts';
import { account } from './installation.ts';
import { region, useRig } from './rig.ts';

const rig = useRig();
let lambda: LambdaClient;
let FunctionName: string;
let code: Uint8Array;

beforeEach(async () => {
  lambda = new LambdaClient(clientConfig({ endpoint: rig.server.url }, region));
  FunctionName = rig.it.config.functionName;
  code = await readFile(rig.bundle);
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${account}:role/any`,
      Timeout: 45,
      MemorySize: 256,
      Code: { ZipFile: functionZip(code, rig.it.config) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 10, minDelay: 1 }, { FunctionName });
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName,
      MaximumRetryAttempts: 2,
      DestinationConfig: {
        OnFailure: { Destination: `arn:aws:sqs:${region}:${account}:${FunctionName}-undelivered` },
      },
    }),
  );
});

const send = (payload: Json) =>
  lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(payload) }));

async function call(payload: Json): Promise<unknown> {
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }));
  const text = Buffer.from(answer.Payload ?? []).toString();
  if (answer.FunctionError) throw new Error(text);
  return JSON.parse(text);
}

test('in the real process: Slack down, three attempts, the undelivered queue, and back by the wake-up', async () => {
  const id = randomUUID();
  for (let count = 0; count < 3; count++) rig.slack.answer({ status: 410, body: 'channel_is_archived' });
  await send(signIn({ id }));
  const [body = ''] = await poll(async () => {
    const resting = await rig.it.resting();
    return resting.length > 0 && resting;
  }, 'the event rests in the queue');
  expect(JSON.parse(body)).toMatchObject({
    responsePayload: { errorMessage: expect.stringContaining('Slack answered 410 channel_is_archived') },
  });
  expect(rig.slack.posts).toHaveLength(3);
  expect(await call({ wakeUp: true })).toEqual({ drained: 1, remaining: 0, summaries: 0 });
  expect(rig.slack.messages).toHaveLength(1);
  expect(rig.slack.messages[0]?.raw).toContain(id);
  expect(await call(signIn({ id }))).toEqual({ results: ['duplicate'] });
});

test("in the real process: a test event's hops are found in the log by its id; check works", async () => {
  const id = `test-${randomUUID()}`;
  await send(testEvent(id));
  await rig.slack.waitFor(({ raw }) => /TEST/i.test(raw));
  const logs = new CloudWatchLogsClient(clientConfig({ endpoint: rig.server.url }, region));
  const search = { logGroupName: `/aws/lambda/${FunctionName}`, filterPattern: `"${id}"` };
  const [line] = await poll(async () => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand(search));
    return events.length > 0 && events;
  }, 'a log line');
  expect(JSON.parse(String(line?.message))).toMatchObject({ testId: id, result: 'posted', slackStatus: 200 });
  expect(await call({ check: true })).toMatchObject({ ok: true });
});

test('the zip is the same bytes for the same function, small, and gives its configuration back', () => {
  const { config } = rig.it;
  const reversed = { ...config, ...Object.fromEntries(Object.entries(config).reverse()) };
  const zip = functionZip(code, config);
  expect(codeSha256(functionZip(code, reversed))).toBe(codeSha256(zip));
  expect(codeSha256(functionZip(code, { ...config, version: '2' }))).not.toBe(codeSha256(zip));
  expect(readFunctionConfig(zip)).toEqual(config);
  expect(zip.length).toBeLessThan(30 * 1024);
  expect(readFunctionConfig(zip.subarray(0, 500))).toBeUndefined();
});
