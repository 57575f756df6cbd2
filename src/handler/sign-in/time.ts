const written = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * An event's time as ISO 8601 in UTC with whole seconds, as CloudTrail writes it. Exports drop the zone or write
 * "2024-06-02 19:41:40.000000000"; CloudTrail's times are always UTC.
 * @returns undefined for what is no time ("redacted").
 */
export function isoTime(value: string | undefined): string | undefined {
  const [, date, clock, zone = 'Z'] = written.exec(value ?? '') ?? [];
  const time = Date.parse(`${date}T${clock}${zone.toUpperCase()}`);
  return Number.isNaN(time) || time < 0 ? undefined : `${new Date(time).toISOString().slice(0, 19)}Z`;
}
