import type { SlackPayload, SlackText } from '../../../src/handler/message.ts';

/** Every text object of a payload. */
export const textsOf = (payload: SlackPayload): SlackText[] =>
  payload.attachments[0].blocks.flatMap((block) => {
    if (block.type === 'context') return block.elements;
    return 'fields' in block ? block.fields : [block.text];
  });

/** Every text of a payload, the sentence first. */
export const allTexts = (payload: SlackPayload): string[] => [
  payload.text,
  payload.attachments[0].fallback,
  ...textsOf(payload).map(({ text }) => text),
];

const mention = /<!(?:here|channel|everyone|subteam\^S[A-Z0-9]+)(?:\|[^<>]*)?>|<@[UW][A-Z0-9]+>/g;
const date = /<!date\^\d+\^[^<>|]*\|[^<>]*>/g;
const link =
  /<https:\/\/[a-z0-9.-]*console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)\/[^<>|\s]*\|[^<>]*>/g;
const code = /```[^`]+```|`[^`\n]+`/g;

/** The mentions in a text, as Slack's tokens. */
export const mentionsIn = (text: string): string[] => text.match(mention) ?? [];

/** A text without the tokens that are ours: what is left must hold none. */
export const withoutTokens = (text: string): string => text.replace(mention, '').replace(date, '').replace(link, '');

/** What Slack parses of a text beyond our tokens: code is shown as it is. */
export const parsedPart = (text: string): string => withoutTokens(text).replace(code, '');

/** A text as a reader sees it, tokens and formats taken off. */
export const asShown = (text: string): string =>
  text
    .replace(/<!date\^\d+\^[^<>|]*\|([^<>]*)>/g, '$1')
    .replace(/<https:[^|<>]*\|([^<>]*)>/g, '$1')
    .replace(/[`*]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
