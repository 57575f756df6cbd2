import { prefix } from '../../aws/names.ts';
import type { Tags } from '../../aws/tags.ts';
import { Problem } from './problem.ts';

/** What all services take: IAM's and KMS's rules are the narrowest. */
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
/** AWS takes 50 a resource; ours and some room for others'. */
const most = 40;

/** `--tag key=value`, several. */
export function tags(given: readonly string[]): Tags {
  if (given.length > most) throw new Problem(`at most ${most} tags`);
  return Object.fromEntries(given.map(tag));
}

function tag(given: string): [string, string] {
  const at = given.indexOf('=');
  const key = given.slice(0, at).trim();
  const value = given.slice(at + 1).trim();
  if (at < 1 || key === '') throw new Problem(`${JSON.stringify(given)} is not key=value`);
  if (/^aws:/i.test(key)) throw new Problem('keys that begin with aws: belong to AWS');
  if (key.startsWith(`${prefix}:`)) throw new Problem(`keys that begin with ${prefix}: are our own`);
  if (key.length > 128 || value.length > 256) throw new Problem('a key has up to 128 characters, a value up to 256');
  if (!allowed.test(key) || !allowed.test(value)) {
    throw new Problem('keys and values have letters, digits, spaces and _ . : / = + - @');
  }
  return [key, value];
}
