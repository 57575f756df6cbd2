import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package's folder, seen from src/cli as from dist/cli. */
const root = join(import.meta.dirname, '../..');

/** The version of this package. */
export function version(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return version;
}

/** The bundled handler: what the function runs. */
export const handlerCode = (): Uint8Array => readFileSync(join(root, 'dist/handler/index.cjs'));
