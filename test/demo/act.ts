import type { Stage } from './stage.ts';

export type Heading = {
  readonly title: string;
  /** What it proves, in one line. */
  readonly proves: string;
  /** Titles of the acts without which this one makes no sense. */
  readonly needs?: readonly string[];
};

/** A step of the demo: does one thing, checks that it did it, and throws otherwise. */
export type Act = Heading & { run(stage: Stage): Promise<void> };

/** How an act ended. */
export type Ending = { readonly title: string; readonly result: 'ok' | 'failed' | 'left out'; readonly ms: number };

/** A check that did not hold. `seen` may have several lines. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
  readonly expected: string;
  readonly seen: string;

  constructor(expected: string, seen: string) {
    super(`expected ${expected}, saw ${seen}`);
    this.expected = expected;
    this.seen = seen;
  }
}

export function expect(holds: boolean, expected: string, seen: string): asserts holds {
  if (!holds) throw new Unexpected(expected, seen);
}
