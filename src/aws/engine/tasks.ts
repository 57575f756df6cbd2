/** One piece of work and the pieces that must be done before it. */
export type Task = {
  readonly id: string;
  readonly needs: readonly string[];
  run(): Promise<void>;
  /** Errors that are named and do not count as a failure. */
  tolerates?(error: unknown): boolean;
};

export type Outcome =
  | { readonly state: 'done'; readonly ms: number }
  | { readonly state: 'failed'; readonly ms: number; readonly error: unknown }
  | { readonly state: 'blocked'; readonly ms: number; readonly error: unknown }
  /** Not begun: what it needs did not come to be, or the run was interrupted. */
  | { readonly state: 'held'; readonly by: readonly string[] };

export type TaskEvents = {
  started?(id: string): void;
  ended?(id: string, outcome: Outcome): void;
};

/**
 * Runs each task as soon as what it needs is done, all others meanwhile: the wall time is the longest chain, not the sum.
 * A failure holds back only what depends on it. A need without a task in the list counts as met.
 * After `signal` aborts, running tasks finish and no further one begins.
 * @returns what became of each task; never throws for a task's error.
 */
export async function runTasks(
  tasks: readonly Task[],
  events: TaskEvents,
  signal: AbortSignal,
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const running = new Map<string, Promise<Outcome>>();
  const byId = new Map(tasks.map((task) => [task.id, task]));

  const start = (id: string): Promise<Outcome> => {
    const already = running.get(id);
    if (already) return already;
    const task = byId.get(id);
    if (!task) return Promise.resolve({ state: 'done', ms: 0 });
    const work = settle(task);
    running.set(id, work);
    return work;
  };

  const settle = async (task: Task): Promise<Outcome> => {
    const needed = await Promise.all(task.needs.map(async (id) => ({ id, outcome: await start(id) })));
    const missing = needed.filter(({ outcome }) => outcome.state !== 'done').map(({ id }) => id);
    let outcome: Outcome;
    if (missing.length > 0) outcome = { state: 'held', by: missing };
    else if (signal.aborted) outcome = { state: 'held', by: ['interrupted'] };
    else outcome = await timed(task);
    outcomes.set(task.id, outcome);
    events.ended?.(task.id, outcome);
    return outcome;
  };

  const timed = async (task: Task): Promise<Outcome> => {
    events.started?.(task.id);
    const began = performance.now();
    try {
      await task.run();
      return { state: 'done', ms: performance.now() - began };
    } catch (error) {
      return { state: task.tolerates?.(error) ? 'blocked' : 'failed', ms: performance.now() - began, error };
    }
  };

  await Promise.all(tasks.map(({ id }) => start(id)));
  return outcomes;
}
