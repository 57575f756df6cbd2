import type { SlackPayload } from './message.ts';
import type { Run } from './services.ts';
import { postToSlack, SlackError } from './slack.ts';
import { keepPause, notePause } from './slack-pause.ts';

/** Milliseconds that are left for the ledger when Slack does not answer. */
const reserve = 3_000;

/** The message as its bare sentence. */
const plain = ({ attachments: _, ...rest }: SlackPayload) => rest;

/**
 * Posts a message to the webhook, within the time that the invocation has left.
 * What Slack cannot read is posted again without its formatted part: better plain than none.
 * Out: Slack's status. Throws SlackError, or what kept the webhook from being decrypted.
 */
export async function postMessage(run: Run, payload: SlackPayload, pausedUntil: number): Promise<number> {
  const timeout = () => Math.max(1_000, Math.min(10_000, run.remaining() - reserve));
  const webhook = await run.webhook();
  await keepPause(pausedUntil);
  try {
    return await postToSlack(webhook, payload, timeout()).catch((error: unknown) => {
      if (!(error instanceof SlackError) || error.kind !== 'message') throw error;
      return postToSlack(webhook, plain(payload), timeout());
    });
  } catch (error) {
    if (error instanceof SlackError) await notePause(run.table, error);
    throw error;
  }
}
