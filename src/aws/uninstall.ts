import { applyUninstall, type Outcomes, type Progress } from './engine/apply.ts';
import { type PlanItem, planUninstall } from './engine/plan.ts';
import type { Survey } from './survey.ts';

export type UninstallOptions = {
  /** Also delete the log bucket with all its files. */
  readonly deleteLogs: boolean;
  /** Leave our trail (and its bucket) where they are. */
  readonly keepTrail: boolean;
};

/** What `uninstall` will do: only to what is ours. */
export type UninstallPlan = {
  readonly items: readonly PlanItem[];
  /** Nothing of ours is there, or only what stays. */
  readonly nothing: boolean;
};

export function planOfUninstall({ resources, readings }: Survey, options: UninstallOptions): UninstallPlan {
  const keep = new Map<string, string>();
  if (options.keepTrail) keep.set('trail', 'kept as asked (--keep-trail)');
  if (options.keepTrail) keep.set('log-bucket', 'the trail writes there');
  else if (!options.deleteLogs) keep.set('log-bucket', 'logs are kept; --delete-logs removes them');
  const items = planUninstall(resources, readings, keep);
  return {
    items,
    nothing: !items.some(({ action }) => action === 'delete' || action === 'schedule' || action === 'blocked'),
  };
}

/** Applies it, backwards. A denied call holds back only what depends on it. */
export const uninstall = (survey: Survey, plan: UninstallPlan, progress: Progress): Promise<Outcomes> =>
  applyUninstall(plan.items, survey.readings, survey.context, progress);
