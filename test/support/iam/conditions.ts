import { isObject, type Json } from '../json.ts';

/** What is known about a request, by condition key in lower case (`aws:sourcearn`). */
export type RequestContext = Readonly<Record<string, string>>;

export const asList = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((entry) => typeof entry === 'string' || typeof entry === 'boolean')
    .map(String);

/** IAM's wildcards: `*` any text, `?` one character. */
export function matches(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
}

/** ARNs are compared part by part: a `*` does not reach over a colon, but for the last part. */
function arnMatches(pattern: string, value: string): boolean {
  const parts = (arn: string) => [...arn.split(':').slice(0, 5), arn.split(':').slice(5).join(':')];
  const values = parts(value);
  return pattern === '*' || parts(pattern).every((part, index) => matches(part, values[index] ?? ''));
}

const operators: Record<string, (wanted: string, actual: string) => boolean> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringEqualsIgnoreCase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  StringLike: matches,
  ArnEquals: arnMatches,
  ArnLike: arnMatches,
  Bool: (wanted, actual) => wanted === actual,
};

/** One operator with one key. Negated operators hold where the key is missing, others do not (but for IfExists). */
function holds(operator: string, wanted: string[], actual: string | undefined): boolean {
  const name = operator.replace(/^For(AnyValue|AllValues):/, '').replace(/IfExists$/, '');
  if (name === 'Null') return wanted.includes(String(actual === undefined));
  const negated = name.includes('Not');
  const compare = operators[name.replace('Not', '')];
  if (!compare) throw new Error(`the test support does not know the IAM condition operator ${operator}`);
  if (actual === undefined) return negated || operator.endsWith('IfExists');
  return wanted.some((value) => compare(value, actual)) !== negated;
}

/** Whether all of a statement's conditions hold. */
export function conditionsHold(condition: unknown, context: RequestContext): boolean {
  if (!isObject(condition)) return true;
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : ({} as Json)).every(([key, wanted]) =>
      holds(operator, asList(wanted), context[key.toLowerCase()]),
    ),
  );
}
