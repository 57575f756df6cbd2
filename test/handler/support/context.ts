import type { Incoming } from '../../../src/handler/event.ts';
import { readEvent } from '../../../src/handler/event.ts';
import type { MessageContext } from '../../../src/handler/message.ts';
import { parseRules, type Rules } from '../../../src/handler/settings.ts';
import { readSignIn, type SignIn } from '../../../src/handler/sign-in.ts';
import { ownRecord } from './records.ts';

export const context: MessageContext = {
  account: '111122223333',
  accountAlias: 'example-prod',
  partition: 'aws',
  installation: 'main',
  language: 'en',
  channel: '#security',
  legacyWebhook: false,
  functionRegion: 'eu-west-1',
};

/** Rules as a user would write them. */
export function rules(written: object = {}): Rules {
  const parsed = parseRules(written);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.rules;
}

/** The only item in a payload. */
export function readOne(payload: unknown): Incoming {
  const [incoming, ...more] = readEvent(payload);
  if (!incoming || more.length > 0) throw new Error(`${more.length + 1} items`);
  return incoming;
}

/** The sign-in of an own fixture, with changes to its record. */
export function signInOf(file: string, changes: object = {}): SignIn {
  const incoming = readOne(ownRecord(file));
  if (incoming.type !== 'record') throw new Error(`${file} is ${incoming.type}`);
  const signIn = readSignIn({ ...incoming.record, ...changes }, incoming.region);
  if ('notAlert' in signIn) throw new Error(`${file}: ${signIn.why}`);
  return signIn;
}
