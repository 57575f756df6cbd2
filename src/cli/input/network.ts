import { Problem } from './problem.ts';
import { checkRules } from './rules-file.ts';

/** A trusted network as the rules have it. */
export type Network = { readonly name: string; readonly cidr: string };

/** `Tokyo office=203.0.113.0/24` */
export function network(given: string): Network {
  const at = given.lastIndexOf('=');
  const made = { name: given.slice(0, at).trim(), cidr: given.slice(at + 1).trim() };
  if (at < 1) throw new Problem(`${JSON.stringify(given)} is not name=cidr, as in "Tokyo office=203.0.113.0/24"`);
  checkRules({ trustedNetworks: [made] });
  return made;
}

/** Several with commas between; none where nothing is given. */
export const networks = (given: string): readonly Network[] =>
  given
    .split(',')
    .filter((text) => text.trim() !== '')
    .map((text) => network(text.trim()));
