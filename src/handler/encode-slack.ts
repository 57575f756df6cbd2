import { cut, visible } from './encode.ts';

/** Slack's three escapes, and no more (docs.slack.dev, "Formatting text"). For our own words and the user's settings. */
export const escapeSlack = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Look-alikes of the characters that format; no name that AWS allows holds one of these. */
const lookAlikes: { readonly [character: string]: string } = { '`': 'ˋ', '*': '∗', '~': '∼' };

const joiner = '\u2060';

/** What names and addresses are made of; Slack sees nothing in it. */
const isPlain = /^[\w .,/+=-]*$/;

/** Text that neither ends the code it stands in, nor formats, links or names anybody, with Slack's escapes. */
const literal = (shown: string): string =>
  isPlain.test(shown)
    ? shown
    : escapeSlack(
        shown
          .replace(/[`*~]/g, (found) => lookAlikes[found] ?? found)
          .replace(/:(?=\/\/)|(?<![\p{L}\p{N}:]):(?=[\w+-]+:)/gu, `:${joiner}`)
          .replace(/(?<![\p{L}\p{N}])([@#])(?=[\p{L}\p{N}_])/gu, `$1${joiner}`),
      );

/**
 * Somebody else's text in Slack's mrkdwn: inline code, in which Slack parses nothing. Because a webhook's `text` cannot
 * be told to leave out parsing (`parse` is ignored there), what could end the code or format is replaced, and
 * addresses, @names, #channels and :emoji: are broken by an invisible joiner. A name that AWS allows stays as it is.
 * @param max code points shown.
 */
export const slackValue = (value: string, max = 80): string =>
  `\`${literal(cut(visible(cut(value, max)), max).trim()) || '-'}\``;

/** The user's own words (a network's name): not as code, but as harmless. */
export const slackWords = (value: string, max = 80): string =>
  literal(cut(visible(cut(value, max)), max).trim()) || '-';

/** Longest that a block of code gets, encoded; a text object of Slack takes 3,000 characters. */
const maxBlock = 2_900;

/** Somebody else's lines, as a block of code; those that find no room are left off. */
export function slackLines(lines: readonly string[]): string {
  let shown = '';
  for (const line of lines) {
    const next = literal(cut(visible(line), 500)) || ' ';
    if (shown.length + next.length >= maxBlock) return `\`\`\`${shown}…\`\`\``;
    shown += `${next}\n`;
  }
  return `\`\`\`${shown.trimEnd() || '-'}\`\`\``;
}

const isAscii = /^[\n -~]*$/;
const beyondAscii = (character: string | undefined): boolean => character !== undefined && character > '\x7f';

/** Spaces between code and letters of languages that write without: Slack sees code only at the border of a word. */
export const spaceCode = (text: string): string =>
  !text.includes('`') || isAscii.test(text)
    ? text
    : text.replace(/(?<!`)`[^`\n]+`(?!`)/g, (code, offset: number) =>
        [beyondAscii(text[offset - 1]) ? ' ' : '', code, beyondAscii(text[offset + code.length]) ? ' ' : ''].join(''),
      );
