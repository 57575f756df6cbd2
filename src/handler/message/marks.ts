import { slackValue } from '../encode-slack.ts';
import type { Texts } from '../text.ts';
import type { MessageContext } from './context.ts';

/** Events take seconds to some minutes to come here; from ten on somebody may ask why. */
const lateFrom = 600;

/** What a delivery has to say about itself, a line each. */
export function markLines(t: Texts, { marks = {}, installation }: MessageContext): string[] {
  const { sentAgain, lateSeconds = 0, settings, ledger, noMention } = marks;
  return [
    sentAgain ? t.marks.sentAgain : undefined,
    lateSeconds >= lateFrom
      ? t.marks.late(t.span(Math.floor(lateSeconds / 3600), Math.floor((lateSeconds % 3600) / 60)))
      : undefined,
    settings === undefined ? undefined : t.marks.settings(slackValue(settings, 200)),
    ledger === undefined ? undefined : t.marks.ledger(slackValue(ledger, 200)),
    noMention ? t.marks.noMention : undefined,
    // Several installations may post to one channel.
    installation === 'main' ? undefined : `signin-alert ${slackValue(installation)}`,
  ].filter((line) => line !== undefined);
}
