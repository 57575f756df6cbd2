import { terminal } from '../../handler/encode.ts';
import type { Sink } from '../io.ts';

type Paints = Pick<Sink, 'paint'>;

/** What formats in our own messages: code, bold, and what stands between angle brackets. */
const tokens = /`(?<code>[^`]*)`|\*(?<bold>[^*\n]+)\*|<(?<angle>[^<>]*)>/g;

/** Ours, invisible in Slack: a joiner that keeps a value from being taken for a mention, a sign's emoji form. */
const invisible = /\u2060|\ufe0f/g;

/** Text without format, with Slack's three escapes taken back. */
export const drawPlain = (text: string): string =>
  terminal(text.replace(invisible, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));

/** A text of a message as the terminal shows it: links in words, mentions by name, times in the reader's own zone. */
export function drawMrkdwn(sink: Paints, text: string): string {
  const { paint } = sink;
  let drawn = '';
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    const { code, bold, angle } = match.groups ?? {};
    drawn += drawPlain(text.slice(end, match.index));
    if (code !== undefined) drawn += paint('bold', drawPlain(code));
    else if (bold !== undefined) drawn += paint('bold', drawPlain(bold));
    else drawn += drawAngle(sink, angle ?? '');
    end = match.index + match[0].length;
  }
  return drawn + drawPlain(text.slice(end));
}

function drawAngle(sink: Paints, inside: string): string {
  const [target = '', words] = inside.split('|');
  const epoch = /^!date\^(\d+)\^/.exec(target)?.[1];
  if (epoch !== undefined) return localTime(Number(epoch) * 1000);
  const who = /^(?:!subteam\^|!|@)(.+)$/.exec(target)?.[1];
  if (who !== undefined) return drawPlain(`@${who}`);
  return words === undefined ? drawPlain(target) : drawLink(sink, drawPlain(words), drawPlain(target));
}

/** A terminal that shows colours takes a link (OSC 8), or leaves it off; elsewhere the address is written out. */
const drawLink = ({ paint }: Paints, words: string, url: string): string =>
  paint('underline', words) === words
    ? `${words}: ${url}`
    : `\u001b]8;;${url}\u0007${paint('underline', words)}\u001b]8;;\u0007`;

/** As Slack does: in the time zone of who reads. */
const localTime = (ms: number): string =>
  new Date(ms).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'medium' }) + zone(new Date(ms));

/** `+09:00`, or `UTC` */
function zone(time: Date): string {
  const minutes = -time.getTimezoneOffset();
  if (minutes === 0) return ' UTC';
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  return ` ${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
