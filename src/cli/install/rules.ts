import { type Network, network } from '../input/network.ts';
import type { FlagReader } from '../input/problem.ts';
import { checkRules, readRulesFile, type WrittenRules } from '../input/rules-file.ts';
import type { Io } from '../io.ts';

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
