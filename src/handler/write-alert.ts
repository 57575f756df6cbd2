import { type Alert, makeAlert } from './alert.ts';
import type { FunctionConfig } from './config.ts';
import type { Live } from './live-rules.ts';
import type { Marks, MessageContext, SlackPayload } from './message.ts';
import { asUnreadable, type Deliverable, type Subject } from './subject.ts';

/** What messages need beside what they are about. */
export const messageContext = (config: FunctionConfig, { rules, problem }: Live, marks: Marks): MessageContext => ({
  ...config,
  language: rules.language,
  functionRegion: config.region,
  marks: { ...marks, ...(problem === undefined ? {} : { settings: problem }) },
});

/** How long after the event it is now; of an event without a time, how long it has rested in the undelivered queue. */
export function lateSeconds({ time }: Subject, restingSince: number | undefined): number {
  const happened = Date.parse(time ?? '');
  const since = Number.isNaN(happened) ? restingSince : happened;
  return since === undefined ? 0 : Math.max(0, (Date.now() - since) / 1000);
}

/** What is to be posted, and the same without its mention. */
export type Written = {
  readonly mentions: boolean;
  readonly payload: SlackPayload;
  readonly quiet: () => SlackPayload;
};

/**
 * Judges an item by the live rules and puts it into words, or says why they ignore it. Where our own code breaks at it,
 * the alert says that it could not be read: a sign-in is never dropped in silence.
 */
export function writeAlert(
  config: FunctionConfig,
  { incoming, id, marks }: { readonly incoming: Deliverable; readonly id: string; readonly marks: Marks },
  live: Live,
): Written | { readonly ignored: string } {
  const make = (more: Marks = {}): Alert => {
    const context = messageContext(config, live, { ...marks, ...more });
    try {
      return makeAlert(incoming, live.rules, context);
    } catch (error) {
      return makeAlert(asUnreadable(incoming, id, error), live.rules, context);
    }
  };
  const alert = make();
  if (!alert.alert) return { ignored: alert.why };
  const { payload, assessment } = alert;
  const quiet = () => {
    const again = make({ noMention: true });
    return again.alert ? again.payload : payload;
  };
  return { mentions: assessment.mention !== undefined, payload, quiet };
}
