import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync, type ZipOptions, zipSync } from 'fflate';
import type { FunctionConfig } from '../handler/config.ts';

const codeFile = 'index.js';
const configFile = 'config.json';

/**
 * The same for every file on every machine, so that the same function is the same bytes. The zip format stores local
 * time: a local date gives the same bytes in every time zone. Unix attributes (0644), because Lambda runs the files as
 * another user than the one they belong to.
 */
const fixed: ZipOptions = { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16 };

/** A value with the keys of all its objects in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** The function's deployment package. Deterministic: an unchanged function has an unchanged hash, and is not sent again. */
export function functionZip(code: Uint8Array, config: FunctionConfig): Uint8Array {
  const json = strToU8(`${JSON.stringify(sorted(config), null, 2)}\n`);
  return zipSync({ [codeFile]: [code, fixed], [configFile]: [json, fixed] });
}

/** What Lambda calls `CodeSha256` (aws.md 6): the zip's SHA-256 in base64. */
export const codeSha256 = (zip: Uint8Array): string => createHash('sha256').update(zip).digest('base64');

const isConfig = (value: unknown): value is FunctionConfig =>
  typeof value === 'object' &&
  value !== null &&
  'installation' in value &&
  'webhook' in value &&
  typeof value.webhook === 'object' &&
  value.webhook !== null &&
  'ciphertext' in value.webhook &&
  'keyArn' in value.webhook;

/** The configuration inside a function's zip; `undefined` where it is no zip of ours. */
export function readFunctionConfig(zip: Uint8Array): FunctionConfig | undefined {
  try {
    const { [configFile]: json } = unzipSync(zip, { filter: ({ name }) => name === configFile });
    const config: unknown = json && JSON.parse(strFromU8(json));
    return isConfig(config) ? config : undefined;
  } catch {
    return undefined;
  }
}
