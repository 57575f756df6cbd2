import { slackValue } from '../encode-slack.ts';
import { type Language, texts } from '../text.ts';
import { mrkdwn, type SlackPayload, smallPrint } from './slack.ts';

/**
 * An alert as `preview --send` posts it: it says what it is, and instead of mentioning somebody it says whom the real one
 * would mention. Nobody shall be called out of bed by a record of last year.
 * @param mention in the settings' words: `here`, `channel U0123ABCD`
 */
export function previewMessage(payload: SlackPayload, mention: string | null, language: Language): SlackPayload {
  const t = texts[language];
  const [attachment] = payload.attachments;
  const whom = mention?.split(' ').map((who) => slackValue(`@${who}`));
  const note = t.previewNote(whom ? whom.join(' ') : undefined);
  return {
    ...payload,
    text: mrkdwn(`🧪 *${t.preview}*: ${attachment.fallback}`).text,
    attachments: [{ ...attachment, blocks: [...attachment.blocks, ...smallPrint(note)] }],
  };
}
