import http, { type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

type Options = {
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
  /** For the whole exchange, in ms. */
  readonly timeoutMs: number;
  /** Left out: a connection of its own, closed afterwards. */
  readonly agent?: Agent;
};

/** No answer came. Its message names host and cause, never path or body: a webhook is a secret. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** Whether the other side may have received the request all the same. */
  readonly mayHaveArrived: boolean;

  constructor(host: string, why: string, mayHaveArrived: boolean) {
    super(`no answer from ${host}: ${why}`);
    this.mayHaveArrived = mayHaveArrived;
  }
}

/** `node:https` brings TLS along, which takes longer to load than all of this function: only where it is needed. */
export const https = () => process.getBuiltinModule('node:https');

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : error.name);

/**
 * POSTs text and reads the answer, whatever its status; follows no redirects.
 * Throws NoAnswer. Through `http(s).request` as a property, because emulators replace it there.
 */
export function post(url: URL, { headers, body, timeoutMs, agent }: Options): Promise<Answer> {
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    let connected = false;
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(new NoAnswer(url.host, codeOf(error), connected));
    };
    const request = (secure ? https() : http).request(url, { method: 'POST', headers, agent: agent ?? false });
    const timer = setTimeout(() => request.destroy(new TimeoutError(timeoutMs)), timeoutMs);
    request.on('socket', (socket) => {
      if (request.reusedSocket) {
        connected = true;
        return;
      }
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    request.on('error', fail);
    request.on('response', (response) => {
      const parts: string[] = [];
      response.setEncoding('utf8');
      response.on('data', (part: string) => void parts.push(part));
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parts.join('') });
      });
    });
    request.end(body);
  });
}

class TimeoutError extends Error {
  constructor(timeoutMs: number) {
    super();
    this.name = `nothing for ${timeoutMs} ms`;
  }
}
