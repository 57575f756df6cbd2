import { startGround } from '../../support/ground.ts';
import { type Case, caseName, type Good, play } from './case.ts';
import { playGood } from './cases.ts';
import type { StoryName } from './stories.ts';

/** What faults.ts asks of a worker, and what it gets. */
export type Order = { readonly one: Case };
export type Answer = { readonly name: string; readonly wrong: readonly string[] };

async function serve(): Promise<void> {
  const ground = await startGround();
  const good = new Map<StoryName, Good>();
  process.on('message', async ({ one }: Order) => {
    try {
      const known = good.get(one.story) ?? (await playGood(ground, one.story));
      good.set(one.story, known);
      process.send?.({ name: caseName(one), wrong: await play(ground, one, known) } satisfies Answer);
    } catch (error) {
      const wrong = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
      process.send?.({ name: caseName(one), wrong } satisfies Answer);
    }
  });
  process.on('disconnect', () => {
    ground.stop().finally(() => process.exit());
  });
  process.send?.('ready');
}

if (process.send) await serve();
