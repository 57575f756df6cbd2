import width from 'fast-string-width';
import type { PreviewLine } from '../../handler/describe.ts';
import type { SlackBlock, SlackText } from '../../handler/message.ts';
import type { Sink, Style } from '../io.ts';
import { wrap } from '../show/wrap.ts';
import { drawMrkdwn, drawPlain } from './mrkdwn.ts';

type AlertLine = Extract<PreviewLine, { alert: true }>;

const styles: Readonly<Record<AlertLine['color'], Style>> = { good: 'green', warning: 'yellow', danger: 'red' };

/** Below this, a fact's value stands under its name. */
const narrow = 40;

/** `channel U0123` as people say it: `@channel @U0123`. */
const mentionWords = (mention: string): string =>
  mention
    .split(' ')
    .map((who) => `@${who}`)
    .join(' ');

/** An alert as Slack would show it: the colour as a bar and as a word, whom it mentions, the sentence, the facts. */
export function drawAlert(sink: Sink, { color, mention, payload }: AlertLine): string[] {
  const [{ fallback, blocks }] = payload.attachments;
  const bar = sink.paint(styles[color], '│');
  const room = sink.columns - 2;
  const title = [
    sink.paint(styles[color], color),
    mention === null ? sink.paint('dim', 'mentions nobody') : sink.paint('bold', mentionWords(mention)),
  ].join('  ');
  const lines = [
    title,
    ...wrap(drawMrkdwn(sink, fallback), room).split('\n'),
    ...blocks.flatMap((block) => drawBlock(sink, block, room)),
  ];
  return lines.map((line) => `${bar} ${line}`.trimEnd());
}

function drawBlock(sink: Sink, block: SlackBlock, room: number): string[] {
  if (block.type === 'context') {
    return block.elements.flatMap(({ text }) => smallPrint(sink, text, room)).map((line) => sink.paint('dim', line));
  }
  return 'fields' in block ? drawFields(sink, block.fields, room) : paragraph(sink, block.text.text, room);
}

/** Its parts a line each: an address that is written out is not to be broken. */
const smallPrint = (sink: Sink, text: string, room: number): string[] =>
  text.split(' · ').flatMap((part) => (part.startsWith('<') ? [drawMrkdwn(sink, part)] : paragraph(sink, part, room)));

function paragraph(sink: Sink, text: string, room: number): string[] {
  const block = /^```(.*)```$/s.exec(text)?.[1];
  return (block ?? text).split('\n').flatMap((line) => {
    const drawn = block === undefined ? drawMrkdwn(sink, line) : `  ${drawPlain(line)}`;
    return wrap(drawn, room, block !== undefined || line.startsWith('• ') ? 2 : 0).split('\n');
  });
}

/** Names and values side by side, as wide as the longest name. */
function drawFields(sink: Sink, fields: readonly SlackText[], room: number): string[] {
  const pairs = fields.map(({ text }) => {
    const [name = '', ...values] = text.split('\n').map((line) => drawMrkdwn(sink, line));
    return { name, value: values.join(', ') };
  });
  const column = Math.max(0, ...pairs.map(({ name }) => width(name))) + 2;
  return pairs.flatMap(({ name, value }) => {
    if (room < narrow) return [name, ...wrap(`  ${value}`, room, 2).split('\n')];
    const [first = '', ...more] = wrap(value, room - column).split('\n');
    const label = name + ' '.repeat(column - width(name));
    return [label + first, ...more.map((line) => ' '.repeat(column) + line)];
  });
}
