import type { Resource } from './engine/resource.ts';
import { namesOf, type Place } from './names.ts';
import { slackFunction } from './resources/function.ts';
import { invokeConfig } from './resources/invoke-config.ts';
import { key } from './resources/key.ts';
import { logBucket } from './resources/log-bucket.ts';
import { logGroup } from './resources/log-group.ts';
import { invokePermission } from './resources/permission.ts';
import { queue } from './resources/queue.ts';
import { eventsRole, functionRole } from './resources/roles.ts';
import { forwardingRule, homeRule, homeTarget, wakeUpRule } from './resources/rules.ts';
import { settings } from './resources/settings.ts';
import { subscription } from './resources/subscription.ts';
import { table } from './resources/table.ts';
import { topic } from './resources/topic.ts';
import { trail } from './resources/trail.ts';

/**
 * Everything an installation consists of: the one place that knows which resources exist. Install, status, uninstall,
 * the permissions and the documentation are walks over this list; a new resource is one module and one line here.
 * @param regions all enabled regions, or `*`
 */
export function pipeline(place: Place, regions: readonly string[]): readonly Resource[] {
  const names = namesOf(place);
  return [
    ...functionRole(names),
    ...eventsRole(names, place),
    key(names, place),
    table(names, place),
    settings(names, place),
    logBucket(names, place),
    trail(names, place),
    logGroup(names, place),
    queue(names, place),
    slackFunction(names, place),
    invokeConfig(names, place),
    topic(names, place),
    invokePermission(names, place),
    subscription(names, place),
    homeRule(names, place),
    homeTarget(names, place),
    wakeUpRule(names, place),
    ...regions.filter((region) => isOther(region, place)).map((region) => forwardingRule(names, place, region)),
  ];
}

const isOther = (region: string, { home }: Place): boolean => region !== home || region === '*';
