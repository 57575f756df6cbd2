import type { Language } from '../text.ts';

/** What a delivery has to say about itself. */
export type Marks = {
  /** An earlier attempt may have reached the channel. */
  readonly sentAgain?: boolean;
  /** How long after the event it is posted; said from ten minutes on. */
  readonly lateSeconds?: number;
  /** Why the user's settings could not be read. */
  readonly settings?: string;
  /** Why the ledger is out of reach. */
  readonly ledger?: string;
  /** Enough failures have mentioned somebody for now. */
  readonly noMention?: boolean;
};

/** What a message needs beside the sign-in. */
export type MessageContext = {
  /** Undefined where nobody knows: in a preview. */
  readonly account: string | undefined;
  readonly accountAlias?: string;
  readonly partition: string;
  readonly installation: string;
  readonly language: Language;
  readonly channel: string;
  readonly legacyWebhook: boolean;
  /** Region of the function, for test events that name none. */
  readonly functionRegion?: string;
  readonly marks?: Marks;
};
