import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { buildHandler } from '../../../scripts/build-handler.js';
import type { FunctionConfig } from '../../../src/handler/config.ts';
import { clientConfig } from '../../support/aws.ts';
import type { Json } from '../../support/json.ts';
import { type Ministack, startMinistack } from '../../support/ministack.ts';
import { type FaultProxy, startProxy } from '../../support/proxy.ts';
import { type Slack, startSlack } from '../../support/slack.ts';
import { type Installation, install } from './installation.ts';

export const region = 'eu-west-1';

/** A container of the function: it keeps its own connections, webhook and memory. */
export type Container = (payload: unknown, options?: { remainingMs?: number }) => Promise<Json>;

/** Slack's stand-in, the emulator behind a fault proxy, and what the function needs there; new for each test. */
export type Rig = {
  readonly slack: Slack;
  readonly proxy: FaultProxy;
  readonly server: Ministack;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  readonly it: Installation;
  /** The bundled handler. */
  readonly bundle: string;
  /** The function's log, parsed. */
  readonly lines: Json[];
  /** Makes a container that has not run yet. */
  container(config?: Partial<FunctionConfig>): Promise<Container>;
};

const require = createRequire(import.meta.url);

/** Loads a function as Lambda does. */
function load(file: string): Container {
  const { handler } = require(file);
  return (payload, { remainingMs = 45_000 } = {}) => {
    const end = Date.now() + remainingMs;
    return handler(payload, { getRemainingTimeInMillis: () => end - Date.now() });
  };
}

/** Starts everything for a test file. The rig's fields are there within tests and their hooks. */
export function useRig(): Rig {
  let parts: Pick<Rig, 'slack' | 'proxy' | 'server' | 'sqs' | 'dynamodb'> & { kms: KMSClient; folder: string };
  let it: Installation;
  let keyArn = '';
  let containers = 0;
  const lines: Json[] = [];

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signin-alert-delivery-'));
    const [server, slack] = await Promise.all([startMinistack(), startSlack()]);
    await buildHandler({ outfile: join(folder, 'index.js') });
    const proxy = await startProxy({ target: server.url });
    const config = clientConfig({ endpoint: server.url }, region);
    const kms = new KMSClient(config);
    parts = {
      ...{ server, slack, proxy, folder, kms },
      sqs: new SQSClient(config),
      dynamodb: new DynamoDBClient(config),
    };
    keyArn = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
    vi.stubEnv('AWS_ENDPOINT_URL', proxy.url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', '000000000000');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  });
  beforeEach(async () => {
    vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(JSON.parse(line)));
    it = await install(parts, keyArn);
  });
  afterEach(() => {
    parts.slack.clear();
    parts.proxy.reset();
    lines.length = 0;
    vi.restoreAllMocks();
  });
  afterAll(async () => {
    await Promise.all([parts.proxy.stop(), parts.server.stop(), parts.slack.stop()]);
    await rm(parts.folder, { recursive: true });
    vi.unstubAllEnvs();
  });

  return {
    get slack() {
      return parts.slack;
    },
    get proxy() {
      return parts.proxy;
    },
    get server() {
      return parts.server;
    },
    get sqs() {
      return parts.sqs;
    },
    get dynamodb() {
      return parts.dynamodb;
    },
    get it() {
      return it;
    },
    get bundle() {
      return join(parts.folder, 'index.js');
    },
    lines,
    async container(config = {}) {
      const folder = await mkdtemp(join(parts.folder, `container-${containers++}-`));
      await writeFile(join(folder, 'config.json'), JSON.stringify({ ...it.config, ...config }));
      await copyFile(join(parts.folder, 'index.js'), join(folder, 'index.js'));
      return load(join(folder, 'index.js'));
    },
  };
}
