import type { PreviewLine } from '../../handler/describe.ts';

/** Counts of what was read. */
export type Tally = {
  records: number;
  alerts: number;
  mentioning: number;
  /** Places that could not be read. */
  readonly problems: string[];
};

export const newTally = (): Tally => ({ records: 0, alerts: 0, mentioning: 0, problems: [] });

export function count(tally: Tally, line: PreviewLine): void {
  tally.records += 1;
  if (!line.alert) return;
  tally.alerts += 1;
  if (line.mention !== null) tally.mentioning += 1;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** `3 records: 2 alerts (1 of them mentions somebody), 1 makes none.` */
export function summary({ records, alerts, mentioning }: Tally): string {
  const none = records - alerts;
  const parts = [
    `${counted(alerts, 'alert', 'alerts')}${
      mentioning > 0 ? ` (${counted(mentioning, 'mentions', 'mention')} somebody)` : ''
    }`,
    ...(none > 0 ? [`${counted(none, 'makes', 'make')} none`] : []),
  ];
  return `${counted(records, 'record', 'records')}: ${parts.join(', ')}.`;
}
