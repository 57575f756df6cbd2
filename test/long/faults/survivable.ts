import type { KindName } from './kinds.ts';
import type { Point } from './point.ts';
import { home } from './stories.ts';

type Row = readonly [why: string, fits: (point: Point, kind: KindName) => boolean];

/** Calls without whose answer a command can do, and why. */
const rows: readonly Row[] = [
  ['EC2 is asked for the regions instead', ({ operation }) => operation === 'ListRegions'],
  ['an alias is a nicety', ({ operation }, kind) => operation === 'ListAccountAliases' && kind === 'denied'],
  ['another installation is only named', ({ operation }, kind) => operation === 'ListRoles' && kind === 'denied'],
  [
    'a region that a policy denies is blocked',
    ({ service, region }, kind) => service === 'events' && region !== home && kind === 'denied',
  ],
  [
    'a region closed to us cannot hold our table',
    ({ operation, region }, kind) => operation === 'DescribeTable' && region !== home && kind === 'denied',
  ],
];

export const survivable = (point: Point, kind: KindName): boolean => rows.some(([, fits]) => fits(point, kind));
