import type { Desired } from '../context.ts';
import { isClosed, isDenied } from '../errors.ts';
import type { Change, Observed, Resource } from './resource.ts';

export type Action = 'create' | 'update' | 'none' | 'reuse' | 'delete' | 'keep' | 'schedule' | 'blocked';

/** What will happen to one resource. */
export type PlanItem = {
  readonly resource: Resource;
  readonly action: Action;
  readonly changes: readonly Change[];
  /** Why it is blocked, kept or made. */
  readonly why?: string;
  /** Blocked for good: nothing may be applied before the user has solved it. */
  readonly conflict?: true;
};

/** What reading gave: what is there, or why that could not be seen. */
export type Reading = { readonly observed: Observed } | { readonly error: unknown };

export type Readings = ReadonlyMap<string, Reading>;

/** @throws the first error of the reading over which no plan can be made: a region closed to us is none. */
export function checkReadings(resources: readonly Resource[], readings: Readings): void {
  for (const { id, optional } of resources) {
    const reading = readings.get(id);
    if (reading && 'error' in reading && !(optional && isClosed(reading.error))) throw reading.error;
  }
}

/** What `install` would do, resource by resource. */
export function planInstall(resources: readonly Resource[], readings: Readings, desired: Desired): PlanItem[] {
  checkReadings(resources, readings);
  return resources.flatMap((resource) => {
    const reading = readings.get(resource.id);
    return reading ? planOne(resource, reading, desired) : [];
  });
}

function planOne(resource: Resource, reading: Reading, desired: Desired): PlanItem[] {
  const wish = resource.wish(desired);
  const plan = (action: Action, rest: Partial<PlanItem> = {}): PlanItem[] => [
    { resource, action, changes: [], ...rest },
  ];
  if ('error' in reading) return wish === 'absent' ? [] : plan('blocked', { why: message(reading.error) });
  const { observed } = reading;
  const ours = observed.state === 'ours';
  if (typeof wish === 'object' && 'kept' in wish) return ours ? plan('keep', { why: wish.kept }) : [];
  // What we made and no longer need goes; until then two trails would be two bills.
  if (typeof wish === 'object' && !ours) return plan('reuse', { why: wish.reused });
  if (observed.state === 'ours') {
    if (wish !== 'present') return plan(resource.leaving ?? 'delete');
    const changes = observed.plan(desired);
    return plan(changes.length > 0 ? 'update' : 'none', { changes });
  }
  if (wish === 'absent') return [];
  if (observed.state === 'foreign') return plan('blocked', { why: notOurs, conflict: true });
  const why = resource.why(desired);
  return plan('create', why === undefined ? {} : { why });
}

/**
 * What `uninstall` would do.
 * @param keep ids of resources that stay, with the reason.
 */
export function planUninstall(
  resources: readonly Resource[],
  readings: Readings,
  keep: ReadonlyMap<string, string>,
): PlanItem[] {
  return resources.flatMap((resource): PlanItem[] => {
    const reading = readings.get(resource.id);
    if (!reading) return [];
    if ('error' in reading) {
      if (!isDenied(reading.error) && !(resource.optional && isClosed(reading.error))) throw reading.error;
      // What stays anyway need not be seen.
      const action = keep.has(resource.id) ? 'keep' : 'blocked';
      return [{ resource, action, changes: [], why: keep.get(resource.id) ?? message(reading.error) }];
    }
    if (reading.observed.state === 'absent') return [];
    if (reading.observed.state === 'foreign') return [{ resource, action: 'keep', changes: [], why: notOurs }];
    const why = keep.get(resource.id);
    if (why !== undefined) return [{ resource, action: 'keep', changes: [], why }];
    return [{ resource, action: resource.leaving ?? 'delete', changes: [] }];
  });
}

const notOurs = 'exists under this name, but does not carry our tag';
const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));
