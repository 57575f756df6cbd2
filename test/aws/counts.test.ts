import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../support/proxy.ts';
import { type Scene, startScene } from '../support/scene.ts';

/** Milliseconds that every call takes longer, so that calls of one round overlap on a busy machine too. */
const delay = 400;

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  scene.wire.delay(delay);
});
afterAll(() => scene.stop());

/** Length of the longest chain of calls that each began after the one before had ended. */
function rounds(calls: readonly Call[]): number {
  const inOrder = calls.toSorted((a, b) => a.startedAt - b.startedAt);
  const depths: { end: number; depth: number }[] = [];
  for (const { startedAt, endedAt = startedAt } of inOrder) {
    const before = depths.filter(({ end }) => end <= startedAt).map(({ depth }) => depth);
    depths.push({ end: endedAt, depth: 1 + Math.max(0, ...before) });
  }
  return Math.max(0, ...depths.map(({ depth }) => depth));
}

async function measure(work: () => Promise<{ code: number | null }>) {
  scene.wire.reset();
  const { code } = await work();
  expect(code).toBe(0);
  const { calls } = scene.wire;
  return { rounds: rounds(calls), writes: calls.filter(({ write }) => write).length };
}

/** Counts do not depend on the machine: who makes one larger has to say why, here. Home and two more regions. */
describe('sequential round trips', () => {
  it('install: at most 11', async () => {
    const { rounds: count } = await measure(() => scene.install());
    expect(count).toBeLessThanOrEqual(11);
  });

  it('status: at most 4', async () => {
    const { rounds: count, writes } = await measure(() => scene.cli(['status', '--json']));
    expect(count).toBeLessThanOrEqual(4);
    expect(writes).toBe(0);
  });

  it('unchanged install: at most 4, and no write', async () => {
    const { rounds: count, writes } = await measure(() => scene.cli(['install', '--yes', '--json']));
    expect(count).toBeLessThanOrEqual(4);
    expect(writes).toBe(0);
  });

  it('uninstall: at most 8', async () => {
    const { rounds: count } = await measure(() => scene.cli(['uninstall', '--yes', '--json']));
    expect(count).toBeLessThanOrEqual(8);
  });
});

it('the function zip has at most 30 KB of code', () => {
  const code = readFileSync(join(import.meta.dirname, '../../dist/handler/index.cjs'));
  expect(zipSync({ 'index.js': code }, { level: 9 }).length).toBeLessThanOrEqual(30 * 1024);
});
