import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Courier, Delivery } from '../../support/courier.ts';
import { nowIso, toEvent } from '../../support/event.ts';
import { isObject, type Json } from '../../support/json.ts';
import { otherSignIns, ownSignIns, type SignIn } from './cast.ts';

/** A sign-in that was let happen. */
export type Sent = {
  readonly signIn: SignIn;
  readonly eventId: string;
  /** Where it landed. */
  readonly region: string;
  readonly record: Json;
};

/** The account of the local cloud. */
const account = '000000000000';
const root = join(import.meta.dirname, '../../..');
const ownFolder = join(root, 'test/fixtures/sign-ins');
const otherFolder = join(root, '../shared/records');

/** All sign-ins of the demo with their records, as if they happened now in the demo's account. */
export async function loadSignIns(): Promise<Sent[]> {
  const others = existsSync(otherFolder) ? otherSignIns : [];
  return Promise.all([
    ...ownSignIns.map((signIn) => load(ownFolder, signIn)),
    ...others.map((signIn) => load(otherFolder, signIn)),
  ]);
}

async function load(folder: string, signIn: SignIn): Promise<Sent> {
  const parsed: unknown = JSON.parse(await readFile(join(folder, `${signIn.file}.json`), 'utf8'));
  if (!isObject(parsed)) throw new Error(`${signIn.file} is no record`);
  // Some are kept in the envelope in which they came.
  const { detail, region } = parsed;
  const eventId = randomUUID();
  const record = renew(isObject(detail) ? detail : parsed, eventId);
  const landed = toEvent(record, { account, ...(typeof region === 'string' ? { region } : {}) }).region;
  return { signIn, eventId, region: landed, record };
}

/** The record as of now, with the demo's account wherever it names its own. */
function renew(record: Json, eventID: string): Json {
  const identity = isObject(record.userIdentity) ? record.userIdentity.accountId : undefined;
  const own = String(record.recipientAccountId ?? identity);
  const text = JSON.stringify(record);
  const moved: unknown = JSON.parse(/^\d{12}$/.test(own) ? text.replaceAll(own, account) : text);
  return { ...(isObject(moved) ? moved : {}), recipientAccountId: account, eventID, eventTime: nowIso() };
}

/** Lets a sign-in happen: its record lands on the event bus of its region. */
export const send = (courier: Courier, { record, region }: Sent): Promise<Delivery> =>
  courier.deliverRecord(record, { region });
