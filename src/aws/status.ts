import type { Desired } from './context.ts';
import type { Change, Resource } from './engine/resource.ts';
import { isClosed } from './errors.ts';
import type { Survey } from './survey.ts';

export type State = 'ready' | 'reused' | 'missing' | 'drifted' | 'foreign' | 'blocked' | 'unknown';

export type ResourceStatus = {
  readonly id: string;
  readonly type: string;
  readonly region: string;
  readonly name: string;
  readonly state: State;
  readonly changes: readonly Change[];
  readonly why?: string;
};

export type Check = { readonly id: string; readonly ok: boolean; readonly message: string };

/** Each resource beside what it should be: the same plan as install's, in other words. */
export function resourceStates({ resources, readings, context }: Survey, desired: Desired): ResourceStatus[] {
  return resources.flatMap((resource): ResourceStatus[] => {
    const reading = readings.get(resource.id);
    const wish = resource.wish(desired);
    if (!reading) return [];
    if ('error' in reading) {
      const state = resource.optional && isClosed(reading.error) ? 'blocked' : 'unknown';
      const why = reading.error instanceof Error ? reading.error.message : String(reading.error);
      return wish === 'absent' ? [] : [status(resource, state, [], why)];
    }
    const { observed } = reading;
    const ours = observed.state === 'ours';
    if (typeof wish === 'object' && 'kept' in wish) return ours ? [status(resource, 'ready', [], wish.kept)] : [];
    if (typeof wish === 'object' && !ours) return [status(resource, 'reused', [], wish.reused)];
    if (observed.state === 'ours') {
      if (wish !== 'present')
        return [status(resource, 'drifted', [{ field: 'resource', from: 'there', to: 'removed' }])];
      const changes = observed.plan(desired);
      return [status(resource, changes.length > 0 ? 'drifted' : 'ready', changes)];
    }
    if (wish === 'absent') return [];
    if (observed.state === 'foreign') return [status(resource, 'foreign')];
    // A region in which the last install was denied; the next one tries again.
    const denied = resource.optional ? context.findings.settings?.blocked[resource.region] : undefined;
    return [denied === undefined ? status(resource, 'missing') : status(resource, 'blocked', [], denied)];
  });
}

const status = (resource: Resource, state: State, changes: readonly Change[] = [], why?: string): ResourceStatus => ({
  id: resource.id,
  type: resource.type,
  region: resource.region,
  name: resource.name,
  state,
  changes,
  ...(why === undefined ? {} : { why }),
});
