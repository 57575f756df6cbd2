import { setTimeout as sleep } from 'node:timers/promises';
import { ExpectedError } from '../../aws/errors.ts';
import type { Secret } from '../../aws/secret.ts';
import type { PreviewLine } from '../../handler/describe.ts';
import { previewMessage } from '../../handler/message.ts';
import type { Rules } from '../../handler/settings.ts';
import { postToSlack, SlackError } from '../../handler/slack.ts';
import type { Run } from '../run.ts';

export type Outgoing = Extract<PreviewLine, { alert: true }>;

/** Slack's pace: about one message a second. */
const betweenMs = 1_000;
/** Milliseconds for Slack's answer. */
const timeout = 10_000;
/** Slack asks for seconds; whoever sends minutes' worth of previews can wait for that. */
const longestPause = 120_000;

/**
 * Posts alerts to the webhook, one a second, each marked as a preview.
 * @throws SlackRefused, telling how many are in the channel
 */
export async function sendAlerts(
  { notes, interrupt }: Pick<Run, 'notes' | 'interrupt'>,
  alerts: readonly Outgoing[],
  webhook: Secret,
  language: Rules['language'],
): Promise<void> {
  const url = new URL(webhook.reveal());
  for (const [sent, { payload, mention }] of alerts.entries()) {
    interrupt.enter({ changing: false, state: `${sent} of ${alerts.length} alerts are in the channel.` });
    if (sent > 0) await sleep(betweenMs);
    await post(url, previewMessage(payload, mention, language), `${sent} of ${alerts.length}`);
    if (sent % 10 === 9) notes.line(`  ${sent + 1} of ${alerts.length} posted …`);
  }
}

async function post(url: URL, payload: object, progress: string): Promise<void> {
  for (;;) {
    try {
      await postToSlack(url, payload, timeout);
      return;
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      if (error.kind !== 'rate' || error.pauseMs > longestPause) throw refused(error, progress);
      await sleep(error.pauseMs);
    }
  }
}

const refused = (error: SlackError, progress: string) =>
  new ExpectedError({
    name: 'SlackRefused',
    message: `Slack did not take an alert. ${error.message}.`,
    action: 'Put that right, or give another webhook; then run the same command again.',
    state: `${progress} alerts are in the channel.`,
    cause: error,
  });
