import { emoji } from './emoji.ts';

export type Mark = 'bold' | 'italic' | 'strike' | 'code';

/** One piece of a text as Slack shows it. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly marks: readonly Mark[] }
  | { readonly kind: 'break' }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  /** `who` is `here`, `channel`, `everyone`, or the id of a person, group or channel. */
  | { readonly kind: 'mention'; readonly who: string; readonly text: string }
  /** Shown in the reader's own time zone, in Slack's format language. */
  | { readonly kind: 'date'; readonly epoch: number; readonly format: string; readonly fallback: string };

const decode = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What formats, in the order in which Slack looks for it. Marks count at the border of a word only. */
const token = new RegExp(
  [
    '```(?<block>[^`]+)```',
    '`(?<code>[^`\\n]+)`',
    '<(?<angle>[^<>\\n]+)>',
    ...[
      ['bold', '\\*'],
      ['italic', '_'],
      ['strike', '~'],
    ].map(
      ([name, mark]) =>
        `(?<![\\p{L}\\p{N}])${mark}(?<${name}>[^\\s${mark}](?:[^${mark}\\n]*[^\\s${mark}])?)${mark}(?![\\p{L}\\p{N}])`,
    ),
    ':(?<emoji>[a-z0-9_+-]+):',
    '(?<url>https?://[^\\s<>|]+)',
    '(?<newline>\\n)',
  ].join('|'),
  'gu',
);

type Options = {
  /** Marks of the text around it. */
  readonly marks?: readonly Mark[];
  /** Addresses as such are not made links. */
  readonly verbatim?: boolean;
};

/** Reads Slack's mrkdwn. Nothing in it is lost: what means nothing to Slack is text. */
export function parseMrkdwn(source: string, options: Options = {}): Inline[] {
  const { marks = [], verbatim = false } = options;
  const found: Inline[] = [];
  let end = 0;
  const text = (raw: string, extra: readonly Mark[] = []) => {
    if (raw !== '') found.push({ kind: 'text', text: decode(raw), marks: [...marks, ...extra] });
  };
  for (const match of source.matchAll(token)) {
    text(source.slice(end, match.index));
    end = match.index + match[0].length;
    const { block, code, angle, url, newline, emoji: name, ...formats } = match.groups ?? {};
    const format = (['bold', 'italic', 'strike'] as const).find((mark) => formats[mark] !== undefined);
    if (newline) found.push({ kind: 'break' });
    else if (block ?? code) text((block ?? code ?? '').trim(), ['code']);
    else if (angle) found.push(parseAngle(angle));
    else if (url && verbatim) text(url);
    else if (url) found.push({ kind: 'link', url: decode(url), text: decode(url) });
    else if (name) text(emoji(name) ?? match[0]);
    else if (format) found.push(...parseMrkdwn(formats[format] ?? '', { marks: [...marks, format], verbatim }));
  }
  text(source.slice(end));
  return found;
}

/** Plain text: only line breaks mean something, and `:emoji:` unless that is switched off. */
export const parsePlain = (source: string, withEmoji = true): Inline[] =>
  source.split('\n').flatMap((line, index): Inline[] => {
    const text = withEmoji ? line.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole) : line;
    return [...(index > 0 ? [{ kind: 'break' as const }] : []), { kind: 'text', text: decode(text), marks: [] }];
  });

/** What stands between `<` and `>`. */
function parseAngle(inside: string): Inline {
  const [target = '', label] = inside.split(/\|(.*)/s);
  const date = /^!date\^(\d+)\^([^^]*)(?:\^.*)?$/.exec(target);
  if (date) return { kind: 'date', epoch: Number(date[1]), format: date[2] ?? '', fallback: decode(label ?? '') };
  const [, sign, who = ''] = /^([!@#])(?:subteam\^)?(.+)$/.exec(target) ?? [];
  if (sign) return { kind: 'mention', who, text: decode(label ?? `${sign === '#' ? '#' : '@'}${who}`) };
  const url = decode(target);
  if (/^(https?|mailto):/i.test(url)) return { kind: 'link', url, text: decode(label ?? target) };
  return { kind: 'text', text: decode(`<${inside}>`), marks: [] };
}
