import { randomUUID } from 'node:crypto';
import type { Json } from './json.ts';

/** EventBridge's envelope. */
export type EventBridgeEvent = {
  version: string;
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** ISO 8601, without milliseconds. */
  time: string;
  region: string;
  resources: string[];
  detail: Json;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** CloudTrail's eventType in lower case (records spell it differently) to EventBridge's detail-type. */
const detailTypes: Record<string, string> = {
  awsconsolesignin: 'AWS Console Sign In via CloudTrail',
  awsapicall: 'AWS API Call via CloudTrail',
  awsserviceevent: 'AWS Service Event via CloudTrail',
  awsconsoleaction: 'AWS Console Action via CloudTrail',
};

const isRegion = (name: string): boolean => /^[a-z]{2}(-[a-z]+)+-\d$/.test(name);

export const nowIso = (): string => `${new Date().toISOString().slice(0, 19)}Z`;

/**
 * The envelope in which a CloudTrail record reaches the default event bus.
 * `region` is where it lands; by default the record's awsRegion, us-east-1 where that is no region ("global").
 */
export function toEvent(record: Json, options: { account: string; region?: string }): EventBridgeEvent {
  const awsRegion = text(record.awsRegion);
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailTypes[text(record.eventType).toLowerCase()] ?? 'AWS Console Sign In via CloudTrail',
    source: `aws.${text(record.eventSource).replace('.amazonaws.com', '')}`,
    account: options.account,
    time: text(record.eventTime) || nowIso(),
    region: options.region ?? (isRegion(awsRegion) ? awsRegion : 'us-east-1'),
    resources: [],
    detail: record,
  };
}

/** CloudTrail's read-only events reach only rules in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS. */
export const isReadOnly = (event: EventBridgeEvent): boolean =>
  event['detail-type'].endsWith('via CloudTrail') && event.detail.readOnly === true;
