import { makeAlert } from './alert.ts';
import type { Color, ReasonId } from './assess.ts';
import type { Incoming } from './event.ts';
import type { MessageContext, SlackPayload } from './message.ts';
import type { Rules } from './settings.ts';
import type { Mfa } from './sign-in.ts';

/** One line of `preview --json`; what a record does not say is null. */
export type PreviewLine =
  | {
      readonly alert: true;
      readonly eventName: string | null;
      /** Success, Failure, another word of AWS, or "unknown" where the record does not say. */
      readonly result: string;
      readonly user: { readonly type: string | null; readonly name: string | null; readonly role: string | null };
      readonly mfa: Mfa;
      readonly sourceIp: string | null;
      /** Of the envelope, else of the record. */
      readonly region: string | null;
      readonly awsRegion: string | null;
      readonly account: string | null;
      readonly time: string | null;
      readonly reasons: readonly ReasonId[];
      readonly color: Color;
      /** "here", "channel", Slack ids, or null. */
      readonly mention: string | null;
      readonly text: string;
      readonly payload: SlackPayload;
    }
  | { readonly alert: false; readonly eventName: string | null; readonly why: string };

/** What the function would do with an incoming item, in the shape of `preview --json`. */
export function previewRecord(incoming: Incoming, rules: Rules, context: MessageContext): PreviewLine {
  const made = makeAlert(incoming, rules, context);
  if (!made.alert) return { alert: false, eventName: made.eventName ?? null, why: made.why };
  const { signIn, assessment, payload } = made;
  return {
    alert: true,
    eventName: made.eventName ?? null,
    result: signIn?.result ?? 'unknown',
    user: { type: signIn?.user.type ?? null, name: signIn?.user.name ?? null, role: signIn?.user.role ?? null },
    mfa: signIn?.mfa ?? 'not recorded',
    sourceIp: signIn?.sourceIp ?? null,
    region: signIn?.region ?? null,
    awsRegion: signIn?.awsRegion ?? null,
    account: signIn?.account ?? (signIn ? null : (context.account ?? null)),
    time: signIn?.time ?? (incoming.type === 'anomaly' ? (incoming.time ?? null) : null),
    reasons: assessment.reasons,
    color: assessment.color,
    mention: assessment.mention ?? null,
    text: payload.text,
    payload,
  };
}
