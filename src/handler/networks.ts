import { BlockList, isIP } from 'node:net';

/** A range of addresses. */
export type Network = { readonly address: string; readonly prefix: number; readonly family: 'ipv4' | 'ipv6' };

const bits = { ipv4: 32, ipv6: 128 } as const;

/**
 * Reads `203.0.113.0/24`, `2001:db8::/32`, or one address. An IPv4 range written as IPv6
 * (`::ffff:203.0.113.0/120`) is IPv4.
 * @returns undefined for what is no range, and for /0, which would trust everybody.
 */
export function readNetwork(value: string): Network | undefined {
  const [, written = '', length] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(value) ?? [];
  const mapped = /^::ffff:([\d.]+)$/i.exec(written)?.[1];
  const address = mapped ?? written;
  const version = isIP(address);
  if (!version) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const prefix = length === undefined ? bits[family] : Number(length) - (mapped === undefined ? 0 : 96);
  return prefix >= 1 && prefix <= bits[family] ? { address, prefix, family } : undefined;
}

/**
 * Whether an address lies in a network. IPv4 written as IPv6 (`::ffff:203.0.113.7`) is IPv4.
 * @param address one that `isIP` knows.
 */
export function contains(network: Network, address: string): boolean {
  // Node sees every IPv4 address also as IPv6: in ::/8 there would be all of them.
  if (network.family === 'ipv6' && isIP(address) === 4) return false;
  const list = new BlockList();
  list.addSubnet(network.address, network.prefix, network.family);
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
