import { network } from '../input/network.ts';
import { Problem } from '../input/problem.ts';

/** An entry of a list in the rules, as JSON. */
export type Entry = Readonly<Record<string, unknown>>;

/** A list in the rules whose entries have a short form on the command line. */
export type EntryForm = {
  /** Reads the short form. @throws Problem */
  read(text: string): Entry;
  write(entry: Entry): string;
  /** Whether a new entry takes the place of one that is there. */
  replaces(added: Entry, there: Entry): boolean;
  /** Whether these words name the entry. */
  isNamed(entry: Entry, words: string): boolean;
};

const ignoreFields = ['user', 'permissionSet', 'role', 'failures'];
/** Before the next field: names of IAM may hold commas and equals signs themselves. */
const betweenFields = new RegExp(`,(?=(?:${ignoreFields.join('|')})=)`);

/** The lists, by their key. */
export const lists: Readonly<Record<string, EntryForm>> = {
  trustedNetworks: {
    read: network,
    write: ({ name, cidr }) => `${name}=${cidr}`,
    replaces: (added, there) => added.cidr === there.cidr,
    isNamed: ({ name, cidr }, words) => [name, cidr, `${name}=${cidr}`].includes(words),
  },
  ignore: {
    read: readIgnored,
    write: writeIgnored,
    replaces: (added, there) =>
      writeIgnored({ ...added, failures: undefined }) === writeIgnored({ ...there, failures: undefined }),
    isNamed: (entry, words) =>
      writeIgnored(entry) === words || writeIgnored({ ...entry, failures: undefined }) === words,
  },
};

/** `user=alice`, `role=Deploy,failures=true`, `permissionSet=Admin,user=alice` */
function readIgnored(text: string): Entry {
  const fields = text.split(betweenFields).map((field): [string, unknown] => {
    const at = field.indexOf('=');
    if (at < 1) throw new Problem(`${JSON.stringify(text)} is not user=name, permissionSet=name or role=name`);
    const value = field.slice(at + 1);
    return [
      field.slice(0, at),
      /^(true|false)$/.test(value) && field.startsWith('failures=') ? value === 'true' : value,
    ];
  });
  return Object.fromEntries(fields);
}

function writeIgnored(entry: Entry): string {
  return ignoreFields.flatMap((field) => (entry[field] === undefined ? [] : `${field}=${entry[field]}`)).join(',');
}
