import { randomUUID } from 'node:crypto';
import type { Call } from './call.ts';

/** An answer as the client gets it. */
export type Answer = { status: number; headers?: Record<string, string | string[]>; body: string | Buffer };

/** An AWS error; it is written in the protocol of the call. Status: 400 if not given. */
export type AwsError = { code: string; message?: string; status?: number };

/** What else can happen to a call: mostly one of these. */
export type Steps = {
  /** The emulator never sees the call. */
  error?: AwsError;
  /** The emulator never sees the call. */
  answer?: Answer;
  /** Asked before the emulator sees the call: where AWS would refuse what the emulator takes. */
  refuse?: (call: Call) => Promise<AwsError | undefined>;
  /** It takes so much longer, before the emulator sees it. */
  delayMs?: number;
  /** Runs before the emulator sees the call. */
  before?: (call: Call) => unknown;
  /** Runs after the emulator did it, before the client hears of it. */
  hook?: (call: Call) => unknown;
  /** The answer's body is another. */
  edit?: (body: string, call: Call) => string;
};

/**
 * What happens to a call. `reset`: the emulator never sees it, the connection is cut. `lost`: the emulator does it,
 * the connection is cut instead of answering. `hang`: the emulator never sees it and no answer ever comes. `stall`: the
 * emulator does it, the answer begins and never ends.
 */
export type Action = 'reset' | 'lost' | 'hang' | 'stall' | Steps;

export type Fault = {
  /** Which calls; what is not given does not matter. */
  readonly service?: string;
  readonly operation?: string;
  readonly region?: string;
  readonly where?: (call: Call) => boolean;
  /** Counted from 1: the first of the fitting calls that is hit. Default 1. */
  readonly nth?: number;
  /** How many are hit. Default 1. */
  readonly times?: number;
  readonly action: Action | ((call: Call) => Action);
};

export const actionName = (action: Action): string =>
  typeof action === 'string' ? action : (Object.keys(action)[0] ?? '');

/** The rules in force. `next` counts the call and tells what happens to it; the first rule that hits wins. */
export function faultList() {
  let rules: { fault: Fault; seen: number }[] = [];
  return {
    add: (fault: Fault) => void rules.push({ fault, seen: 0 }),
    clear: () => {
      rules = [];
    },
    next(call: Call): Action | undefined {
      for (const rule of rules) {
        const { service, operation, region, where, nth = 1, times = 1 } = rule.fault;
        const fits =
          (service ?? call.service) === call.service &&
          (operation ?? call.operation) === call.operation &&
          (region ?? call.region) === call.region &&
          (where?.(call) ?? true);
        if (!fits) continue;
        rule.seen++;
        const { action } = rule.fault;
        if (rule.seen >= nth && rule.seen < nth + times) return typeof action === 'function' ? action(call) : action;
      }
      return undefined;
    },
  };
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An AWS error in the shape of the call's protocol. */
export function errorAnswer(call: Call, { code, message = code, status = 400 }: AwsError): Answer {
  const id = randomUUID();
  const headers = { 'x-amzn-requestid': id, 'x-amz-request-id': id };
  const error = `<Code>${xml(code)}</Code><Message>${xml(message)}</Message>`;
  const asXml = (body: string): Answer => ({ status, body, headers: { ...headers, 'content-type': 'text/xml' } });
  switch (call.protocol) {
    case 's3':
      return call.method === 'HEAD'
        ? { status, body: '', headers }
        : asXml(`<Error>${error}<RequestId>${id}</RequestId></Error>`);
    case 'ec2':
      return asXml(`<Response><Errors><Error>${error}</Error></Errors><RequestID>${id}</RequestID></Response>`);
    case 'query':
      return asXml(
        `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>${id}</RequestId></ErrorResponse>`,
      );
    case 'cbor':
      throw new Error('the proxy does not write errors in CBOR');
    case 'json':
    case 'rest-json': {
      const type = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code };
      return {
        status,
        headers: { ...headers, ...type },
        body: JSON.stringify({ __type: code, message, Message: message }),
      };
    }
  }
}
