import { expect, test } from 'vitest';
import { holdsSecret } from './secret.ts';

const secret = 'https://hooks.slack.com/services/T0/B0/a+b';

test.each([0, 1, 2, 3, 4, 5])('finds base64 that starts %i bytes earlier', (length) => {
  const text = `${'x'.repeat(length)}${secret}and more`;
  expect(holdsSecret(Buffer.from(text).toString('base64'), secret)).toBe(true);
  expect(holdsSecret(Buffer.from(text).toString('base64url'), secret)).toBe(true);
});

test.each([
  ['plain', `see ${secret}.`],
  ['hexadecimal', Buffer.from(secret).toString('hex').toUpperCase()],
  ['percent-encoded', `url=${encodeURIComponent(secret)}`],
  ['JSON with escaped slashes', secret.replaceAll('/', '\\/')],
])('finds it %s', (_form, text) => expect(holdsSecret(text, secret)).toBe(true));

test('finds nothing else', () => {
  expect(holdsSecret(Buffer.from(secret.slice(1, -1)).toString('base64'), secret)).toBe(false);
  expect(holdsSecret('https://hooks.slack.com/services/', secret)).toBe(false);
});

test('refuses to look for what any text may hold', () => {
  expect(() => holdsSecret('a', 'short')).toThrow('too short');
});
