import type { Desired } from '../context.ts';
import type { Resource } from '../engine/resource.ts';
import type { Names, Place } from '../names.ts';
import { eventPattern } from '../pattern.ts';
import { rule } from './rule.ts';
import { ruleTarget } from './target.ts';

/** `aws login` is a read-only event: it passes only where it was asked for (aws.md 1.3). */
const patternState = ({ readOnlyEvents }: Desired) =>
  readOnlyEvents ? ('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' as const) : ('ENABLED' as const);

/** The home rule. */
export const homeRule = (names: Names, place: Place): Resource =>
  rule({
    id: 'rule',
    region: place.home,
    name: names.rule,
    arn: names.ruleArn,
    needs: [],
    description: `signin-alert ${place.installation}: console sign-ins`,
    trigger: { EventPattern: eventPattern(place.installation, place.account) },
    state: patternState,
    roleArn: names.eventsRoleArn,
  });

/** Its target, the topic, comes last: nothing fires half-built. */
export const homeTarget = (names: Names, place: Place): Resource =>
  ruleTarget({
    id: 'target',
    ruleId: 'rule',
    ruleArn: names.ruleArn,
    roleArn: names.eventsRoleArn,
    region: place.home,
    rule: names.rule,
    needs: [
      'events-role',
      'events-role-policy',
      'topic',
      'subscription',
      'permission',
      'invoke-config',
      'queue',
      'settings',
    ],
    target: {
      Id: 'topic',
      Arn: names.topicArn,
      RoleArn: names.eventsRoleArn,
      DeadLetterConfig: { Arn: names.queueArn },
    },
  });

/**
 * Sign-ins land in many regions (aws.md 1.1): each one forwards to the home region's bus. A region whose policy denies
 * it is named and does not stop the others. A retry policy is refused on bus targets.
 */
export const forwardingRule = (names: Names, place: Place, region: string): Resource =>
  rule({
    id: `forwarder:${region}`,
    region,
    name: names.forwardingRule,
    arn: names.forwardingRuleArn(region),
    needs: ['events-role', 'events-role-policy'],
    optional: true,
    description: `signin-alert ${place.installation}: console sign-ins, to ${place.home}`,
    trigger: { EventPattern: eventPattern(place.installation, place.account, region) },
    state: patternState,
    wish: ({ forwardedRegions }) => (forwardedRegions.includes(region) ? 'present' : 'absent'),
    roleArn: names.eventsRoleArn,
    target: { Id: 'home', Arn: names.busArn, RoleArn: names.eventsRoleArn },
  });

/** Every five minutes the function looks after what rests in the queue. */
export const wakeUpRule = (names: Names, place: Place): Resource =>
  rule({
    id: 'wake-up',
    region: place.home,
    name: names.wakeUpRule,
    arn: names.wakeUpRuleArn,
    needs: ['events-role', 'events-role-policy', 'invoke-config', 'table'],
    description: `signin-alert ${place.installation}: delivers what could not be delivered`,
    trigger: { ScheduleExpression: 'rate(5 minutes)' },
    state: () => 'ENABLED',
    roleArn: names.eventsRoleArn,
    target: {
      Id: 'function',
      Arn: names.functionArn,
      RoleArn: names.eventsRoleArn,
      Input: JSON.stringify({ wakeUp: true }),
    },
  });
