import { describe, expect, it } from 'vitest';
import { previewRecord } from '../../src/handler/describe.ts';
import { type CloudTrailRecord, textAt } from '../../src/handler/record.ts';
import { readMfa, readResult } from '../../src/handler/sign-in/result.ts';
import { readUser } from '../../src/handler/sign-in/user.ts';
import { context, readOne, rules } from './support/context.ts';
import { ownRecord, ownRows, type Row, sharedRecord, sharedRows } from './support/records.ts';

const everyKind = rules({ kinds: { 'switch-role': true, 'identity-center': true, 'aws-login': true } });

function recordIn(payload: unknown): CloudTrailRecord {
  const incoming = readOne(payload);
  if (incoming.type !== 'record') throw new Error(incoming.type);
  return incoming.record;
}

/** What the readers find, also in records that make no alert. */
function read(record: CloudTrailRecord) {
  const user = readUser(record);
  return {
    event_name: textAt(record, 'eventName') ?? '-',
    user_type: user.type ?? '-',
    user_name: user.name ?? '-',
    role: user.role ?? '-',
    result: readResult(record, textAt(record, 'eventName')),
    mfa: readMfa(record, user.type),
    source_ip: textAt(record, 'sourceIPAddress') ?? '-',
    aws_region: textAt(record, 'awsRegion') ?? '-',
  };
}

const expected = ({ event_name, user_type, user_name, role, result, mfa, source_ip, aws_region }: Row) => ({
  event_name,
  user_type,
  user_name,
  role,
  result,
  mfa,
  source_ip,
  aws_region,
});

/** The alert says the same as the readers. */
function expectAlert(payload: unknown, row: Row) {
  const line = previewRecord(readOne(payload), everyKind, context);
  if (!line.alert) throw new Error(line.why);
  const orNull = (cell: string) => (cell === '-' ? null : cell);
  expect(line).toMatchObject({
    eventName: orNull(row.event_name),
    result: row.result,
    user: { type: orNull(row.user_type), name: orNull(row.user_name), role: orNull(row.role) },
    mfa: row.mfa,
    sourceIp: orNull(row.source_ip),
    awsRegion: orNull(row.aws_region),
  });
  return line;
}

describe('own fixtures', () => {
  it.each(ownRows)('$file is read as its manifest says', (row) => {
    expect(read(recordIn(ownRecord(row.file)))).toEqual(expected(row));
  });

  it.each(ownRows.filter(({ alert }) => alert !== 'no'))('$file alerts', (row) => {
    const line = expectAlert(ownRecord(row.file), row);
    expect(line.reasons.join(',') || '-').toBe(row.reasons);
    expect(line.color).toBe(row.color);
    expect(line.mention ?? 'none').toBe(row.mention);
  });

  it.each(ownRows.filter(({ alert }) => alert === 'no'))('$file makes no alert, and says why', (row) => {
    const line = previewRecord(readOne(ownRecord(row.file)), everyKind, context);
    expect(line).toMatchObject({ alert: false, why: expect.stringMatching(/^it |^root /) });
  });

  it.each(ownRows.filter(({ alert }) => alert === 'off'))('$file is of a kind that is off at first', (row) => {
    const line = previewRecord(readOne(ownRecord(row.file)), rules(), context);
    expect(line).toMatchObject({ alert: false, why: expect.stringContaining('switched off') });
  });

  it.each(ownRows.filter(({ alert }) => alert === 'yes'))('$file alerts by the recommended rules', (row) => {
    expect(previewRecord(readOne(ownRecord(row.file)), rules(), context).alert).toBe(true);
  });
});

/** Steps, changes of users' credentials, and what is no sign-in at all. */
const neverAlerts = new Set([
  'Authenticate',
  'ChangePassword',
  'CheckMfa',
  'CreateLoginProfile',
  'CreateOAuth2Token',
  'CreateToken',
  'CreateVirtualMFADevice',
  'CredentialChallenge',
  'DeleteLoginProfile',
  'GetSigninToken',
  'UpdateLoginProfile',
]);
const isStep = ({ event_name, result }: Row) =>
  neverAlerts.has(event_name) || (event_name === 'CredentialVerification' && result === 'Success');

describe.skipIf(sharedRows.length === 0)('shared records', () => {
  it('are all there', () => {
    expect(sharedRows).toHaveLength(97);
  });

  it.each(sharedRows)('$file is read as its manifest says', (row) => {
    const record = recordIn(sharedRecord(row.file));
    expect(read(record)).toEqual(expected(row));
    expect(textAt(record, 'eventSource')).toBe(row.event_source);
    expect(textAt(record, 'eventType') ?? '-').toBe(row.event_type);
  });

  it.each(sharedRows.filter((row) => !isStep(row)))('$file alerts', (row) => {
    expectAlert(sharedRecord(row.file), row);
  });

  it.each(sharedRows.filter(isStep))('$file makes no alert', (row) => {
    expect(previewRecord(readOne(sharedRecord(row.file)), everyKind, context).alert).toBe(false);
  });
});
