import type { Context } from '../context.ts';
import type { Reading, Readings } from './plan.ts';
import type { Resource } from './resource.ts';

/** Observes all resources side by side. Errors stay with their resource: the caller decides what they mean. */
export async function readAll(resources: readonly Resource[], context: Context): Promise<Readings> {
  const readings = await Promise.all(
    resources.map(async (resource): Promise<[string, Reading]> => {
      try {
        return [resource.id, { observed: await resource.observe(context) }];
      } catch (error) {
        return [resource.id, { error }];
      }
    }),
  );
  return new Map(resources.map((resource) => [resource.id, ownedLikeItsWhole(resource, new Map(readings))]));
}

/** A part has no tag: it is foreign where the whole is, and unknown where that cannot be seen. */
function ownedLikeItsWhole({ id, partOf }: Resource, readings: Readings): Reading {
  const part = readings.get(id) ?? { observed: { state: 'absent' } };
  const whole = partOf === undefined ? undefined : readings.get(partOf);
  if (!whole || 'error' in part) return part;
  if ('error' in whole) return whole;
  if (whole.observed.state === 'ours' || part.observed.state === 'absent') return part;
  return { observed: { state: 'foreign' } };
}
