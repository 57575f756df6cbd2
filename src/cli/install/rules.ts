import { type FlagReader, Problem } from '../input/problem.ts';
import { checkRules, readRulesFile, type WrittenRules } from '../input/rules-file.ts';
import type { Io } from '../io.ts';

type Network = { readonly name: string; readonly cidr: string };

/** What the flags of this run say about the alert rules. */
export type RuleWish = {
  /** Content of `--config`, checked. */
  readonly config?: WrittenRules;
  /** `--trusted-network`, which takes the place of the list that is there. */
  readonly networks?: readonly Network[];
};

type Flags = { readonly config?: string; readonly trustedNetwork?: readonly string[] };

export async function ruleWish(flags: Flags, io: Io, read: FlagReader['read']): Promise<RuleWish> {
  const config = await read('--config', flags.config, (path) => readRulesFile(path, io));
  const networks = await read('--trusted-network', flags.trustedNetwork, (given) => given.map(network));
  return { ...(config ? { config: config.written } : {}), ...(networks ? { networks } : {}) };
}

/**
 * The rules to write, as JSON text: undefined where those that are there stay.
 * @param before JSON text of the rules of an earlier run
 */
export function rulesToWrite({ config, networks }: RuleWish, before: string | undefined): string | undefined {
  if (!config && !networks) return before === undefined ? '{}' : undefined;
  const base = config ?? (before === undefined ? {} : checkRules(JSON.parse(before)).written);
  const text = JSON.stringify(networks ? { ...base, trustedNetworks: networks } : base);
  return text === before ? undefined : text;
}

/** `Tokyo office=203.0.113.0/24` */
function network(given: string): Network {
  const at = given.lastIndexOf('=');
  const made = { name: given.slice(0, at).trim(), cidr: given.slice(at + 1).trim() };
  if (at < 1) throw new Problem(`${JSON.stringify(given)} is not name=cidr, as in "Tokyo office=203.0.113.0/24"`);
  checkRules({ trustedNetworks: [made] });
  return made;
}
