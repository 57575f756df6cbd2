import { readFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { close, listen, readBody } from './http.ts';
import { type Call, readCall } from './proxy/call.ts';
import { type Answer, actionName, errorAnswer, type Fault, faultList, type Steps } from './proxy/fault.ts';

export type { Call } from './proxy/call.ts';
export type { Action, AwsError, Fault } from './proxy/fault.ts';

export type FaultProxy = {
  /** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Every call since the last reset, in the order they came. */
  readonly calls: Call[];
  /** Every call takes so many ms more, before the emulator sees it. Stays over reset(). */
  delay(ms: number): void;
  fault(fault: Fault): void;
  /** Forgets calls and faults, and cuts the calls that hang. */
  reset(): void;
  stop(): Promise<void>;
};

const now = () => performance.timeOrigin + performance.now();

/** Headers that belong to one connection, and those that change with it. */
const hopByHop = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect'];

const without = <T>(headers: NodeJS.Dict<T>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || hopByHop.includes(name) ? [] : [[name, value] as const],
    ),
  );

/** Does a request at the emulator. The Host header stays the client's: the signature covers it. */
function forwarder(target: string, ca?: string) {
  const { hostname, port, protocol } = new URL(target);
  const keepAlive = { keepAlive: true };
  const secure = protocol === 'https:';
  const agent = secure
    ? new https.Agent({ ...keepAlive, ...(ca ? { ca: readFileSync(ca) } : {}) })
    : new http.Agent(keepAlive);
  const send = (incoming: IncomingMessage, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = { ...without(incoming.headers), 'content-length': body.length };
      const options = { hostname, port, agent, method: incoming.method, path: incoming.url, headers };
      const request = (secure ? https : http).request(options, async (response) => {
        const content = await readBody(response);
        resolve({ status: response.statusCode ?? 0, headers: without(response.headers), body: content });
      });
      request.on('error', reject).end(body);
    });
  return { send, destroy: () => agent.destroy() };
}

/**
 * Stands between a client and the emulator (`target`; `ca`: certificate file of an https one): keeps every call, and
 * delays, breaks or loses those that a fault names.
 */
export async function startProxy({ target, ca }: { target: string; ca?: string }): Promise<FaultProxy> {
  const upstream = forwarder(target, ca);
  const faults = faultList();
  const calls: Call[] = [];
  const hanging = new Set<IncomingMessage>();
  let delayMs = 0;

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request);
    const call = readCall(request.method ?? '', request.url ?? '', request.headers, body);
    calls.push(call);
    const action = faults.next(call);
    if (action) call.fault = actionName(action);
    const cut = () => {
      Object.assign(call, { status: 0, endedAt: now() });
      request.socket.destroy();
    };
    const reply = (answer: Answer) => {
      Object.assign(call, { status: answer.status, answer: answer.body.toString(), endedAt: now() });
      const length = request.method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(answer.body) };
      response.writeHead(answer.status, { ...answer.headers, ...length }).end(answer.body);
    };
    if (delayMs) await sleep(delayMs);
    if (action === 'reset') return cut();
    if (action === 'hang') return void hanging.add(request);
    const steps: Steps = typeof action === 'object' ? action : {};
    if (steps.error) return reply(errorAnswer(call, steps.error));
    if (steps.answer) return reply(steps.answer);
    const refused = await steps.refuse?.(call);
    if (refused) return reply(errorAnswer(call, refused));
    if (steps.delayMs) await sleep(steps.delayMs);
    await steps.before?.(call);
    const answer = await upstream.send(request, body);
    if (action === 'lost') return cut();
    if (action === 'stall') {
      hanging.add(request);
      response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length + 1 });
      return response.flushHeaders();
    }
    await steps.hook?.(call);
    reply(steps.edit ? { ...answer, body: steps.edit(answer.body.toString(), call) } : answer);
  };

  const server = http.createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  const url = await listen(server);
  const reset = () => {
    calls.length = 0;
    faults.clear();
    for (const request of hanging) request.socket.destroy();
    hanging.clear();
  };
  return {
    ...{ url, calls, reset, fault: faults.add },
    delay: (ms) => {
      delayMs = ms;
    },
    async stop() {
      reset();
      upstream.destroy();
      await close(server);
    },
  };
}
