import type { Clients } from './clients.ts';
import type { Names, Place } from './names.ts';
import type { Secret } from './secret.ts';
import type { Tags } from './tags.ts';

/** What the user chose at install time; kept in the settings item. Flags left out mean what was chosen before. */
export type Choices = {
  /** Slack channel as the user names it, with `#`. */
  readonly channel: string;
  /** A legacy incoming webhook takes channel and user name from the message. */
  readonly legacyWebhook: boolean;
  readonly regions: 'all' | readonly string[];
  /** `auto` reuses a usable trail, `new` makes ours, anything else names the trail to reuse. */
  readonly trail: string;
  /** ARN of the user's own KMS key. */
  readonly kmsKey?: string;
  /** How long CloudTrail's log files stay in our bucket, in days. */
  readonly logRetentionDays: number;
  readonly tags: Tags;
  /** ARN of the managed policy that bounds our roles. */
  readonly permissionsBoundary?: string;
};

/** The webhook as it is kept: only the function role can open it. */
export type SealedWebhook = {
  /** Base64 of the KMS ciphertext. */
  readonly ciphertext: string;
  readonly keyArn: string;
  /** HMAC-SHA-256(key ARN, webhook), hex: an unchanged webhook is seen without opening anything. */
  readonly fingerprint: string;
};

/** The settings item as it was read. */
export type Settings = {
  /** Grows by one with every write; each write checks it. */
  readonly version: number;
  readonly choices: Choices;
  readonly webhook?: SealedWebhook;
  /** The live rules as JSON text; the handler's `parseRules` knows their shape. */
  readonly rules?: string;
  /** Version of signin-alert that wrote it. */
  readonly cliVersion: string;
  /** Regions in which the last install was denied its forwarding rule, with AWS's words. */
  readonly blocked: Readonly<Record<string, string>>;
};

/** What the account shall look like: defaults + settings + the flags of this run. */
export type Desired = {
  readonly choices: Choices;
  /** Kept as it is, or new and to be encrypted. */
  readonly webhook:
    | { readonly kind: 'kept'; readonly sealed: SealedWebhook }
    | { readonly kind: 'new'; readonly url: Secret };
  /** JSON text of the live rules to write; absent leaves them as they are. */
  readonly rules?: string;
  /** The trail that serves: our own, or one that is there already and is never touched. */
  readonly trail:
    | {
        readonly kind: 'own';
        /** Why none of the account's other trails serves, where there are some. */
        readonly because?: string;
      }
    /** `unusable`: the user named it, but sign-ins do not reach EventBridge through it. */
    | { readonly kind: 'reused'; readonly arn: string; readonly unusable?: string };
  /** Regions that get a forwarding rule: the chosen ones without home. */
  readonly forwardedRegions: readonly string[];
  /** The rules also let read-only events through (`aws login` is one). */
  readonly readOnlyEvents: boolean;
  readonly cliVersion: string;
  /** The bundled handler. */
  readonly code: Uint8Array;
  readonly accountAlias?: string;
};

/** What reading one resource tells about others. Filled while reading and applying, one writer each. */
type Findings = {
  /** The installation's own key (the user's own is in the choices). Written by the key. */
  keyArn?: string;
  /** A key of ours that waits for its deletion: taken back instead of making another. Written by the key. */
  revivableKeyArn?: string;
  /** Written by the settings item. */
  settings?: Settings;
  /** Version of the settings item that this run wrote. */
  writtenVersion?: number;
  /** What was to be made came to be meanwhile: another install is at work, or an answer was lost. */
  overtaken?: true;
  /** Alerts that rest in the undelivered queue. Written by the queue. */
  resting?: number;
  /** Our own trail is there. Written by the trail. */
  ownTrail?: true;
  /** Where the function's zip can be downloaded: it remembers the webhook where the settings item is gone. */
  codeLocation?: string;
  /** Memo of this run's encryption. */
  sealed?: Promise<SealedWebhook>;
};

/** Everything a resource's verbs are given. */
export type Context = {
  readonly place: Place;
  readonly names: Names;
  readonly clients: Clients;
  readonly findings: Findings;
  /** Says what is being waited for; bound to the resource at work. */
  readonly say: (waitingFor: string) => void;
  readonly signal: AbortSignal;
  /** Days (7 to 30) until KMS really deletes a key that is scheduled for it. */
  readonly keyDeletionDays: number;
};
