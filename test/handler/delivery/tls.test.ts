import { readFileSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { awsCaller } from '../../../src/handler/aws-request.ts';
import { post } from '../../../src/handler/post.ts';
import { type Ministack, startMinistack } from '../../support/ministack.ts';
import { freePort } from '../../support/server/free-port.ts';

// What the emulator's function process cannot show: there, https to a loopback address is plain http.
let server: Ministack;
const known = getCACertificates();

beforeAll(async () => {
  server = await startMinistack({ tls: true });
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
  vi.stubEnv('AWS_ENDPOINT_URL_KMS', server.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', '000000000000');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterAll(async () => {
  setDefaultCACertificates(known);
  vi.unstubAllEnvs();
  await server.stop();
});

const send = (url: string) => post(new URL(url), { headers: {}, body: '{}', timeoutMs: 1_000 });

test('a certificate that nobody vouches for: the request is not sent', async () => {
  await expect(send(server.url)).rejects.toMatchObject({ name: 'NoAnswer', mayHaveArrived: false });
});

test('AWS over TLS, at the endpoint of the service; and a post on a connection of its own', async () => {
  setDefaultCACertificates([...known, readFileSync(String(server.ca), 'utf8')]);
  const aws = awsCaller('eu-west-1');
  for (let count = 0; count < 2; count++) expect(await aws('kms', 'ListKeys', {})).toMatchObject({ Keys: [] });
  await expect(aws('sqs', 'ListQueues', {}, { attempts: 1 })).rejects.toThrow(
    'no answer from 127.0.0.1:1: ECONNREFUSED',
  );
  expect((await send(server.url)).status).toBeGreaterThan(199);
});

test('a connection that ends while TLS is agreed on, or is refused: the request is not sent', async () => {
  const deaf = createTcpServer((socket) => socket.destroy());
  const port = await freePort();
  await new Promise<void>((resolve) => deaf.listen(port, '127.0.0.1', resolve));
  await expect(send(`https://127.0.0.1:${port}`)).rejects.toMatchObject({ mayHaveArrived: false });
  deaf.close();
  await expect(send(`https://127.0.0.1:${await freePort()}`)).rejects.toMatchObject({ mayHaveArrived: false });
});
