import fc from 'fast-check';
import { baseReasons, otherReasons } from '../../../src/handler/reason-ids.ts';

const level = {
  color: fc.constantFrom('good', 'warning', 'danger'),
  mention: fc.constantFrom(
    'none',
    'here',
    'channel',
    'U0123ABCD',
    'S0123ABCD',
    '<@U0123ABCD|alice>',
    '<!subteam^S0123ABCD>',
  ),
};
const each = <Value>(ids: readonly string[], value: fc.Arbitrary<Value>) =>
  fc.record(Object.fromEntries(ids.map((id) => [id, value])), { requiredKeys: [] });

/** Rules as a user may write them; nobody is ignored, no kind is off. */
export const writtenRules = fc.record(
  {
    preset: fc.constantFrom('recommended', 'plain'),
    language: fc.constantFrom('en', 'ja'),
    trustedNetworks: fc.constantFrom(
      [],
      [
        { name: 'Office *<!channel>*', cidr: '203.0.113.0/25' },
        { name: 'VPN', cidr: '2001:db8::/32' },
      ],
    ),
    reasons: fc
      .tuple(
        each(baseReasons, fc.record(level, { requiredKeys: [] })),
        each(otherReasons, fc.record({ ...level, enabled: fc.boolean() }, { requiredKeys: [] })),
      )
      .map(([base, other]) => ({ ...base, ...other })),
  },
  { requiredKeys: [] },
);
