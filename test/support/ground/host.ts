import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

/** Ends the output of a command, on both streams: `\0` and the exit code. */
export const endMark = '\0';

/** Runs command lines, each a JSON array on a line of stdin, one after the other in this process. */
async function serve(): Promise<void> {
  const { main }: typeof import('../../../src/cli/main.ts') = createRequire(import.meta.url)(
    '../../../dist/cli/main.cjs',
  );
  for (const emitter of [process, process.stdout]) emitter.setMaxListeners(0);
  for await (const line of createInterface({ input: process.stdin })) {
    const code = await main(JSON.parse(line));
    process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
    for (const stream of [process.stdout, process.stderr]) stream.write(`${endMark}${code}\n`);
  }
}

if (import.meta.main) await serve();
