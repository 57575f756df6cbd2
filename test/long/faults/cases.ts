import { type Ground, startGround } from '../../support/ground.ts';
import { begin, type Case, type Good } from './case.ts';
import { kindNames, kindOf, onceNames } from './kinds.ts';
import { nameOf, pointsOf } from './point.ts';
import { type StoryName, storyNames, storyOf } from './stories.ts';

/** Plays a story without faults. */
export async function playGood(ground: Ground, name: StoryName): Promise<Good> {
  const story = storyOf(name);
  await begin(ground, story);
  const before = (await ground.look()).lines;
  const { code, stdout, stderr } = await ground.run(story.command);
  if (code !== 0) throw new Error(`${name} ended with ${code}:\n${stdout}${stderr}`);
  const points = pointsOf(ground.scene.wire.calls, story.regions);
  return { points, before, after: (await ground.look()).lines };
}

/** Every kind of fault at every distinct call of every story, and each kind that can be survived at all calls at once. */
export async function drawn(): Promise<Case[]> {
  const ground = await startGround();
  const cases: Case[] = [];
  const known = new Set<string>();
  try {
    for (const story of storyNames) {
      const { points } = await playGood(ground, story);
      cases.push(...onceNames.map((each) => ({ story, each })));
      for (const point of points) {
        // What reads the same in a later story has been tried already, and is tried anew only where it decides more.
        const key = `${nameOf(point)} ${story === 'uninstall'}`;
        if (known.has(key)) continue;
        known.add(key);
        const fitting = kindNames.filter((kind) => point.write || !kindOf(kind).writesOnly);
        cases.push(...fitting.map((kind): Case => ({ story, point, kind })));
      }
    }
  } finally {
    await ground.stop();
  }
  return cases;
}

/** The same order for the same seed (mulberry32). */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
