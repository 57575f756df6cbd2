import { cut, visible } from './encode.ts';

/** Slack's three escapes, and no more (docs.slack.dev, "Formatting text"). For our own words and the user's settings. */
export const escapeSlack = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Look-alikes of the characters that format; no name that AWS allows holds one of these. */
const lookAlikes: { readonly [character: string]: string } = { '`': 'ˋ', '*': '∗', '~': '∼' };

const joiner = '\u2060';

/**
 * Somebody else's text in Slack's mrkdwn: inline code, in which Slack parses nothing. Because a webhook's `text` cannot
 * be told to leave out parsing (`parse` is ignored there), what could end the code or format is replaced, and
 * addresses, @names, #channels and :emoji: are broken by an invisible joiner. A name that AWS allows stays as it is.
 * @param max code points shown.
 */
export function slackValue(value: string, max = 80): string {
  const shown = cut(visible(cut(value, max)), max).trim();
  const plain = shown
    .replace(/[`*~]/g, (found) => lookAlikes[found] ?? found)
    .replace(/:(?=\/\/|[\w+-]+:)/g, `:${joiner}`)
    .replace(/(?<![\p{L}\p{N}])([@#])(?=[\p{L}\p{N}_])/gu, `$1${joiner}`);
  return `\`${escapeSlack(plain) || '-'}\``;
}

const beyondAscii = (character: string | undefined): boolean => character !== undefined && character > '\x7f';

/** Spaces between code and letters of languages that write without: Slack sees code only at the border of a word. */
export const spaceCode = (text: string): string =>
  text.replace(/`[^`]*`/g, (code, offset: number) =>
    [beyondAscii(text[offset - 1]) ? ' ' : '', code, beyondAscii(text[offset + code.length]) ? ' ' : ''].join(''),
  );
