import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError, isPassing, readAnswer } from './aws-error.ts';
import { https, NoAnswer, post } from './post.ts';
import { sign } from './sign.ts';

/** Wire forms as the service models give them: signing name, prefix of X-Amz-Target, version of the JSON protocol. */
const services = {
  kms: { target: 'TrentService', json: '1.1' },
  dynamodb: { target: 'DynamoDB_20120810', json: '1.0' },
  sqs: { target: 'AmazonSQS', json: '1.0' },
} as const;

type Service = keyof typeof services;

export type CallOptions = {
  /** For one attempt, in ms. */
  readonly timeoutMs?: number;
  readonly attempts?: number;
};

/** Calls an AWS API; out: the fields of its answer. Throws AwsError, or NoAnswer, after the last attempt. */
export type Aws = (
  service: Service,
  action: string,
  input: object,
  options?: CallOptions,
) => Promise<Readonly<Record<string, unknown>>>;

/** Where a service answers; as the SDKs do, AWS_ENDPOINT_URL_<SERVICE> wins over AWS_ENDPOINT_URL (aws.md 12). */
function endpointOf(service: Service, region: string, env: NodeJS.ProcessEnv = process.env): URL {
  const override = env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || env.AWS_ENDPOINT_URL;
  return new URL(override || `https://${service}.${region}.amazonaws.com`);
}

/** Connections that stay open between calls and, in a container that is used again, between invocations. */
const agents = new Map<string, Agent>();

function agentFor(protocol: string): Agent {
  const agent =
    agents.get(protocol) ??
    (protocol === 'https:' ? new (https().Agent)({ keepAlive: true }) : new Agent({ keepAlive: true }));
  agents.set(protocol, agent);
  return agent;
}

const worthAnotherTry = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof AwsError && isPassing(error));

/** Signs and sends once. */
function send(service: Service, region: string, action: string, body: string, timeoutMs: number) {
  const { target, json } = services[service];
  const url = endpointOf(service, region);
  const headers = { 'content-type': `application/x-amz-json-${json}`, 'x-amz-target': `${target}.${action}` };
  return post(url, {
    headers: sign({ service, region, url, headers, body }),
    body,
    timeoutMs,
    agent: agentFor(url.protocol),
  });
}

/**
 * A caller for one region without an SDK, which would double the cold start (design.md): plain requests, signed here.
 * Throttling, 5xx and network faults are tried again, three times in all, with growing pauses; an idle connection that
 * the other side has closed meanwhile is such a fault. Every call this function makes may therefore arrive twice.
 */
export function awsCaller(region: string): Aws {
  return async (service, action, input, { timeoutMs = 2_000, attempts = 3 } = {}) => {
    const body = JSON.stringify(input);
    for (let attempt = 1; ; attempt++) {
      try {
        return readAnswer(action, await send(service, region, action, body, timeoutMs));
      } catch (error) {
        if (attempt >= attempts || !worthAnotherTry(error)) throw error;
        // "Full jitter": containers that were throttled together do not come back together.
        await sleep(Math.random() * 100 * 2 ** attempt);
      }
    }
  };
}
