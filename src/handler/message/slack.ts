import { cut, visible } from '../encode.ts';
import { escapeSlack, spaceCode } from '../encode-slack.ts';
import type { Color } from '../reasons.ts';
import type { MessageContext } from './context.ts';

/** Text objects, always `verbatim`: Slack then links nothing by itself. */
export type SlackText = { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true };

export type SlackBlock =
  | { readonly type: 'section'; readonly text: SlackText }
  | { readonly type: 'section'; readonly fields: readonly SlackText[] }
  | { readonly type: 'context'; readonly elements: readonly SlackText[] };

/** What is posted. Only attachments have a colour bar, and they may hold blocks. */
export type SlackPayload = {
  readonly text: string;
  readonly attachments: readonly [
    { readonly color: Color; readonly fallback: string; readonly blocks: readonly SlackBlock[] },
  ];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
  readonly channel?: string;
  readonly username?: string;
};

/** Formatted text of our own; values in it must be encoded. */
export const mrkdwn = (text: string): SlackText => ({ type: 'mrkdwn', text: spaceCode(text), verbatim: true });

/** A field of two lines: its name and its value. Slack shows two fields side by side, on a phone below each other. */
export const field = (name: string, value: string): SlackText => mrkdwn(`*${name}*\n${value}`);

export const section = (text: SlackText): SlackBlock => ({ type: 'section', text });
export const fields = (...cells: readonly SlackText[]): SlackBlock => ({ type: 'section', fields: cells });

/** Small print, one element each; none, no block. */
export const smallPrint = (...elements: readonly (string | undefined)[]): SlackBlock[] => {
  const shown = elements
    .filter((element) => element !== undefined && element !== '')
    .map((element) => mrkdwn(element ?? ''));
  return shown.length > 0 ? [{ type: 'context', elements: shown.slice(0, 10) }] : [];
};

/** A time in each reader's own zone; UTC where Slack cannot show that. */
export function slackTime(iso: string | undefined, missing: string): string {
  const time = Date.parse(iso ?? '');
  if (Number.isNaN(time)) return missing;
  const utc = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  return `<!date^${Math.floor(time / 1000)}^{date_short} {time_secs}|${utc} UTC>`;
}

const tokens: readonly (readonly [RegExp, (id: string) => string])[] = [
  [/^(?:here|channel)$/, (word) => `<!${word}>`],
  [/^S[A-Z0-9]+$/, (id) => `<!subteam^${id}>`],
  [/^[UW][A-Z0-9]+$/, (id) => `<@${id}>`],
];

/** Slack's tokens for a mention of the settings; whatever else it may be mentions nobody. */
const mentionTokens = (mention: string | undefined): string =>
  (mention ?? '')
    .split(' ')
    .map((word) => tokens.find(([form]) => form.test(word))?.[1](word))
    .filter(Boolean)
    .join(' ');

/** Colour is never the only sign. */
const signs: { readonly [color in Color]: string } = { good: '✅', warning: '⚠️', danger: '🚨' };

/** Puts a message together. `sign` is shown instead of the colour's own. */
export function payload(
  context: MessageContext,
  {
    color,
    mention,
    text,
    blocks,
    sign = signs[color],
  }: {
    readonly color: Color;
    readonly mention?: string | undefined;
    readonly text: string;
    readonly blocks: readonly SlackBlock[];
    readonly sign?: string;
  },
): SlackPayload {
  const sentence = spaceCode(text);
  return {
    text: [sign, mentionTokens(mention), sentence].filter(Boolean).join(' '),
    attachments: [{ color, fallback: sentence, blocks }],
    unfurl_links: false,
    unfurl_media: false,
    // An app's webhook has its channel and name; legacy ones take them from the message.
    ...(context.legacyWebhook ? { channel: context.channel, username: 'signin-alert' } : {}),
  };
}

/** Name of the account for a sentence: its alias, where it is this account's, and its id. */
export const accountName = (id: string, { account, accountAlias }: MessageContext): string =>
  accountAlias !== undefined && id === account ? `${escapeSlack(visible(cut(accountAlias, 63)))} (${id})` : id;
