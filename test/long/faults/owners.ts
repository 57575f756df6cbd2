import type { Resource } from '../../../src/aws/engine/resource.ts';
import { pipeline } from '../../../src/aws/pipeline.ts';
import { someRegions } from '../../support/scene.ts';
import type { Point } from './point.ts';
import { home } from './stories.ts';

type Row = readonly [service: string, operation: RegExp, owner: string];

/** Which resource a call is made for; calls of a service that stand for one resource only need no operation. */
const rows: readonly Row[] = [
  ['sqs', /./, 'queue'],
  ['logs', /./, 'log-group'],
  ['dynamodb', /Item$/, 'settings'],
  ['dynamodb', /./, 'table'],
  ['s3', /./, 'log-bucket'],
  ['cloudtrail', /./, 'trail'],
  ['kms', /./, 'key'],
  ['lambda', /Permission$/, 'permission'],
  ['lambda', /InvokeConfig$/, 'invoke-config'],
  ['lambda', /./, 'function'],
  ['sns', /Subscri/, 'subscription'],
  ['sns', /./, 'topic'],
];

/** Id of the resource that a call which changes something is for. */
export function ownerOf({ service, operation, region, resource }: Point): string {
  if (service === 'iam')
    return `${resource.endsWith('-events') ? 'events' : 'function'}-role${/^(Put|Delete)RolePolicy$/.test(operation) ? '-policy' : ''}`;
  if (service === 'events') {
    if (/-forward$/.test(resource)) return `forwarder:${region}`;
    if (/-wake-up$/.test(resource)) return 'wake-up';
    return /Targets$/.test(operation) ? 'target' : 'rule';
  }
  const row = rows.find(([of, operations]) => of === service && operations.test(operation));
  if (!row) throw new Error(`owners.ts does not know ${service}:${operation}`);
  return row[2];
}

const list = pipeline({ partition: 'aws', account: '000000000000', installation: 'main', home }, someRegions);

/** Ids of a resource and of all that wait for it, at first or second hand. */
export function heldBy(owner: string, leaving: boolean): Set<string> {
  const held = new Set([owner]);
  const waits = (id: string): boolean =>
    list.some(
      (resource) =>
        resource.id === id && (leaving ? waitsToLeave(resource, held) : resource.needs.some((need) => held.has(need))),
    );
  for (let size = 0; size < held.size; ) {
    size = held.size;
    for (const { id } of list) if (waits(id)) held.add(id);
  }
  return held;
}

/** On the way back: a part with its whole, all after the rules of home, and the anchor last. */
function waitsToLeave({ id, partOf, leaves }: Resource, held: ReadonlySet<string>): boolean {
  const isHeld = (other: Resource): boolean =>
    held.has(other.id) || (other.partOf !== undefined && held.has(other.partOf));
  const before = list.filter((other) => {
    if (other.id === id) return false;
    if (leaves === 'last' || other.partOf === id || partOf === other.id) return true;
    if (other.leaves !== 'first' || leaves === 'first') return false;
    return other.optional !== true || other.needs.includes(id);
  });
  return before.some(isHeld);
}
