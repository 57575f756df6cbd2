import width from 'fast-string-width';
import type { Sink, Style } from '../../src/cli/io.ts';
import { wrap } from '../../src/cli/show/wrap.ts';
import { visible } from '../../src/handler/encode.ts';
import type { Inline, Mark } from './inline.ts';
import type { Message, Part, Rich } from './message.ts';
import { slackDate } from './slack-date.ts';

const barStyles: Readonly<Record<string, Style>> = { good: 'green', warning: 'yellow', danger: 'red' };
const markStyles: Readonly<Record<Mark, Style>> = {
  bold: 'bold',
  italic: 'italic',
  strike: 'strikethrough',
  code: 'cyan',
};

/** Columns that two fields side by side need. */
const twoColumns = 76;

/** Columns for the name of a field. */
const fieldName = 9;

/** Draws a message in the terminal, near to how Slack draws it: sentence, then the attachments behind their bars. */
export function drawMessage(out: Sink, message: Message, indent: number): string[] {
  const room = out.columns - indent;
  const { text, parts, attachments } = message;
  const lines = [
    ...wrapRich(out, text, room),
    ...parts.flatMap((part) => drawPart(out, part, room)),
    ...attachments.flatMap(({ color, parts }) => {
      const bar = out.paint(barStyles[color] ?? 'gray', '▌');
      return parts.flatMap((part) => drawPart(out, part, room - 2)).map((line) => `${bar} ${line}`.trimEnd());
    }),
  ];
  return lines.map((line) => ' '.repeat(indent) + line);
}

function drawPart(out: Sink, part: Part, room: number): string[] {
  switch (part.kind) {
    case 'divider':
      return [out.paint('dim', '─'.repeat(room))];
    case 'header':
      return wrapRich(out, part.text, room).map((line) => out.paint('bold', line));
    case 'context':
      return part.texts.flatMap((text) => wrapRich(out, text, room)).map((line) => out.paint('dim', line));
    case 'buttons':
      return wrapRich(out, part.links, room);
    case 'section':
      return [
        ...(part.text.length > 0 ? wrapRich(out, part.text, room) : []),
        ...(room < twoColumns
          ? part.fields.flatMap((field) => drawField(out, field, room))
          : pairs(part.fields).flatMap((pair) => sideBySide(out, pair, Math.floor(room / 2)))),
      ];
  }
}

function sideBySide(out: Sink, fields: readonly Rich[], each: number): string[] {
  const [left = [], right = []] = fields.map((field) => drawField(out, field, each - 2));
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const first = left[row] ?? '';
    return `${first}${' '.repeat(Math.max(0, each - width(first)))}${right[row] ?? ''}`.trimEnd();
  });
}

/** A field's name beside its value: Slack's two lines would make every message a screen long here. */
function drawField(out: Sink, field: Rich, room: number): string[] {
  const end = field.findIndex(({ kind }) => kind === 'break');
  const name = wrapRich(out, field.slice(0, end), room).join(' ');
  const value = wrapRich(out, field.slice(end + 1), room - fieldName);
  return value.map(
    (line, row) => (row === 0 ? name + ' '.repeat(Math.max(1, fieldName - width(name))) : ' '.repeat(fieldName)) + line,
  );
}

const pairs = <T>(items: readonly T[]): T[][] =>
  items.flatMap((_, index) => (index % 2 === 0 ? [items.slice(index, index + 2)] : []));

const wrapRich = (out: Sink, rich: Rich, room: number): string[] =>
  wrap(rich.map((inline) => drawInline(out, inline)).join(''), room).split('\n');

/** Slack draws joiners as nothing; terminals disagree on emoji variants; whatever else hides is made visible. */
const shown = (text: string): string => visible(text.replace(/\u2060|\uFE0F/gu, ''));

function drawInline(out: Sink, inline: Inline): string {
  switch (inline.kind) {
    case 'break':
      return '\n';
    case 'mention':
      return out.paint(['black', 'bgYellow'], shown(inline.text));
    case 'link':
      return out.paint(['blue', 'underline'], shown(inline.text));
    case 'date':
      return slackDate(inline.epoch, inline.format, 'en-GB');
    case 'text':
      return inline.marks.reduce((text, mark) => out.paint(markStyles[mark], text), shown(inline.text));
  }
}
