import type { ReasonId } from './reason-ids.ts';
import type { SignIn } from './sign-in.ts';

export type Color = 'good' | 'warning' | 'danger';

/** Colour and mention of a reason; `mention` as in the settings: none, here, channel, or a Slack id. */
export type Level = { readonly color: Color; readonly mention: string };

/** What is known about the place a sign-in came from, by the user's trusted networks. */
type Place = { readonly outside: boolean };

export type ReasonRule = {
  readonly id: ReasonId;
  readonly level: Level;
  readonly applies: (signIn: SignIn, place: Place) => boolean;
};

const quiet: Level = { color: 'good', mention: 'none' };
const here: Level = { color: 'warning', mention: 'here' };
const urgent: Level = { color: 'danger', mention: 'here' };
const everybody: Level = { color: 'danger', mention: 'channel' };

const success = ({ result }: SignIn) => result === 'Success';
const failure = ({ result }: SignIn) => result === 'Failure';
/** Factors of Identity Center after the password: one of these fails only when the password was right. */
const laterFactor = /\b(?:TOTP|RESYNC_TOTP|WEBAUTHN|MFA|OTP|SMARTCARD)\b|_OTP\b/i;

/** AWS's result alone, as every preset judges it. */
export const baseRules: readonly ReasonRule[] = [
  { id: 'success', level: quiet, applies: success },
  { id: 'failure', level: here, applies: failure },
  { id: 'other-result', level: everybody, applies: (signIn) => !success(signIn) && !failure(signIn) },
];

/** What the recommended preset adds, in the order in which the message names it. */
export const raisingRules: readonly ReasonRule[] = [
  {
    id: 'root',
    level: everybody,
    applies: (s) => success(s) && s.user.type === 'Root' && s.kind !== 'root-credentials',
  },
  { id: 'root-credentials', level: everybody, applies: (s) => s.kind === 'root-credentials' },
  // "Not used" is said of root and IAM users only; a change of credentials is no sign-in.
  { id: 'no-mfa', level: here, applies: (s) => success(s) && s.mfa === 'not used' && s.kind !== 'root-credentials' },
  {
    id: 'mfa-failure',
    level: urgent,
    applies: (s) =>
      failure(s) && (s.mfa === 'used' || (s.kind === 'identity-center-failure' && laterFactor.test(s.factors ?? ''))),
  },
  { id: 'policy-denied', level: here, applies: (s) => s.policyDenied },
  // The address of a test is made up.
  { id: 'outside-networks', level: urgent, applies: (s, { outside }) => outside && !s.test },
  { id: 'ec2-role', level: urgent, applies: (s) => s.user.instance !== undefined },
  { id: 'unknown-kind', level: here, applies: (s) => s.kind === 'unknown' },
];

/** Alerts that are no sign-ins. They are judged like a result that nobody knows. */
export const otherLevels: { readonly [id in 'unreadable' | 'anomaly']: Level } = {
  unreadable: everybody,
  anomaly: everybody,
};
