import { isDeepStrictEqual } from 'node:util';
import {
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import type { Context } from '../context.ts';
import { type Change, defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import { allow, passRole, type Statement } from '../permissions.ts';
import { passing, whilePassing } from '../wait.ts';

export type TargetKind = Target & { readonly Id: string };

/** A rule on the default bus of a region. */
type Rule = { readonly region: string; readonly rule: string };

/** Sets the target; a role made a moment ago may not be known yet. */
export const putTarget = (context: Context, { region, rule }: Rule, target: TargetKind): Promise<void> =>
  whilePassing(context, passing.eventsRole, async () => {
    const set = new PutTargetsCommand({ Rule: rule, Targets: [target] });
    throwFailedEntry((await context.clients.events(region).send(set)).FailedEntries);
  });

export async function removeTargets(context: Context, { region, rule }: Rule, found: readonly Target[]): Promise<void> {
  const Ids = found.flatMap(({ Id }) => Id ?? []);
  if (Ids.length === 0) return;
  const remove = new RemoveTargetsCommand({ Rule: rule, Ids });
  await whilePassing(context, passing.ruleBusy, async () => {
    throwFailedEntry((await context.clients.events(region).send(remove)).FailedEntries);
  });
}

/** Sets the target first, then removes others: between the two, an alert is rather doubled than lost. */
export async function replaceTargets(
  context: Context,
  rule: Rule,
  found: readonly Target[],
  target: TargetKind,
): Promise<void> {
  await putTarget(context, rule, target);
  await removeTargets(
    context,
    rule,
    found.filter(({ Id }) => Id !== target.Id),
  );
}

/** To set a rule's targets, which are handed the events role. */
export const targetPermissions = (ruleArn: string, roleArn: string): Statement[] => [
  allow(['events:PutTargets', 'events:RemoveTargets'], ruleArn),
  passRole(roleArn, 'events.amazonaws.com', ruleArn),
];

/** A rule of ours has this target and no other. */
export function targetChange(found: readonly Target[], wished: TargetKind): Change[] {
  const [only] = found;
  if (found.length === 1 && only && isDeepStrictEqual(plain(only), plain(wished))) return [];
  return [{ field: 'target', from: found.map(({ Arn }) => Arn).join(', ') || '(none)', to: wished.Arn ?? '' }];
}

/** Without the undefined fields that the SDK may answer. */
const plain = (target: Target): unknown => JSON.parse(JSON.stringify(target));

type FailedEntry = { readonly ErrorCode?: string | undefined; readonly ErrorMessage?: string | undefined };

/** PutTargets and RemoveTargets answer 200 and say in the body what failed (aws.md 5). */
function throwFailedEntry(entries: readonly FailedEntry[] | undefined): void {
  const [failed] = entries ?? [];
  if (!failed) return;
  const message = failed.ErrorMessage || 'EventBridge did not take the target';
  throw Object.assign(new Error(message), { name: failed.ErrorCode ?? 'FailedEntry' });
}

type Kind = Rule & {
  readonly id: string;
  /** Id of the rule's resource. */
  readonly ruleId: string;
  readonly ruleArn: string;
  readonly roleArn: string;
  readonly needs: readonly string[];
  readonly target: TargetKind;
};

/** The target of a rule as a resource of its own: the rule stands early, and its target comes when all else is ready. */
export function ruleTarget({ id, ruleId, ruleArn, roleArn, region, rule, needs, target }: Kind): Resource {
  return defineResource<readonly Target[]>({
    id,
    type: 'AWS::Events::Rule.Target',
    region,
    name: `${rule} to ${target.Id}`,
    needs: [ruleId, ...needs],
    partOf: ruleId,
    permissions: {
      read: [allow(['events:ListTargetsByRule'], ruleArn)],
      write: targetPermissions(ruleArn, roleArn),
      remove: [],
    },

    async read({ clients }) {
      try {
        const { Targets } = await clients.events(region).send(new ListTargetsByRuleCommand({ Rule: rule }));
        return Targets?.length ? { owner: 'ours', live: Targets } : undefined;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    plan: (_context, _desired, live) => targetChange(live, target),
    create: (context) => putTarget(context, { region, rule }, target),
    update: (context, _desired, live) => replaceTargets(context, { region, rule }, live, target),
    destroy: (context, live) => removeTargets(context, { region, rule }, live),
  });
}
