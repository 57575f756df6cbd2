import type { Action, PlanItem } from './engine/plan.ts';
import type { Change } from './engine/resource.ts';

/** A plan item as `--json` shows it. */
export type ItemReport = {
  readonly id: string;
  readonly type: string;
  readonly region: string;
  readonly name: string;
  readonly action: Action;
  readonly changes: readonly Change[];
  /** Why it is blocked, kept or made. */
  readonly why?: string;
};

export const reportItem = ({ resource, action, changes, why }: PlanItem): ItemReport => ({
  id: resource.id,
  type: resource.type,
  region: resource.region,
  name: resource.name,
  action,
  changes,
  ...(why === undefined ? {} : { why }),
});
