import { isObject, type Json } from '../support/json.ts';
import { type Inline, parseMrkdwn, parsePlain } from './inline.ts';

/** A text as it is shown. */
export type Rich = readonly Inline[];

/** One block of a message, as far as it is looked at: what draws is not interested in where it came from. */
export type Part =
  | { readonly kind: 'header'; readonly text: Rich }
  | { readonly kind: 'section'; readonly text: Rich; readonly fields: readonly Rich[] }
  | { readonly kind: 'context'; readonly texts: readonly Rich[] }
  | { readonly kind: 'buttons'; readonly links: Rich }
  | { readonly kind: 'divider' };

/** A message as the channel shows it. */
export type Message = {
  /** When Slack took it, ms since 1970. */
  readonly at: number;
  readonly text: Rich;
  readonly parts: readonly Part[];
  readonly attachments: readonly { readonly color: string; readonly parts: readonly Part[] }[];
};

const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const string = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads a payload that the stand-in took: blocks, and attachments of either kind. */
export function readMessage({ at, payload }: { readonly at: number; readonly payload: Json }): Message {
  const attachments = objects(payload.attachments).map((attachment) => ({
    color: string(attachment.color),
    parts: [...legacyParts(attachment), ...objects(attachment.blocks).flatMap(readBlock)],
  }));
  const blocks = objects(payload.blocks);
  // Where there are blocks, `text` is only what notifications show.
  const text = blocks.length > 0 ? [] : parseMrkdwn(string(payload.text));
  return { at, text, parts: blocks.flatMap(readBlock), attachments };
}

/** Everything that is shown, in one line: what a person could read. */
export function wordsOf({ text, parts, attachments }: Message): string {
  const all = [text, ...[...parts, ...attachments.flatMap((attachment) => attachment.parts)].flatMap(richOf)];
  return all.map(plain).join(' ');
}

/** Whom the message calls, each once. */
export function mentionsIn({ text, parts, attachments }: Message): string[] {
  const all = [text, ...[...parts, ...attachments.flatMap((attachment) => attachment.parts)].flatMap(richOf)].flat();
  return [...new Set(all.flatMap((inline) => (inline.kind === 'mention' ? [inline.who] : [])))];
}

const plain = (rich: Rich): string =>
  rich
    .map((inline) => (inline.kind === 'break' ? ' ' : inline.kind === 'date' ? inline.fallback : inline.text))
    .join('');

function richOf(part: Part): readonly Rich[] {
  switch (part.kind) {
    case 'section':
      return [part.text, ...part.fields];
    case 'context':
      return part.texts;
    case 'buttons':
      return [part.links];
    case 'divider':
      return [];
    default:
      return [part.text];
  }
}

const readText = (value: unknown): Inline[] => {
  if (!isObject(value)) return [];
  const { type, text, emoji, verbatim } = value;
  return type === 'plain_text'
    ? parsePlain(string(text), emoji !== false)
    : parseMrkdwn(string(text), { verbatim: verbatim === true });
};

function readBlock(block: Json): Part[] {
  switch (block.type) {
    case 'header':
      return [{ kind: 'header', text: readText(block.text) }];
    case 'section':
      return [{ kind: 'section', text: readText(block.text), fields: objects(block.fields).map(readText) }];
    case 'context':
      return [{ kind: 'context', texts: objects(block.elements).map(readText) }];
    case 'actions':
      return [{ kind: 'buttons', links: objects(block.elements).map(readButton) }];
    case 'divider':
      return [{ kind: 'divider' }];
    default:
      throw new Error(`the demo cannot draw a Slack block of type ${JSON.stringify(block.type)}`);
  }
}

const readButton = (button: Json): Inline => ({
  kind: 'link',
  url: string(button.url),
  text: readText(button.text)
    .map((inline) => ('text' in inline ? inline.text : ''))
    .join(''),
});

/** The fields that attachments had before there were blocks. */
function legacyParts(attachment: Json): Part[] {
  const { pretext, title, title_link: link, text, fields, footer } = attachment;
  const section = (rich: Rich): Part[] => (rich.length > 0 ? [{ kind: 'section', text: rich, fields: [] }] : []);
  const titled: Inline[] = link
    ? [{ kind: 'link', url: string(link), text: string(title) }]
    : parseMrkdwn(string(title), { marks: ['bold'] });
  const pairs = objects(fields).map(({ title, value }): Inline[] => [
    { kind: 'text', text: string(title), marks: ['bold'] },
    { kind: 'break' },
    ...parseMrkdwn(string(value)),
  ]);
  return [
    ...section(parseMrkdwn(string(pretext))),
    ...section(title ? titled : []),
    ...section(parseMrkdwn(string(text))),
    ...(pairs.length > 0 ? [{ kind: 'section' as const, text: [], fields: pairs }] : []),
    ...(footer ? [{ kind: 'context' as const, texts: [parsePlain(string(footer))] }] : []),
  ];
}
