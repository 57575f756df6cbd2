import { readFile } from 'node:fs/promises';
import { problemText } from '../../handler/settings/problems.ts';
import { parseRules } from '../../handler/settings.ts';
import { type FlagReader, Problem } from '../input/problem.ts';

/** Rules as the user writes them: JSON, as far as we know its shape. */
type WrittenRules = { readonly [key: string]: unknown };
type Network = { readonly name: string; readonly cidr: string };

/** What the flags of this run say about the alert rules. */
export type RuleWish = {
  /** Content of `--config`, checked. */
  readonly config?: WrittenRules;
  /** `--trusted-network`, which takes the place of the list that is there. */
  readonly networks?: readonly Network[];
};

type Flags = { readonly config?: string; readonly trustedNetwork?: readonly string[] };

export async function ruleWish(flags: Flags, read: FlagReader['read']): Promise<RuleWish> {
  const config = await read('--config', flags.config, readConfig);
  const networks = await read('--trusted-network', flags.trustedNetwork, (given) => given.map(network));
  return { ...(config ? { config } : {}), ...(networks ? { networks } : {}) };
}

/**
 * The rules to write, as JSON text: undefined where those that are there stay.
 * @param before JSON text of the rules of an earlier run
 */
export function rulesToWrite({ config, networks }: RuleWish, before: string | undefined): string | undefined {
  if (!config && !networks) return before === undefined ? '{}' : undefined;
  const base = config ?? (before === undefined ? {} : object(JSON.parse(before)));
  const text = JSON.stringify(networks ? { ...base, trustedNetworks: networks } : base);
  return text === before ? undefined : text;
}

async function readConfig(path: string): Promise<WrittenRules> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Problem(`${path} cannot be read`);
  });
  return checked(parseJson(path, text));
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem(`${path} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** `Tokyo office=203.0.113.0/24` */
function network(given: string): Network {
  const at = given.lastIndexOf('=');
  const made = { name: given.slice(0, at).trim(), cidr: given.slice(at + 1).trim() };
  if (at < 1) throw new Problem(`${JSON.stringify(given)} is not name=cidr, as in "Tokyo office=203.0.113.0/24"`);
  checked({ trustedNetworks: [made] });
  return made;
}

function checked(value: unknown): WrittenRules {
  const parsed = parseRules(value);
  if (!parsed.ok) throw new Problem(parsed.problems.map(problemText).join('; '));
  return object(value);
}

const object = (value: unknown): WrittenRules => (typeof value === 'object' && value !== null ? { ...value } : {});
