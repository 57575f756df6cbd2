import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runTasks, type Task } from '../../src/aws/engine/tasks.ts';

/** Tasks that note when they begin and end. */
function noted() {
  const notes: string[] = [];
  const task = (id: string, needs: string[] = [], run: () => Promise<void> = () => sleep(5)): Task => ({
    id,
    needs,
    async run() {
      notes.push(`${id} begins`);
      await run();
      notes.push(`${id} ends`);
    },
  });
  return { notes, task };
}

const never = new AbortController().signal;
const fails = () => Promise.reject(new Error('no'));

describe('runTasks', () => {
  it('starts each task as soon as what it needs is done, all others meanwhile', async () => {
    const { notes, task } = noted();
    await runTasks([task('c', ['a', 'b']), task('a', [], () => sleep(30)), task('b'), task('d', ['b'])], {}, never);
    expect(notes.indexOf('d begins')).toBeLessThan(notes.indexOf('a ends'));
    expect(notes.indexOf('c begins')).toBeGreaterThan(notes.indexOf('a ends'));
    expect(notes.indexOf('c begins')).toBeGreaterThan(notes.indexOf('b ends'));
  });

  it('holds back only what depends on a failure, also at second hand', async () => {
    const { notes, task } = noted();
    const outcomes = await runTasks([task('a', [], fails), task('b', ['a']), task('c', ['b']), task('d')], {}, never);
    expect(outcomes.get('a')).toMatchObject({ state: 'failed' });
    expect(outcomes.get('b')).toEqual({ state: 'held', by: ['a'] });
    expect(outcomes.get('c')).toEqual({ state: 'held', by: ['b'] });
    expect(outcomes.get('d')).toMatchObject({ state: 'done' });
    expect(notes).not.toContain('b begins');
  });

  it('counts a need without a task as met', async () => {
    const { task } = noted();
    expect((await runTasks([task('a', ['elsewhere'])], {}, never)).get('a')).toMatchObject({ state: 'done' });
  });

  it('names a tolerated error as blocked', async () => {
    const { task } = noted();
    const outcomes = await runTasks([{ ...task('a', [], fails), tolerates: () => true }], {}, never);
    expect(outcomes.get('a')).toMatchObject({ state: 'blocked' });
  });

  it('finishes what runs and begins nothing more once interrupted', async () => {
    const { notes, task } = noted();
    const stop = new AbortController();
    const running = runTasks([task('a', [], () => sleep(30)), task('b', ['a'])], {}, stop.signal);
    await sleep(5);
    stop.abort();
    const outcomes = await running;
    expect(notes).toEqual(['a begins', 'a ends']);
    expect(outcomes.get('b')).toEqual({ state: 'held', by: ['interrupted'] });
  });
});
