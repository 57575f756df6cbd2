import { steady } from '../../support/ground.ts';
import type { Call } from '../../support/proxy.ts';

/** One call of a command, as a fault can hit it. */
export type Point = {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** Without what differs from run to run. */
  readonly resource: string;
  readonly write: boolean;
};

export const pointOf = ({ service, operation, region, resource = '', write }: Call): Point => ({
  ...{ service, operation, region, write },
  resource: steady(resource),
});

export const nameOf = ({ service, operation, region, resource }: Point): string =>
  `${service}:${operation} ${[resource, region].filter(Boolean).join(' ')}`;

/** The distinct calls of these regions, in the order in which they came. */
export function pointsOf(calls: readonly Call[], regions: readonly string[]): Point[] {
  const points = calls.map(pointOf).filter(({ region }) => regions.includes(region));
  return [...new Map(points.map((point) => [nameOf(point), point])).values()];
}

export const isAt = (point: Point) => {
  const name = nameOf(point);
  return (call: Call): boolean => nameOf(pointOf(call)) === name;
};
