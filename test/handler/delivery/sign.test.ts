import aws4 from 'aws4';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sign } from '../../../src/handler/sign.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 23, 12, 0, 1, 234) });
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY');
  vi.stubEnv('AWS_SESSION_TOKEN', undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const lowerCase = (headers: object) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

test.each([
  ['kms', 'https://kms.eu-west-1.amazonaws.com', '{}', undefined],
  ['dynamodb', 'https://dynamodb.eu-west-1.amazonaws.com', '{"ü":"日本語 \\n"}', 'token//+=='],
  ['sqs', 'http://127.0.0.1:4566', '{"a":1}', 'token'],
  ['sqs', 'https://vpce-1.example.com/base', '', undefined],
])('%s at %s: the same as aws4', (service, address, body, token) => {
  vi.stubEnv('AWS_SESSION_TOKEN', token);
  const url = new URL(address);
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Some.Thing' };
  const region = 'eu-west-1';
  const request = { service, region, host: url.host, method: 'POST', path: url.pathname, body, headers };
  // aws4 also signs the length; AWS needs it no more than we do.
  const theirs = aws4.sign({ ...request, extraHeadersToIgnore: { 'content-length': true } } as aws4.Request);
  const { 'content-length': length, ...ours } = sign({ service, region, url, headers, body });
  const { 'content-length': _, ...expected } = lowerCase(theirs.headers ?? {});
  expect(lowerCase(ours)).toEqual(expected);
  expect(length).toBe(String(Buffer.byteLength(body)));
});
