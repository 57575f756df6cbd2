import { readFileSync } from 'node:fs';

/** The package's folder, seen from src/cli as from dist/cli. */
const root = new URL('../../', import.meta.url);

/** The version of this package. */
export function version(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return version;
}

/** The bundled handler: what the function runs. */
export const handlerCode = (): Uint8Array => readFileSync(new URL('dist/handler/index.js', root));
