import type { IncomingHttpHeaders } from 'node:http';
import { isObject, type Json, parseJson } from '../json.ts';
import { restOperation } from './operation.ts';

/** How a request is written, which decides how an error is. */
type Protocol = 'json' | 'query' | 'ec2' | 'rest-json' | 's3' | 'cbor';

/** One request of the client and what came of it. Times are ms since 1970, with fractions. */
export type Call = {
  /** Signing name: iam, sts, kms, s3, cloudtrail, sns, sqs, dynamodb, logs, lambda, events, tagging, account, ec2. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly protocol: Protocol;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Name or ARN of what the call is about, where it says. */
  readonly resource: string | undefined;
  /** Whether it changes something. */
  readonly write: boolean;
  /** The SDK's count: 1, then 2 for its first retry. */
  readonly attempt: number;
  readonly body: string;
  /** Fields of the body (JSON or form); {} where there are none. */
  readonly input: Json;
  readonly startedAt: number;
  endedAt?: number;
  /** HTTP status that the client got; 0 where it got none. */
  status?: number;
  /** Body that the client got. */
  answer?: string;
  /** What was done to it: error, answer, refuse, reset, lost, hang, stall, delay, edit, before, hook. */
  fault?: string;
};

const reading =
  /^(Get|List|Describe|Head|Lookup|Filter|Test|Simulate|BatchGet|Generate|Encrypt$|Decrypt$|Scan$|Query$)/;

const names = [
  ['TopicArn', 'QueueUrl', 'SubscriptionArn', 'ResourceARN', 'ResourceArn', 'resourceArn', 'RoleName', 'Rule', 'KeyId'],
  ['AliasName', 'TableName', 'logGroupName', 'TrailName', 'FunctionName', 'QueueName', 'Name'],
].flat();

function resourceOf(service: string, url: URL, input: Json): string | undefined {
  const fromPath = service === 'lambda' ? /\/functions\/([^/]+)/.exec(url.pathname) : /^\/([^/]+)/.exec(url.pathname);
  if (fromPath?.[1] && (service === 'lambda' || service === 's3')) return decodeURIComponent(fromPath[1]);
  return names.map((name) => input[name]).find((value) => typeof value === 'string');
}

function protocolOf(service: string, headers: IncomingHttpHeaders): Protocol {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return 'cbor';
  if (headers['x-amz-target']) return 'json';
  if (service === 's3' || service === 'ec2') return service;
  return String(headers['content-type']).includes('x-www-form-urlencoded') ? 'query' : 'rest-json';
}

/** Reads what an AWS request is about: service and region from its signature, the operation from where its protocol has it. */
export function readCall(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Call {
  const scope = /Credential=[^/]+\/\d+\/([^/]*)\/([^/]*)\//.exec(String(headers.authorization));
  const [region = '', service = ''] = scope?.slice(1) ?? [];
  const url = new URL(path, 'http://proxy');
  const protocol = protocolOf(service, headers);
  const text = protocol === 'cbor' ? body.toString('latin1') : body.toString();
  const form = protocol === 'query' || protocol === 'ec2' ? Object.fromEntries(new URLSearchParams(text)) : undefined;
  const parsed = form ?? parseJson(text);
  const input = isObject(parsed) ? parsed : {};
  const operation =
    String(headers['x-amz-target'] ?? '').split('.')[1] ??
    /\/operation\/(\w+)$/.exec(url.pathname)?.[1] ??
    form?.Action ??
    restOperation(service, method, url);
  return {
    ...{ service, operation, region, protocol, method, path, body: text, input },
    resource: resourceOf(service, url, input),
    write: !reading.test(operation),
    attempt: Number(/attempt=(\d+)/.exec(String(headers['amz-sdk-request']))?.[1] ?? 1),
    startedAt: performance.timeOrigin + performance.now(),
  };
}
