import { describe, expect, it } from 'vitest';
import { judgeTrail, type TrailFacts } from '../../src/aws/trails.ts';

const management = { IncludeManagementEvents: true };
const facts = (changes: Partial<TrailFacts> = {}): TrailFacts => ({
  trail: { Name: 'org', TrailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/org', IsMultiRegionTrail: true },
  logging: true,
  selectors: { basic: [{ ...management, ReadWriteType: 'All' }], advanced: [] },
  ...changes,
});
const advanced = (...FieldSelectors: { Field: string; Equals?: string[]; NotEquals?: string[] }[]) => ({
  selectors: { basic: [], advanced: [{ FieldSelectors }] },
});
const category = { Field: 'eventCategory', Equals: ['Management'] };

describe('judgeTrail', () => {
  it.each<[string, Partial<TrailFacts>]>([
    ['all management events', {}],
    ['write-only', { selectors: { basic: [{ ...management, ReadWriteType: 'WriteOnly' }], advanced: [] } }],
    ['advanced selectors', advanced(category)],
    ['advanced selectors for writes', advanced(category, { Field: 'readOnly', Equals: ['false'] })],
    ['advanced, without KMS', advanced(category, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] })],
    [
      "an organization's, seen from a member without rights on it",
      { trail: { ...facts().trail, IsOrganizationTrail: true }, logging: 'denied', selectors: 'denied' },
    ],
  ])('takes %s', (_name, changes) => {
    expect(judgeTrail(facts(changes)).usable).toBe(true);
  });

  it.each<[string, Partial<TrailFacts>, RegExp]>([
    ['a stopped one', { logging: false }, /not logging/],
    ['one of a single region', { trail: { IsMultiRegionTrail: false, HomeRegion: 'eu-west-1' } }, /eu-west-1 only/],
    [
      'read events only',
      { selectors: { basic: [{ ...management, ReadWriteType: 'ReadOnly' }], advanced: [] } },
      /read events/,
    ],
    [
      'no management events',
      { selectors: { basic: [{ IncludeManagementEvents: false }], advanced: [] } },
      /management events/,
    ],
    ['advanced selectors for reads', advanced(category, { Field: 'readOnly', Equals: ['true'] }), /leave sign-ins out/],
    ['data events only', advanced({ Field: 'eventCategory', Equals: ['Data'] }), /leave sign-ins out/],
    [
      'sign-ins left out',
      advanced(category, { Field: 'eventSource', NotEquals: ['signin.amazonaws.com'] }),
      /leave sign-ins out/,
    ],
    ['one that cannot deliver', { deliveryError: 'NoSuchBucket' }, /NoSuchBucket/],
    ['one nobody may look into', { logging: 'denied', selectors: 'denied' }, /cannot be seen/],
  ])('refuses %s, and says why', (_name, changes, why) => {
    const judged = judgeTrail(facts(changes));
    expect(judged.usable).toBe(false);
    expect(judged.why.join()).toMatch(why);
  });
});
