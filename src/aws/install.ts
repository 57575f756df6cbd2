import { isDeepStrictEqual } from 'node:util';
import type { Desired } from './context.ts';
import { type Cost, monthlyCost } from './cost.ts';
import { applyInstall, type Outcomes, type Progress } from './engine/apply.ts';
import { type PlanItem, planInstall } from './engine/plan.ts';
import { ExpectedError } from './errors.ts';
import { refuseNewer } from './newer.ts';
import { settingsChanged, writeSettings } from './resources/settings.ts';
import { type Survey, wholeSurvey } from './survey.ts';

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

/** Makes the plan anew over what is there by now: with this run's wishes, or with what is written in the account. */
export type Replan = (survey: Survey, wishes: 'ours' | 'written') => Promise<InstallPlan>;

/** How often to look again at most. */
const looks = 2;

/**
 * Applies a plan. Where something came to be meanwhile (another install at the same time, or an answer that was lost) it
 * looks again: of two installs, the function may carry the webhook as one sealed it, and the settings as the other did.
 * @returns what became of each resource; a failed one does not throw
 * @throws NameTaken where a name is taken by something that is not ours
 * @throws SettingsChanged where another install was quicker and was told otherwise: its settings stand, and all is in line
 */
export async function install(first: Survey, plan: InstallPlan, progress: Progress, replan: Replan): Promise<Outcomes> {
  let survey = first;
  let outcomes = await apply(survey, plan, progress);
  let told: unknown;
  for (let look = 0; look < looks && isOvertaken(survey, outcomes); look += 1) {
    survey = await wholeSurvey(survey);
    const ours = await replan(survey, 'ours');
    const differs = ours.items.some(({ resource: { id }, action }) => id === 'settings' && action === 'update');
    if (differs) told = settingsChanged({ state: 'It is installed as they said.' });
    const next = differs ? await replan(survey, 'written') : ours;
    outcomes = new Map([...outcomes, ...(await apply(survey, next, progress))]);
  }
  if (told) throw told;
  await rememberBlocked(survey, plan.items, outcomes);
  return outcomes;
}

async function apply({ readings, context }: Survey, plan: InstallPlan, progress: Progress): Promise<Outcomes> {
  if (plan.conflicts.length > 0) throw nameTaken(plan.conflicts);
  return applyInstall(plan.items, readings, context, plan.desired, progress);
}

const isOvertaken = ({ context: { findings, signal } }: Survey, outcomes: Outcomes): boolean =>
  findings.overtaken === true && !signal.aborted && ![...outcomes.values()].some(({ state }) => state === 'failed');

/** Writes down which regions were denied, for `status` to tell them from those that nobody tried. */
async function rememberBlocked({ context }: Survey, items: readonly PlanItem[], outcomes: Outcomes): Promise<void> {
  const blocked = Object.fromEntries(
    items.flatMap(({ resource: { id, region } }) => {
      const outcome = outcomes.get(id);
      return outcome?.state === 'blocked' ? [[region, message(outcome.error)]] : [];
    }),
  );
  const settings = outcomes.get('settings')?.state ?? 'done';
  if (settings !== 'done' || context.signal.aborted) return;
  if (isDeepStrictEqual(blocked, context.findings.settings?.blocked ?? {})) return;
  await writeSettings(context, { blocked: JSON.stringify(blocked) });
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
