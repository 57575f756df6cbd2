import type { PlanItem } from './engine/plan.ts';

/** One line of the monthly bill, in US dollars, list prices of us-east-1. */
type CostPart = { readonly item: string; readonly usd: number; readonly assumes: string };
export type Cost = { readonly monthlyUsd: number; readonly parts: readonly CostPart[] };

/** What each resource costs a month (aws.md 9); those not named here cost nothing worth a line. */
const costs: Readonly<Record<string, CostPart>> = {
  key: { item: 'KMS key', usd: 1, assumes: 'a flat dollar a month; none with --kms-key' },
  trail: { item: 'CloudTrail', usd: 0, assumes: 'the first copy of management events in the account is free' },
  'log-bucket': {
    item: 'S3 log files',
    usd: 0.2,
    assumes: 'a small account in 17 regions: about 12,000 digest files and a few hundred MB a month',
  },
  function: { item: 'Lambda', usd: 0, assumes: 'about 9,000 short runs a month, within the free tier' },
  topic: { item: 'SNS', usd: 0, assumes: 'delivery to Lambda is free, the first million publishes too' },
  table: { item: 'DynamoDB', usd: 0.02, assumes: 'on demand, 1,000 sign-ins and 9,000 wake-ups a month' },
  'log-group': { item: 'CloudWatch Logs', usd: 0, assumes: 'a few MB a month, within the free tier' },
  queue: { item: 'SQS', usd: 0, assumes: 'within the free tier' },
};

const forwarding: CostPart = {
  item: 'EventBridge forwarding',
  usd: 0,
  assumes: '$1 a million events; 1,000 sign-ins a month are a tenth of a cent',
};

/** The monthly bill of what the plan leaves in the account. */
export function monthlyCost(items: readonly PlanItem[]): Cost {
  const stays = items.filter(({ action }) => action === 'create' || action === 'update' || action === 'none');
  const parts = stays.flatMap(({ resource: { id } }) => costs[id] ?? []);
  const forwards = stays.some(({ resource: { id } }) => id.startsWith('forwarder:'));
  const all = forwards ? [...parts, forwarding] : parts;
  const monthlyUsd = Math.round(all.reduce((sum, { usd }) => sum + usd, 0) * 100) / 100;
  return { monthlyUsd, parts: all };
}
