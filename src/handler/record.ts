/** Parts of a CloudTrail record that this tool reads. Everything may be missing, null, empty or of the wrong type. */
export type CloudTrailRecord = { readonly [key: string]: unknown };

/** True for `{...}`, false for arrays, null and all else. */
export const isObject = (value: unknown): value is CloudTrailRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

/** Objects as they are; objects written as JSON text (Athena's `responseelements`, hand-made exports) parsed. */
function asObject(value: unknown): CloudTrailRecord | undefined {
  if (isObject(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function lookUp(from: CloudTrailRecord | undefined, name: string): unknown {
  if (!from) return undefined;
  if (Object.hasOwn(from, name) && !isBlank(from[name])) return from[name];
  const lower = name.toLowerCase();
  // By length first: most fields of a record are asked for in vain, and that costs the most.
  const key = Object.keys(from).find(
    (candidate) => candidate.length === lower.length && candidate.toLowerCase() === lower && !isBlank(from[candidate]),
  );
  return key === undefined ? undefined : from[key];
}

/**
 * Value at a path of field names. Names are compared without regard to case, since records come through tools that
 * change it (Athena writes all names small); null, blank and missing are all undefined.
 */
export function field(from: unknown, ...path: readonly string[]): unknown {
  let value: unknown = from;
  for (const name of path) value = lookUp(asObject(value), name);
  return value;
}

/** Text of a value: strings trimmed, numbers and booleans written out; undefined for blank, objects and all else. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** `text` of `field`: the usual way to read a record. */
export const textAt = (from: unknown, ...path: readonly string[]): string | undefined => text(field(from, ...path));
