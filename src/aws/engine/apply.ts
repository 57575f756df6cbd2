import type { Context, Desired } from '../context.ts';
import { ExpectedError, isAlreadyThere, isClosed } from '../errors.ts';
import type { PlanItem, Readings } from './plan.ts';
import type { Observed, Resource } from './resource.ts';
import { type Outcome, runTasks, type Task } from './tasks.ts';

/** What the one who watches is told. */
export type Progress = {
  started(id: string): void;
  waiting(id: string, what: string): void;
  ended(id: string, outcome: Outcome): void;
};

export type Outcomes = ReadonlyMap<string, Outcome>;

/** Does what an install's plan says, each resource as soon as what it needs is done. */
export function applyInstall(
  items: readonly PlanItem[],
  readings: Readings,
  context: Context,
  desired: Desired,
  progress: Progress,
): Promise<Outcomes> {
  const tasks = items.flatMap((item): Task[] => {
    const run = work(item, readings, bind(context, progress, item.resource.id), desired);
    if (!run) return [];
    const { id, needs, optional } = item.resource;
    return [{ id, needs, run, ...(optional ? { tolerates: isClosed } : {}) }];
  });
  return runTasks(tasks, progress, context.signal);
}

/**
 * Does what an uninstall's plan says. Parts leave with their whole, but those that say how they leave go before it.
 * @param lastWords awaited before anything but the rules goes; must not reject
 */
export function applyUninstall(
  items: readonly PlanItem[],
  readings: Readings,
  context: Context,
  progress: Progress,
  lastWords: Promise<unknown>,
): Promise<Outcomes> {
  const leaving = items.filter(isLeaving);
  const ids = new Set(leaving.map(({ resource }) => resource.id));
  const wholes = leaving.filter(
    ({ resource: { partOf, leaves } }) => partOf === undefined || leaves !== undefined || !ids.has(partOf),
  );
  const tasks = wholes.map(({ resource }): Task => {
    const run = async () => {
      if (resource.leaves !== 'first') await lastWords;
      await ours(resource.id, readings).destroy(bind(context, progress, resource.id));
    };
    return { id: resource.id, needs: goneBefore(resource, wholes), run };
  });
  return runTasks(tasks, progress, context.signal);
}

/**
 * Whether an uninstall has to do with it. What could not be looked at fails by that, but where we may do without: in a
 * region closed to us there is nothing of ours, unless it was closed later, and then nothing that acts or costs.
 */
export const isLeaving = ({ action, resource }: PlanItem): boolean =>
  action === 'delete' || action === 'schedule' || (action === 'blocked' && resource.optional !== true);

/** Ids of what must be gone before a resource leaves. */
function goneBefore({ id, leaves }: Resource, leaving: readonly PlanItem[]): string[] {
  const others = leaving.map(({ resource }) => resource).filter((other) => other.id !== id);
  if (leaves === 'last') return others.map((other) => other.id);
  if (leaves === 'first') return [];
  // A forwarding rule that cannot go holds back only the role that it uses: what it forwards is no longer taken.
  const holds = (rule: Resource) => rule.leaves === 'first' && (rule.optional !== true || rule.needs.includes(id));
  const rules = others.filter(holds).map((other) => other.id);
  const parts = others.filter((other) => other.partOf === id).map((other) => other.id);
  return [...rules, ...parts, ...(leaves?.after ?? [])];
}

function work(item: PlanItem, readings: Readings, context: Context, desired: Desired): Task['run'] | undefined {
  const { resource, action, changes } = item;
  switch (action) {
    case 'create':
      return () => converge(item, context, desired, () => resource.create(context, desired));
    case 'update':
      return () =>
        converge(item, context, desired, () => ours(resource.id, readings).update(context, desired, changes));
    case 'delete':
    case 'schedule':
      return () => ours(resource.id, readings).destroy(context);
    default:
      return undefined;
  }
}

/** Another install at the same time, or a lost answer: what is there by now is looked at again and brought in line. */
async function converge(
  { resource }: PlanItem,
  context: Context,
  desired: Desired,
  change: () => Promise<void>,
): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
    context.findings.overtaken = true;
    const observed = await resource.observe(context);
    if (observed.state === 'foreign') throw takenMeanwhile(resource.name);
    if (observed.state === 'absent') throw error;
    const changes = observed.plan(desired);
    if (changes.length > 0) await observed.update(context, desired, changes);
  }
}

function ours(id: string, readings: Readings): Extract<Observed, { state: 'ours' }> {
  const reading = readings.get(id);
  if (reading && 'error' in reading) throw reading.error;
  if (reading?.observed.state === 'ours') return reading.observed;
  throw new Error(`${id} is not ours to change`);
}

const takenMeanwhile = (name: string) =>
  new ExpectedError({
    name: 'NameTaken',
    message: `${name} came to be while installing, and does not carry our tag.`,
    action: 'See who made it; remove it or choose another --name, then run the same command again.',
  });

const bind = (context: Context, progress: Progress, id: string): Context => ({
  ...context,
  say: (what) => progress.waiting(id, what),
});
