import type { ReceivedMessage } from '../../support/slack.ts';
import { mentionsIn, readMessage, wordsOf } from '../message.ts';
import type { Sent } from './send.ts';

/** What is wrong with what Slack got for a sign-in, each as a sentence. */
export function problemsOf({ signIn: { file, alert } }: Sent, received: readonly ReceivedMessage[]): string[] {
  const [first, ...more] = received;
  if (alert === 'none') return first ? [`${file}: an alert, and should be none`] : [];
  if (!first) return [`${file}: no alert came`];
  const message = readMessage(first);
  const color = message.attachments[0]?.color ?? 'no colour';
  const mention = mentionsIn(message).join(', ') || 'nobody';
  const words = wordsOf(message);
  return [
    ...(more.length > 0 ? [`${file}: ${received.length} alerts, not one`] : []),
    ...(color === alert.color ? [] : [`${file}: ${color}, not ${alert.color}`]),
    ...(mention === alert.mention ? [] : [`${file}: mentions ${mention}, not ${alert.mention}`]),
    ...alert.shows.flatMap((word) => (words.includes(word) ? [] : [`${file}: does not show ${JSON.stringify(word)}`])),
  ];
}
