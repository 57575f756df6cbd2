import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http, { type IncomingMessage, type Server } from 'node:http';
import https from 'node:https';

/** Listens on a free port of 127.0.0.1. Out: `http://127.0.0.1:PORT`. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no TCP address');
  server.unref();
  return `http://127.0.0.1:${address.port}`;
}

/** Ends the server and every connection to it. */
export async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** All of a message's body. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** One request without a body on a connection of its own. `ca`: certificate file of an https server. */
export async function fetchOnce(
  url: string | URL,
  options: { method?: string; ca?: string | undefined } = {},
): Promise<{ status: number; body: Buffer }> {
  const { method = 'GET', ca } = options;
  const request = ca
    ? https.request(url, { method, agent: false, ca: readFileSync(ca) })
    : http.request(url, { method, agent: false });
  const [response]: IncomingMessage[] = await once(request.end(), 'response');
  if (!response) throw new Error(`no response from ${url}`);
  return { status: response.statusCode ?? 0, body: await readBody(response) };
}
