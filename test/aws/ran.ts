import type { Ended } from '../support/ground/warm-cli.ts';
import type { Ground } from '../support/ground.ts';
import { isObject, type Json, parseJson } from '../support/json.ts';

type Options = Parameters<Ground['run']>[1];
type Entry = Json & { readonly id: string };

/** How a command with --json ended. */
export type Ran = Ended & {
  readonly healthy: unknown;
  readonly result: unknown;
  readonly error: { readonly name: string; readonly message: string; readonly action: string; readonly state: string };
  /** The resource with this id. */
  action(id: string): Entry | undefined;
  /** The check with this id. */
  check(id: string): Entry | undefined;
};

const list = (value: unknown): Entry[] =>
  (Array.isArray(value) ? value : []).filter(isObject).map((entry) => ({ ...entry, id: String(entry.id) }));

/** Reads the document that a command printed. */
export function readEnded(ended: Ended): Ran {
  const document = parseJson(ended.stdout);
  if (!isObject(document)) throw new Error(`no JSON document:\n${ended.stdout}${ended.stderr}`);
  const error = isObject(document.error) ? document.error : {};
  const said = (key: string) => String(error[key] ?? '');
  return {
    ...ended,
    healthy: document.healthy,
    result: document.result,
    error: { name: said('name'), message: said('message'), action: said('action'), state: said('state') },
    action: (id) => list(document.resources).find((entry) => entry.id === id),
    check: (id) => list(document.checks).find((entry) => entry.id === id),
  };
}

/** Runs a command with --json. */
export const ran = async (ground: Ground, args: readonly string[], options: Options = {}): Promise<Ran> =>
  readEnded(await ground.run(args, options));

/** The calls of the last command that change something, of these services. */
export const writesOf = ({ scene }: Ground, ...services: readonly string[]): string[] =>
  scene.wire.calls
    .filter(({ write, service }) => write && (services.length === 0 || services.includes(service)))
    .map(({ operation }) => operation);
