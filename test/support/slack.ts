import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { close, listen, readBody } from './http.ts';
import type { Json } from './json.ts';
import { poll } from './poll.ts';
import { readPayload } from './slack/payload.ts';
import { rateLimiter } from './slack/rate.ts';
import type { ReceivedMessage, Slack, SlackAnswer } from './slack/types.ts';

export type { ReceivedMessage, Slack } from './slack/types.ts';

type Reply = {
  status: number;
  body: string;
  headers?: Readonly<Record<string, string>>;
  payload?: Json;
  shown: boolean;
};

/** A stand-in for hooks.slack.com: takes, checks, refuses and keeps messages, and fails when told to. */
export async function startSlack(): Promise<Slack> {
  const webhooks = new Map<string, string>();
  const messages: ReceivedMessage[] = [];
  const posts: ReceivedMessage[] = [];
  let faults: SlackAnswer[] = [];
  let isDown = false;
  let limiter: ReturnType<typeof rateLimiter> | undefined;

  const judge = (request: IncomingMessage, raw: string): Reply => {
    const refused = (status: number, body: string, headers = {}): Reply => ({ status, body, headers, shown: false });
    if (request.method !== 'POST') return refused(405, 'method_not_allowed');
    if (![...webhooks.values()].includes(request.url ?? '')) return refused(404, 'no_service');
    const taken = limiter?.take(Date.now());
    if (taken?.ok === false) {
      const headers = { 'retry-after': String(taken.retryAfter), 'content-type': 'application/json' };
      return refused(429, '{"ok":false,"error":"rate_limited"}', headers);
    }
    const read = readPayload(raw, request.headers['content-type']);
    if ('refused' in read) return refused(read.refused.status, read.refused.body);
    return { status: 200, body: 'ok', payload: read.payload, shown: true };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    if (isDown) return void request.socket.destroy();
    const raw = (await readBody(request)).toString();
    const at = Date.now();
    const fault = faults.shift() ?? {};
    if (fault.reset === 'before') {
      posts.push({ at, path: request.url ?? '', raw, payload: {}, status: 0, body: '' });
      return void request.socket.destroy();
    }
    const { status, body, headers, payload, shown }: Reply =
      fault.status === undefined
        ? judge(request, raw)
        : { status: fault.status, body: fault.body ?? '', headers: fault.headers ?? {}, shown: fault.status === 200 };
    const cut = fault.reset === 'after';
    const post = {
      at,
      path: request.url ?? '',
      raw,
      payload: payload ?? {},
      status: cut ? 0 : status,
      body: cut ? '' : body,
    };
    posts.push(post);
    if (shown) messages.push(post);
    if (fault.delayMs) await sleep(fault.delayMs);
    if (cut) return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  const url = await listen(server);
  const slack: Slack = {
    url,
    webhook(name = 'B0000TEST') {
      const path =
        webhooks.get(name) ??
        `/services/T0000TEST/${name}/${randomBytes(18).toString('base64url').replace(/[-_]/g, 'x')}`;
      webhooks.set(name, path);
      return url + path;
    },
    revoke: (name = 'B0000TEST') => void webhooks.delete(name),
    messages,
    posts,
    answer: (...answers) => void faults.push(...answers),
    down: (value) => {
      isDown = value;
    },
    limit: (value) => {
      limiter = value === false ? undefined : rateLimiter({ perSecond: 1, burst: 3, retryAfter: 1, ...value });
    },
    get violations() {
      return limiter?.violations ?? 0;
    },
    clear() {
      messages.length = 0;
      posts.length = 0;
      faults = [];
      isDown = false;
      limiter = undefined;
    },
    waitFor: (fits, timeoutMs = 10_000) =>
      poll(
        () => messages.find(fits),
        () =>
          `a Slack message that fits; posts: ${JSON.stringify(posts.map(({ status, body, raw }) => ({ status, body, raw })))}`,
        timeoutMs,
      ),
    stop: () => close(server),
  };
  slack.webhook();
  return slack;
}
