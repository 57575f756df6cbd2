import { applyUninstall, isLeaving, type Outcomes, type Progress } from './engine/apply.ts';
import { type PlanItem, planUninstall } from './engine/plan.ts';
import { ExpectedError } from './errors.ts';
import { invokeFunction } from './invoke.ts';
import { namesOf } from './names.ts';
import { refuseNewer } from './newer.ts';
import { foreignPrefixes } from './resources/log-bucket-empty.ts';
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

/** @throws NewerInstallation when a later version installed it: it may have made what this one does not know */
export function planOfUninstall(survey: Survey, options: UninstallOptions, cliVersion: string): UninstallPlan {
  refuseNewer(survey, cliVersion);
  const items = planUninstall(survey.resources, survey.readings, whatStays(survey, options));
  return { items, nothing: !items.some(isLeaving) };
}

function whatStays(survey: Survey, { deleteLogs, keepTrail }: UninstallOptions): Map<string, string> {
  const trail = keepTrail ? 'kept as asked (--keep-trail)' : sharedTrail(survey);
  if (trail !== undefined) {
    return new Map([
      ['trail', trail],
      ['log-bucket', 'the trail writes there'],
    ]);
  }
  return deleteLogs ? new Map() : new Map([['log-bucket', 'logs are kept; --delete-logs removes them']]);
}

/** Why our trail is needed by others: installations without a trail of their own may rely on it. */
function sharedTrail({ context, place, trails, installations }: Survey): string | undefined {
  if (!context.findings.ownTrail) return undefined;
  if (!installations) return 'whether another installation needs it cannot be seen (iam:ListRoles)';
  const hasOwnTrail = (installation: string) =>
    trails.some(({ name }) => name === namesOf({ ...place, installation }).trail);
  const users = installations.filter((name) => name !== place.installation && !hasOwnTrail(name));
  return users.length > 0 ? `needed by the installation ${users.join(', ')}` : undefined;
}

/**
 * Looks whether the log bucket holds nothing but our trail's files.
 * @throws BucketInUse where another trail writes there or other files lie there
 */
export async function checkLogBucket(survey: Survey): Promise<void> {
  const { context, trails } = survey;
  const { bucket, trailArn } = context.names;
  const writers = trails.filter((trail) => trail.bucket === bucket && trail.arn !== trailArn).map(({ name }) => name);
  const prefixes = await foreignPrefixes(context);
  if (writers.length === 0 && prefixes.length === 0) return;
  const because = [
    ...(writers.length > 0 ? [`the trail ${writers.join(', ')} writes there too`] : []),
    ...(prefixes.length > 0 ? [`it also holds ${prefixes.join(', ')}`] : []),
  ];
  throw new ExpectedError({
    name: 'BucketInUse',
    message: `The log bucket ${bucket} is not only ours: ${because.join('; ')}.`,
    action: 'Run uninstall without --delete-logs, and remove our files (AWSLogs/) by hand.',
    state: 'Nothing was changed.',
  });
}

/**
 * Applies it, backwards. A denied call holds back only what depends on it.
 * @param lastWords what goes on meanwhile and still needs the function; must not reject
 */
export const uninstall = (
  survey: Survey,
  plan: UninstallPlan,
  progress: Progress,
  lastWords: Promise<unknown> = Promise.resolve(),
): Promise<Outcomes> => applyUninstall(plan.items, survey.readings, survey.context, progress, lastWords);

/** Milliseconds that a farewell may take: it is a courtesy, and the way out does not wait for Slack. */
const farewellTimeout = 10_000;

/**
 * Has the function say in the channel who takes it out, while the rules are being removed: only it can open the webhook.
 * @returns why it could not be said, or undefined; never rejects
 */
export async function sayFarewell(survey: Survey, plan: UninstallPlan): Promise<unknown> {
  if (!plan.items.some(({ resource, action }) => resource.id === 'function' && action === 'delete')) return undefined;
  const { caller, context } = survey;
  const notice = { type: 'farewell', by: caller.arn, resting: context.findings.resting ?? 0 };
  return invokeFunction(survey, { notice }, farewellTimeout).then(
    () => undefined,
    (error: unknown) => error,
  );
}
