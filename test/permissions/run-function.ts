import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
import { vi } from 'vitest';
import { clientConfig } from '../support/aws.ts';
import type { Scene } from '../support/scene.ts';
import { home, name } from './by-hand.ts';

export type InstalledFunction = { run(payload: unknown): Promise<unknown>; remove(): Promise<void> };

/** The function that was installed, from its own zip, in this process and with its calls on the wire. */
export async function installedFunction({ cloud, wire }: Scene): Promise<InstalledFunction> {
  const lambda = new LambdaClient(clientConfig({ endpoint: cloud.url }, home));
  const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
  const zip = new Uint8Array(await (await fetch(Code?.Location ?? '')).arrayBuffer());
  const folder = await mkdtemp(join(tmpdir(), 'signin-alert-function-'));
  for (const [file, content] of Object.entries(unzipSync(zip))) await writeFile(join(folder, file), content);
  vi.stubEnv('AWS_ENDPOINT_URL', wire.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', '000000000000');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const { handler } = createRequire(import.meta.url)(join(folder, 'index.js'));
  return {
    run: (payload) => handler(payload, { getRemainingTimeInMillis: () => 45_000 }),
    async remove() {
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
      await rm(folder, { recursive: true });
    },
  };
}
