import { createHash } from 'node:crypto';

/** A copy down to some depth: JSON.stringify overflows the stack at some thousands. */
function prune(value: unknown, depth = 50): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((item) => prune(item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, prune(item, depth - 1)]));
}

/** JSON text of a value, whatever it is; what lies too deep is left off. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return JSON.stringify(prune(value));
  }
}

/** Short id of some content: the same content gives the same id, so that a repeated delivery is recognised. */
export function contentId(prefix: string, ...contents: readonly string[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content).update('\0');
  return `${prefix}-${hash.digest('hex').slice(0, 32)}`;
}
