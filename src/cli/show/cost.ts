import type { Cost } from '../../aws/cost.ts';
import type { Sink } from '../io.ts';
import { wrap } from './wrap.ts';

const dollars = (usd: number): string => `$${usd.toFixed(2)}`;

/** The monthly bill by parts, each with what it assumes. */
export function drawCost(sink: Sink, { monthlyUsd, parts }: Cost): string[] {
  const lines = parts.map(({ item, usd, assumes }) => `  ${dollars(usd).padStart(6)}  ${item}: ${assumes}`);
  return [
    wrap(`Cost: about ${dollars(monthlyUsd)} a month (list prices of us-east-1)`, sink.columns, 2),
    ...lines.map((line) => wrap(line, sink.columns, 10)),
  ];
}
