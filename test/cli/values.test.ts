import { describe, expect, test } from 'vitest';
import { tags } from '../../src/cli/input/tags.ts';
import * as values from '../../src/cli/input/values.ts';

describe('channel', () => {
  test.each([
    ['security', '#security'],
    ['#security', '#security'],
    [' #a-b_1 ', '#a-b_1'],
    ['#警備', '#警備'],
  ])('%s is %s', (given, kept) => expect(values.channel(given)).toBe(kept));
  test.each(['', '#', 'Security', 'a b', '@me', '#a!', 'a'.repeat(81), '##a', 'a\u001b[31m'])('not %j', (given) =>
    expect(() => values.channel(given)).toThrow(/small letters/),
  );
});

describe('regions', () => {
  test.each([
    ['all', 'all'],
    ['us-east-1', ['us-east-1']],
    ['us-west-2, eu-west-1,us-west-2', ['eu-west-1', 'us-west-2']],
    ['us-gov-west-1', ['us-gov-west-1']],
  ])('%s', (given, kept) => expect(values.regions(given)).toEqual(kept));
  test.each(['', 'everywhere', 'us-east', 'us-east-1,', 'US-EAST-1'])('not %j', (given) =>
    expect(() => values.regions(given)).toThrow(/no region/),
  );
});

describe('numbers', () => {
  const days = values.wholeNumber(7, 30, 'days');
  test.each(['7', '30'])('%s', (given) => expect(days(given)).toBe(Number(given)));
  test.each(['6', '31', '', '7.5', '1e1', '-7', 'seven', ' 7'])('not %j', (given) =>
    expect(() => days(given)).toThrow('days are a whole number from 7 to 30'),
  );
});

describe('ARNs', () => {
  const key = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  test('of a key', () => expect(values.keyArn(key)).toBe(key));
  test.each(['alias/mine', key.replace('key/', 'alias/'), '1234abcd-12ab-34cd-56ef-1234567890ab'])('not %s', (given) =>
    expect(() => values.keyArn(given)).toThrow(/looks like/),
  );
  test('of a policy', () => expect(values.policyArn('arn:aws:iam::aws:policy/X')).toBe('arn:aws:iam::aws:policy/X'));
  test('not of a role', () => expect(() => values.policyArn('arn:aws:iam::123456789012:role/x')).toThrow(/looks like/));
});

describe('tags', () => {
  test('several', () => expect(tags(['a=b', 'Cost Center = 12=3'])).toEqual({ a: 'b', 'Cost Center': '12=3' }));
  test('an empty value', () => expect(tags(['a='])).toEqual({ a: '' }));
  test.each([
    ['a', /not key=value/],
    ['=b', /not key=value/],
    ['aws:x=y', /belong to AWS/],
    ['AWS:x=y', /belong to AWS/],
    ['signin-alert:installation=x', /our own/],
    [`${'k'.repeat(129)}=v`, /128/],
    [`k=${'v'.repeat(257)}`, /256/],
    ['k=a;b', /letters, digits/],
  ])('not %s', (given, why) => expect(() => tags([given])).toThrow(why));
});
