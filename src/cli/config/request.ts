import { usage } from '../input/problem.ts';
import { readJsonFile } from '../input/rules-file.ts';
import type { Io } from '../io.ts';
import { configActions } from './flags.ts';

/** What the command line asks of the rules. */
export type Request =
  | { readonly action: 'get'; readonly key?: string }
  /** Values as they stand on the command line: what they mean depends on the key. */
  | { readonly action: 'set' | 'add' | 'remove'; readonly key: string; readonly values: readonly string[] }
  | { readonly action: 'apply'; readonly rules: unknown };

/** How each action is written, for those who wrote it otherwise. */
const forms = {
  get: 'config get [key]',
  set: 'config set <key> <value>',
  add: 'config add trustedNetworks <name=cidr>, or config add ignore <user=name>',
  remove: 'config remove <key>, config remove trustedNetworks <name>, or config remove ignore <user=name>',
  apply: 'config apply <file>   (- is stdin)',
} as const;

/** @throws Usage */
export async function readRequest([word = 'get', ...words]: readonly string[], io: Io): Promise<Request> {
  const action = configActions.find((known) => known === word) ?? 'get';
  const [first, ...values] = words;
  const wrong = () => usage(`This is not how config ${action} is written.`, `Write: npx signin-alert ${forms[action]}`);
  if (action === 'get') {
    if (values.length > 0) throw wrong();
    return { action, ...(first === undefined ? {} : { key: first }) };
  }
  if (first === undefined || (action === 'apply' ? values.length > 0 : action !== 'remove' && values.length === 0)) {
    throw wrong();
  }
  if (action === 'apply') return { action, rules: await readJsonFile(first, io) };
  return { action, key: first, values };
}
