import { describe, expect, it } from 'vitest';
import { contains, readNetwork } from '../../src/handler/networks.ts';

const isIn = (range: string, address: string): boolean | undefined => {
  const network = readNetwork(range);
  return network && contains(network, address);
};

describe('networks', () => {
  it.each([
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.9/24', '203.0.113.1', true],
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['203.0.113.0/24', '::ffff:203.0.113.7', true],
    ['203.0.113.0/24', '::ffff:cb00:7107', true],
    ['::ffff:203.0.113.0/120', '203.0.113.7', true],
    ['::ffff:203.0.113.0/120', '203.0.114.7', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:DB8::7', '2001:db8:0:0::7', true],
    ['::/8', '203.0.113.7', false],
    ['fe80::/10', 'fe80::1%eth0', true],
  ])('%s holds %s: %s', (range, address, held) => {
    expect(isIn(range, address)).toBe(held);
  });

  it.each([
    '',
    'Tokyo',
    '203.0.113.0/33',
    '203.0.113.0/-1',
    '203.0.113.0/',
    '203.0.113/24',
    '0.0.0.0/0',
    '::/0',
    '2001:db8::/129',
    '203.0.113.0/24/8',
    '203.0.113.0 /24',
    '::ffff:203.0.113.0/24',
  ])('%j is none', (range) => {
    expect(readNetwork(range)).toBeUndefined();
  });
});
