import { explain, log, timed } from './log.ts';
import type { Run } from './services.ts';

type Check = {
  readonly id: 'webhook' | 'settings' | 'ledger' | 'queue';
  readonly ok: boolean;
  readonly message: string;
  readonly ms: number;
};

export type CheckResult = { readonly ok: boolean; readonly version: string; readonly checks: readonly Check[] };

/** What each check does, and says where it works. Throwing is how one fails. */
const checks: readonly { readonly id: Check['id']; readonly run: (run: Run) => Promise<string> }[] = [
  {
    id: 'webhook',
    async run({ webhook }) {
      const { host } = await webhook();
      return `decrypted; it leads to ${host}`;
    },
  },
  {
    id: 'settings',
    async run({ live }) {
      const { problem } = await live();
      if (problem !== undefined) throw new Error(`the settings cannot be read: ${problem}`);
      return 'read';
    },
  },
  {
    id: 'ledger',
    async run({ table }) {
      // DynamoDB checks the permission to write before the condition, which is never met.
      const never = 'attribute_exists(#pk) AND attribute_not_exists(#pk)';
      await table.update('check', { update: 'SET #at = :at', only: never, values: { at: Date.now() } });
      return 'can be written';
    },
  },
  {
    id: 'queue',
    async run({ queue }) {
      return `${await queue.count()} alerts rest in it`;
    },
  },
];

/** Whether the payload asks for the function's own check: `{ check: true }`. */
export const isCheck = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && 'check' in payload && payload.check === true;

/** Tries everything that an alert needs, except posting. Posts and changes nothing; never throws. */
export async function check(run: Run): Promise<CheckResult> {
  const ms: Record<string, number> = {};
  const results = await Promise.all(
    checks.map(async ({ id, run: work }): Promise<Check> => {
      const [ok, message] = await timed(ms, id, () => work(run)).then(
        (said) => [true, said] as const,
        (error: unknown) => [false, explain(error)] as const,
      );
      return { id, ok, message, ms: ms[id] ?? 0 };
    }),
  );
  const ok = results.every((result) => result.ok);
  log({ signinAlert: 'check', result: ok ? 'checked' : 'failed', ms });
  return { ok, version: run.config.version, checks: results };
}
