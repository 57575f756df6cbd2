import type { Incoming, TestEvent } from './event.ts';
import type { Failure, FoldKey } from './fold.ts';
import { jsonText } from './hash.ts';
import type { LogLine } from './log.ts';
import { readSignIn, type SignIn } from './sign-in.ts';

/** What an incoming item is about, as far as it is known without the user's rules. */
export type Subject = {
  /** The same however the event came: the ledger's key. */
  readonly id: string;
  /** Why it makes no alert, whatever the rules. */
  readonly notAlert?: string;
  /** Test events are not: each is posted. */
  readonly remembered: boolean;
  /** Of the event, ISO 8601. */
  readonly time?: string;
  /** A failed sign-in: it may be folded with others, and its mention may be one too many. */
  readonly failure?: Omit<Failure, 'since'>;
  readonly trace: LogLine;
};

/** An incoming item that is to be delivered. */
export type Deliverable = Exclude<Incoming, { type: 'wake-up' }>;

/**
 * What failures have in common, if they may be folded: nothing about root, its credentials, or what nobody knows. All
 * wrong user names are one user: CloudTrail hides them (signin-events.md 4), and it is them that strangers try.
 */
function foldKeys({ user, source, kind }: SignIn): FoldKey[] {
  if (user.type === 'Root' || kind === 'root-credentials' || kind === 'unknown') return [];
  return [
    ...(user.name === undefined ? [] : [{ by: 'user', name: user.name } as const]),
    ...(source.type === 'address' ? [{ by: 'source', name: source.address } as const] : []),
  ];
}

function ofRecord({ record, hops, region }: Extract<Incoming, { type: 'record' }>): Subject {
  const signIn = readSignIn(record, region);
  const trace: LogLine = { signinAlert: 'alert', hops };
  if ('notAlert' in signIn) return { id: '', notAlert: signIn.why, remembered: false, trace };
  const { id, time } = signIn;
  const failure = { id, at: time ?? new Date().toISOString(), keys: foldKeys(signIn) };
  return {
    id,
    remembered: true,
    ...(time === undefined ? {} : { time }),
    ...(signIn.result === 'Failure' ? { failure } : {}),
    trace: { ...trace, id },
  };
}

const ofTest = ({ id }: TestEvent, trace: LogLine): Subject => ({
  id,
  remembered: false,
  trace: { ...trace, testId: id },
});

/** Says what an item is about. Never throws: what breaks the reader is unreadable. */
export function readSubject(incoming: Deliverable): Subject {
  const { type, hops } = incoming;
  if (type === 'record') return ofRecord(incoming);
  if (type === 'test') return ofTest(incoming.test, { signinAlert: type, hops });
  const { id } = incoming;
  const time = type === 'anomaly' ? incoming.time : undefined;
  return { id, remembered: true, ...(time === undefined ? {} : { time }), trace: { signinAlert: type, id, hops } };
}

/** An item that broke our own code: it is posted as one that cannot be read, under its id if it has one. */
export function asUnreadable(incoming: Deliverable, id: string, error: unknown): Deliverable {
  const why = `signin-alert failed at it: ${error instanceof Error ? error.message : String(error)}`;
  return { type: 'unreadable', id, why, raw: jsonText(incoming), hops: incoming.hops };
}
