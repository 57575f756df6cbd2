import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateTopicCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, expect, test } from 'vitest';
import { clientConfig } from './aws.ts';
import { makeFunction } from './fixture/function.ts';
import { fetchOnce } from './http.ts';
import { type Ministack, type MinistackOptions, startMinistack } from './ministack.ts';
import { poll } from './poll.ts';

const started: Ministack[] = [];
const start = async (options?: MinistackOptions) => {
  const server = await startMinistack(options);
  started.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

const topicsOf = async (server: Ministack) => {
  const sns = new SNSClient(
    clientConfig({ endpoint: server.url, ...(server.ca ? { ca: server.ca } : {}) }, 'us-east-1'),
  );
  return { sns, count: async () => (await sns.send(new ListTopicsCommand({}))).Topics?.length ?? 0 };
};

const refuses = (url: string) =>
  fetchOnce(url).then(
    () => false,
    () => true,
  );

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('two servers share nothing, and a reset empties one', async () => {
  const [one, two] = await Promise.all([start(), start()]);
  const [first, second] = [await topicsOf(one), await topicsOf(two)];
  await first.sns.send(new CreateTopicCommand({ Name: 'a' }));
  expect(await Promise.all([first.count(), second.count()])).toEqual([1, 0]);
  await one.reset();
  expect(await first.count()).toBe(0);
});

test('with tls it serves https with the certificate it names', async () => {
  const server = await start({ tls: true });
  expect(server.url).toMatch(/^https:/);
  expect(await (await topicsOf(server)).count()).toBe(0);
  await server.reset();
});

test('with auth it refuses strangers', async () => {
  const server = await start({ auth: true });
  const credentials = { accessKeyId: 'AKIAXXXXXXXXXXXXXXXX', secretAccessKey: 'x' };
  const sns = new SNSClient({ ...clientConfig({ endpoint: server.url }, 'us-east-1'), credentials });
  await expect(sns.send(new ListTopicsCommand({}))).rejects.toThrow(/security token|credentials/i);
});

const look = `exports.handler = async () => ({ env: Object.keys(process.env), node: process.version, pid: process.pid,
  endpoint: process.env.AWS_ENDPOINT_URL })`;

const invokeLook = async (url: string) => {
  await makeFunction({ endpoint: url }, { region: 'us-east-1', name: 'look', code: look });
  const lambda = new LambdaClient(clientConfig({ endpoint: url }, 'us-east-1'));
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'look' }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
};

test('functions run on Node 24 and see nothing of our environment', async () => {
  const server = await start();
  const seen = await invokeLook(server.url);
  expect(seen.node).toMatch(/^v24\./);
  expect(seen.endpoint).toBe(server.url);
  const ours = seen.env.filter(
    (name: string) => /vitest|npm|^CI$|proxy|token$/i.test(name) && name !== 'AWS_SESSION_TOKEN',
  );
  expect(ours).toEqual([]);
});

// Starts a server in a process of its own, runs a function in it, and waits to be killed.
const parent = `
  import { startMinistack } from ${JSON.stringify(new URL('ministack.ts', import.meta.url).href)};
  const { url, ca } = await startMinistack({ tls: process.argv[1] === 'tls' });
  console.log(JSON.stringify({ url, ca }));
  setInterval(() => {}, 1000);`;

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('nothing is left when its parent dies of %s', async (signal) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const { url } = JSON.parse(String(line));
  const { pid } = await invokeLook(url);
  expect(isAlive(pid)).toBe(true);
  child.kill(signal);
  await once(child, 'exit');
  await poll(() => refuses(url), 'the server is gone', 3000);
  await poll(() => !isAlive(pid), 'its function is gone', 3000);
});

test('its folder goes with it, also when the parent is killed', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', parent, 'tls'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  const folder = dirname(dirname(JSON.parse(String(line)).ca));
  expect(existsSync(folder)).toBe(true);
  child.kill('SIGKILL');
  await poll(() => !existsSync(folder), `${folder} is gone`, 3000);
});

test('a server that cannot start says why', async () => {
  await expect(startMinistack({ env: { GATEWAY_PORT: 'nonsense' } })).rejects.toThrow(
    /ended at its start[\s\S]*nonsense/,
  );
});
