import { existsSync, readFileSync } from 'node:fs';

/** What is right to read from a record, as the manifests say; "-" where the record does not say. */
export type Row = {
  readonly file: string;
  readonly event_name: string;
  readonly user_type: string;
  readonly user_name: string;
  readonly role: string;
  readonly result: string;
  readonly mfa: string;
  readonly source_ip: string;
  readonly aws_region: string;
  /** Shared records only. */
  readonly event_source: string;
  readonly event_type: string;
  /** Own fixtures only: yes, no, or off (a kind that is switched off at first). */
  readonly alert: string;
  readonly reasons: string;
  readonly color: string;
  readonly mention: string;
};

const own = new URL('../../fixtures/records/', import.meta.url);
const shared = new URL('../../../../shared/records/', import.meta.url);

/** A cell with characters that a table cannot hold is JSON text. */
const readCell = (cell: string): string => (/^".*\\u.*"$/.test(cell) ? String(JSON.parse(cell)) : cell);

function readTable(url: URL): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(url, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t').map(readCell);
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  });
}

/** "alice (role Admin)" of the shared manifest is a name and a role. */
function splitName(shown: string): { user_name: string; role: string } {
  const [, user_name = shown, role = '-'] = /^(.*?) \(role (.+)\)$/.exec(shown) ?? [];
  return { user_name: user_name.replace(' (unknown user name typed)', ''), role };
}

const toRow = (cells: Record<string, string>): Row => ({
  file: '',
  event_name: '',
  user_type: '',
  user_name: '',
  role: '-',
  result: '',
  mfa: '',
  source_ip: '',
  aws_region: '',
  event_source: '',
  event_type: '',
  alert: '',
  reasons: '',
  color: '',
  mention: '',
  ...cells,
});

/** The project's own fixtures: one for every shape of the shared records, and for shapes that no sample exists of. */
export const ownRows: readonly Row[] = readTable(new URL('MANIFEST.tsv', own)).map(toRow);

/** The records beside a full checkout; none in a clone. */
export const sharedRows: readonly Row[] = existsSync(new URL('MANIFEST.tsv', shared))
  ? readTable(new URL('MANIFEST.tsv', shared)).map((cells) =>
      toRow({ ...cells, ...splitName(cells.user_name ?? ''), result: (cells.result ?? '').replace(/^-$/, 'unknown') }),
    )
  : [];

const read = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'));

export const ownRecord = (file: string): unknown => read(new URL(`${file}.json`, own));
export const sharedRecord = (file: string): unknown => read(new URL(file, shared));
