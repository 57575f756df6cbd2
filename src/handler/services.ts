import { awsCaller } from './aws-request.ts';
import type { FunctionConfig } from './config.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { type Live, liveReader } from './live-rules.ts';
import { openQueue, type Queue } from './queue.ts';
import { openTable, type Table } from './table.ts';
import { webhookReader } from './webhook.ts';

/** What a container keeps between invocations. */
export type Services = {
  readonly config: FunctionConfig;
  readonly webhook: () => Promise<URL>;
  readonly table: Table;
  readonly ledger: Ledger;
  readonly live: () => Promise<Live>;
  readonly queue: Queue;
};

/** One invocation. */
export type Run = Services & {
  /** Milliseconds until Lambda ends the invocation. */
  readonly remaining: () => number;
};

export function openServices(config: FunctionConfig): Services {
  const aws = awsCaller(config.region);
  const table = openTable(aws, config.tableName);
  return {
    config,
    webhook: webhookReader(aws, config),
    table,
    ledger: openLedger(table),
    live: liveReader(table),
    queue: openQueue(aws, config.queueUrl),
  };
}
