import type { Desired } from './context.ts';
import { type Cost, monthlyCost } from './cost.ts';
import { applyInstall, type Outcomes, type Progress } from './engine/apply.ts';
import { type PlanItem, planInstall } from './engine/plan.ts';
import { ExpectedError } from './errors.ts';
import { refuseNewer } from './newer.ts';
import type { Survey } from './survey.ts';

/** What `install` will do. What is applied is exactly this. */
export type InstallPlan = {
  readonly items: readonly PlanItem[];
  readonly desired: Desired;
  readonly cost: Cost;
  /** Nothing to do. */
  readonly unchanged: boolean;
  /** Names taken by something that is not ours: nothing may be applied. */
  readonly conflicts: readonly PlanItem[];
};

const changing = new Set(['create', 'update', 'delete', 'schedule']);

/**
 * Pure but for errors of the reading, which are thrown: a plan over half an account would be none.
 * @throws NewerInstallation when a later version installed it, TrailNotUsable when the user named a trail that shows no sign-ins
 */
export function planOf(survey: Survey, desired: Desired): InstallPlan {
  const { trail } = desired;
  refuseNewer(survey, desired.cliVersion);
  if (trail.kind === 'reused' && trail.unusable !== undefined) throw trailNotUsable(desired, trail.unusable, survey);
  const items = planInstall(survey.resources, survey.readings, desired);
  return {
    items,
    desired,
    cost: monthlyCost(items),
    unchanged: !items.some(({ action }) => changing.has(action)),
    conflicts: items.filter(({ conflict }) => conflict),
  };
}

/**
 * Applies a plan.
 * @returns what became of each resource; a failed one does not throw
 * @throws NameTaken before anything is changed, where a name is taken by something that is not ours
 */
export async function install(survey: Survey, plan: InstallPlan, progress: Progress): Promise<Outcomes> {
  if (plan.conflicts.length > 0) throw nameTaken(plan.conflicts);
  return applyInstall(plan.items, survey.readings, survey.context, plan.desired, progress);
}

const trailNotUsable = ({ choices }: Desired, why: string, { trails }: Survey) =>
  new ExpectedError({
    name: 'TrailNotUsable',
    message: `The trail ${choices.trail} does not show sign-ins to EventBridge: ${why}.`,
    action: `Use --trail new, --trail auto or a usable one${usableNames(trails)}.`,
    state: 'Nothing was changed.',
    exitCode: 2,
  });

const usableNames = (trails: Survey['trails']): string => {
  const names = trails.filter(({ usable }) => usable).map(({ name }) => name);
  return names.length > 0 ? ` (${names.join(', ')})` : '';
};

export const nameTaken = (conflicts: readonly PlanItem[]) =>
  new ExpectedError({
    name: 'NameTaken',
    message: `These names are taken by something that is not ours: ${conflicts
      .map(({ resource }) => `${resource.name} (${resource.type}, ${resource.region})`)
      .join(', ')}.`,
    action: 'Remove or rename them, or install under another name with --name.',
    state: 'Nothing was changed.',
  });
