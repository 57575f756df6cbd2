import { Problem } from '../input/problem.ts';
import type { WrittenRules } from '../input/rules-file.ts';
import { type Entry, type EntryForm, lists } from './entries.ts';
import type { Request } from './request.ts';

/** A change of single places in the rules. */
export type Edit = Extract<Request, { action: 'set' | 'add' | 'remove' }>;

/**
 * The rules as they are written after an edit. Pure. Whether they are right is for `checkRules` to say.
 * @throws Problem
 */
export function edit(rules: WrittenRules, { action, key, values }: Edit): WrittenRules {
  const list = Object.hasOwn(lists, key) ? lists[key] : undefined;
  if (list) return withAt(rules, [key], editList(list, entriesOf(rules[key]), { action, key, values }));
  const path = key.split('.');
  if (action === 'add')
    throw new Problem(`${key} is no list (lists are ${Object.keys(lists).join(', ')}); use config set`);
  if (action === 'remove') {
    if (values.length > 0) throw new Problem(`${key} is no list: remove takes the key alone`);
    return withAt(rules, path, undefined);
  }
  const [value = '', ...more] = values;
  if (more.length > 0) throw new Problem(`${key} takes one value; put quotes around it if it has spaces`);
  return withAt(rules, path, parsed(value));
}

/** JSON where it is some, else the words as they stand: `true` is a truth value, `ja` a text. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function editList(form: EntryForm, there: readonly Entry[], { action, key, values }: Edit): unknown {
  if (action === 'remove') return removed(form, there, { key, values });
  const [first = ''] = values;
  if (action === 'set' && values.length === 1 && /^\s*\[/.test(first)) return parsed(first);
  const added = values.map((text) => (/^\s*\{/.test(text) ? entry(parsed(text), text) : form.read(text)));
  const kept = there.filter((old) => !added.some((one) => form.replaces(one, old)));
  return action === 'set' ? added : [...kept, ...added];
}

function removed(
  form: EntryForm,
  there: readonly Entry[],
  { key, values }: Pick<Edit, 'key' | 'values'>,
): readonly Entry[] | undefined {
  if (values.length === 0) return undefined;
  for (const words of values) {
    if (there.some((one) => form.isNamed(one, words))) continue;
    const known = there.map((one) => JSON.stringify(form.write(one))).join(', ');
    throw new Problem(`${key} has no entry ${JSON.stringify(words)}; ${known ? `it has: ${known}` : 'it is empty'}`);
  }
  const left = there.filter((one) => !values.some((words) => form.isNamed(one, words)));
  return left.length > 0 ? left : undefined;
}

const entriesOf = (value: unknown): readonly Entry[] => (Array.isArray(value) ? value : []);

function entry(value: unknown, text: string): Entry {
  if (isObject(value)) return value;
  throw new Problem(`${text} is no JSON object`);
}

const isObject = (value: unknown): value is WrittenRules =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy with another value at a path; undefined takes the place away, and what is empty after that. */
function withAt(rules: WrittenRules, [name = '', ...rest]: readonly string[], value: unknown): WrittenRules {
  const { [name]: before, ...others } = rules;
  const inner = rest.length === 0 ? value : withAt(isObject(before) ? before : {}, rest, value);
  const isEmptied = value === undefined && isObject(inner) && Object.keys(inner).length === 0;
  return inner === undefined || isEmptied ? others : { ...rules, [name]: inner };
}
