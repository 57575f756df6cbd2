import { isInstallationName } from '../../aws/names.ts';
import { Problem } from './problem.ts';

/** Readers of single values: each gives the value as it is kept, or throws a Problem that says what is allowed. */

/** `security` and `#security` are the same channel. Slack: 80 characters, no capitals, spaces or punctuation but - and _. */
export function channel(given: string): string {
  const name = given.trim().replace(/^#/, '');
  if (/^[^\s\p{Lu}\p{Cc}@#<>&!?.,:;"'`()[\]{}/\\]{1,80}$/u.test(name)) return `#${name}`;
  throw new Problem('a channel is #name: up to 80 small letters, digits, - and _, without spaces');
}

export function installationName(given: string): string {
  if (isInstallationName(given)) return given;
  throw new Problem('a name is up to 16 small letters and digits, the first a letter');
}

export function region(given: string): string {
  if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(given)) return given;
  throw new Problem(`${JSON.stringify(given)} is no region; a region looks like eu-west-1`);
}

export function regions(given: string): 'all' | readonly string[] {
  if (given === 'all') return 'all';
  return [...new Set(given.split(',').map((name) => region(name.trim())))].toSorted();
}

export function account(given: string): string {
  if (/^\d{12}$/.test(given)) return given;
  throw new Problem('an account is twelve digits');
}

/** @returns a reader of whole numbers within these limits */
export const wholeNumber =
  (from: number, to: number, what: string) =>
  (given: string): number => {
    const number = Number(given);
    if (/^\d+$/.test(given) && number >= from && number <= to) return number;
    throw new Problem(`${what} are a whole number from ${from} to ${to}`);
  };

export function keyArn(given: string): string {
  if (/^arn:[\w-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(given)) return given;
  throw new Problem("a key's ARN looks like arn:aws:kms:eu-west-1:123456789012:key/...; an alias will not do");
}

export function policyArn(given: string): string {
  if (/^arn:[\w-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/.test(given)) return given;
  throw new Problem("a policy's ARN looks like arn:aws:iam::123456789012:policy/name");
}

export function trail(given: string): string {
  if (given === 'auto' || given === 'new') return given;
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/.test(given) || /^arn:[\w-]+:cloudtrail:/.test(given))
    return given;
  throw new Problem("auto, new, or a trail's name or ARN");
}
