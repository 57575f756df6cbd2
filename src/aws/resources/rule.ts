import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  type DescribeRuleCommandOutput,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  type RuleState,
  TagResourceCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { differences, tagChange, touches } from '../compare.ts';
import type { Context, Desired } from '../context.ts';
import { defineResource, type Resource } from '../engine/resource.ts';
import { isMissing } from '../errors.ts';
import { allow } from '../permissions.ts';
import { fromList, isOurs, missingTags, type Tags, toList } from '../tags.ts';
import { passing, whilePassing } from '../wait.ts';
import {
  putTarget,
  removeTargets,
  replaceTargets,
  type TargetKind,
  targetChange,
  targetPermissions,
} from './target.ts';
import { wishedTags } from './wished-tags.ts';

/** What tells our rules from one another. */
export type RuleKind = {
  readonly id: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly needs: readonly string[];
  readonly description: string;
  /** A pattern, or a schedule. */
  readonly trigger: { readonly EventPattern: string } | { readonly ScheduleExpression: string };
  readonly state: (desired: Desired) => RuleState;
  /** Left out where the target is a resource of its own. */
  readonly target?: TargetKind;
  readonly roleArn: string;
  readonly optional?: boolean;
  readonly wish?: (desired: Desired) => 'present' | 'absent';
};

type Live = { readonly rule: DescribeRuleCommandOutput; readonly targets: readonly Target[]; readonly tags: Tags };

/** A rule on the default bus with its one target. */
export function rule(kind: RuleKind): Resource {
  const { id, region, name, arn, needs, target, trigger } = kind;
  const events = ({ clients }: Context) => clients.events(region);
  // PutRule replaces: what is left out is reset. Its tags only count when it makes the rule (aws.md 5).
  const put = async (context: Context, desired: Desired, tags?: Tags) => {
    const rule = new PutRuleCommand({
      Name: name,
      Description: kind.description,
      State: kind.state(desired),
      ...trigger,
      ...(tags ? { Tags: toList(tags) } : {}),
    });
    await whilePassing(context, passing.ruleBusy, () => events(context).send(rule));
  };
  const bus = { region, rule: name };
  const wishedFields = (desired: Desired) => ({
    state: kind.state(desired),
    'event pattern': normalJson('EventPattern' in trigger ? trigger.EventPattern : undefined),
    schedule: 'ScheduleExpression' in trigger ? trigger.ScheduleExpression : undefined,
    description: kind.description,
  });

  return defineResource<Live>({
    id,
    type: 'AWS::Events::Rule',
    region,
    name,
    needs,
    leaves: 'first',
    ...(kind.optional ? { optional: true } : {}),
    ...(kind.wish ? { wish: kind.wish } : {}),
    permissions: {
      read: [allow(['events:DescribeRule', 'events:ListTargetsByRule', 'events:ListTagsForResource'], arn)],
      write: [
        allow(['events:PutRule', 'events:TagResource'], arn),
        ...(target ? targetPermissions(arn, kind.roleArn) : []),
        // A region that is no longer chosen.
        ...(kind.wish ? [allow(['events:DeleteRule'], arn)] : []),
      ],
      remove: [allow(['events:RemoveTargets', 'events:DeleteRule'], arn)],
    },

    async read(context) {
      try {
        const [found, targets, tagged] = await Promise.all([
          events(context).send(new DescribeRuleCommand({ Name: name })),
          events(context).send(new ListTargetsByRuleCommand({ Rule: name })),
          events(context).send(new ListTagsForResourceCommand({ ResourceARN: arn })),
        ]);
        const tags = fromList(tagged.Tags);
        const live = { rule: found, targets: targets.Targets ?? [], tags };
        return { owner: isOurs(tags, context.place.installation) ? 'ours' : 'foreign', live };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    plan: (context, desired, live) => [
      ...differences(
        {
          state: live.rule.State,
          'event pattern': normalJson(live.rule.EventPattern),
          schedule: live.rule.ScheduleExpression,
          description: live.rule.Description,
        },
        wishedFields(desired),
      ),
      ...(target ? targetChange(live.targets, target) : []),
      ...tagChange(missingTags(wishedTags(context, desired), live.tags)),
    ],

    async create(context, desired) {
      await put(context, desired, wishedTags(context, desired));
      if (target) await putTarget(context, bus, target);
    },

    async update(context, desired, live, changes) {
      if (touches(changes, ...Object.keys(wishedFields(desired)))) await put(context, desired);
      if (target && touches(changes, 'target')) await replaceTargets(context, bus, live.targets, target);
      if (touches(changes, 'tags')) {
        const Tags = toList(missingTags(wishedTags(context, desired), live.tags));
        await events(context).send(new TagResourceCommand({ ResourceARN: arn, Tags }));
      }
    },

    async destroy(context, live) {
      try {
        await removeTargets(context, bus, live.targets);
        const remove = new DeleteRuleCommand({ Name: name });
        await whilePassing(context, passing.ruleBusy, () => events(context).send(remove));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  });
}

const normalJson = (text: string | undefined): string | undefined => {
  if (!text) return undefined;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
};
