import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, startScene } from '../support/scene.ts';
import { type Breakage, changed, removed } from './breakages.ts';

type Seen = { readonly id: string; readonly state: string; readonly changes: readonly { readonly field: string }[] };

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  await scene.install();
});
afterAll(() => scene.stop());

async function status() {
  const { code, stdout } = await scene.cli(['status', '--json']);
  const resources: Seen[] = JSON.parse(stdout).resources;
  return { code, broken: resources.filter(({ state }) => state !== 'ready') };
}

async function install(): Promise<string> {
  const { stdout } = await scene.cli(['install', '--yes', '--json', '--skip-test']);
  return JSON.parse(stdout).result;
}

/** Breakages of different resources can be seen side by side; of each resource one per round. */
function rounds(breakages: readonly Breakage[]): Breakage[][] {
  const all: Breakage[][] = [];
  for (const breakage of breakages) {
    const free = all.find((round) => round.every(({ id }) => id !== breakage.id));
    if (free) free.push(breakage);
    else all.push([breakage]);
  }
  return all;
}

/** What can be removed or changed by hand is seen by status, mended by install, and then all is well. */
async function breakAndMend(breakages: readonly Breakage[]): Promise<void> {
  for (const { breakIt } of breakages) await breakIt({ endpoint: scene.cloud.url });
  const { code, broken } = await status();
  expect(code).toBe(3);
  for (const { id, state, field, what } of breakages) {
    const seen = broken.find((resource) => resource.id === id);
    expect(seen?.state, what).toBe(state);
    if (field)
      expect(
        seen?.changes.map((change) => change.field),
        what,
      ).toContain(field);
  }
  expect(await install()).toBe('installed');
  expect(await status()).toEqual({ code: 0, broken: [] });
}

describe('removed by hand', () => {
  it.each(removed)('$what comes back', (breakage) => breakAndMend([breakage]));
});

describe('changed by hand', () => {
  it.each(rounds(changed).map((round) => ({ what: round.map(({ what }) => what).join('; '), round })))(
    '$what',
    ({ round }) => breakAndMend(round),
  );
});
