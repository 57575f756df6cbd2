import { type Assessment, assess, assessOther } from './assess.ts';
import type { Incoming } from './event.ts';
import { anomalyMessage, buildMessage, type MessageContext, type SlackPayload, unreadableMessage } from './message.ts';
import type { Rules } from './settings.ts';
import { signInFromTest } from './sign-in/test.ts';
import { readSignIn, type SignIn } from './sign-in.ts';

/** What becomes of one incoming item. */
export type Alert =
  | {
      readonly alert: true;
      readonly id: string;
      readonly eventName: string | undefined;
      /** Missing for what is no sign-in. */
      readonly signIn: SignIn | undefined;
      readonly assessment: Assessment;
      readonly payload: SlackPayload;
    }
  | { readonly alert: false; readonly eventName: string | undefined; readonly why: string };

/**
 * Reads, judges and writes: the whole way from an incoming item to its message, for the function and for `preview`.
 * The message is in the rules' language.
 */
export function makeAlert(incoming: Incoming, rules: Rules, context: MessageContext): Alert {
  const inLanguage = { ...context, language: rules.language };
  if (incoming.type === 'wake-up') return { alert: false, eventName: undefined, why: 'it is the wake-up event' };
  if (incoming.type === 'unreadable' || incoming.type === 'anomaly') {
    const assessment = assessOther(incoming.type, rules);
    const payload =
      incoming.type === 'unreadable'
        ? unreadableMessage(incoming, assessment, inLanguage)
        : anomalyMessage(incoming, assessment, inLanguage);
    const eventName = incoming.type === 'anomaly' ? 'Sign-in Anomaly Alert' : undefined;
    return { alert: true, id: incoming.id, eventName, signIn: undefined, assessment, payload };
  }
  const signIn = readIncoming(incoming, context);
  if ('notAlert' in signIn) return { alert: false, eventName: signIn.eventName, why: signIn.why };
  const judged = assess(signIn, rules);
  if (judged.ignored !== undefined && !signIn.test)
    return { alert: false, eventName: signIn.eventName, why: judged.ignored };
  const assessment = signIn.test ? { ...judged, mention: undefined } : judged;
  const payload = buildMessage(signIn, assessment, inLanguage);
  return { alert: true, id: signIn.id, eventName: signIn.eventName, signIn, assessment, payload };
}

const readIncoming = (incoming: Extract<Incoming, { type: 'record' | 'test' }>, context: MessageContext) =>
  incoming.type === 'test'
    ? signInFromTest(incoming.test, { ...context, region: incoming.region ?? context.functionRegion })
    : readSignIn(incoming.record, incoming.region);
