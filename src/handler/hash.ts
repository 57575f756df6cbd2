import { createHash } from 'node:crypto';

/** JSON text of a value, whatever it is: too deep or circular values give their type instead of an error. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch (error) {
    return `[${typeof value}: ${error instanceof Error ? error.message : 'not JSON'}]`;
  }
}

/** Short id of some content: the same content gives the same id, so that a repeated delivery is recognised. */
export function contentId(prefix: string, ...contents: readonly string[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content).update('\0');
  return `${prefix}-${hash.digest('hex').slice(0, 32)}`;
}
