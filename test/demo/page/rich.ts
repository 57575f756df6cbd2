import { html } from '../../../src/handler/encode.ts';
import type { Inline, Mark } from '../inline.ts';
import type { Rich } from '../message.ts';

const tags: Readonly<Record<Mark, string>> = { bold: 'b', italic: 'i', strike: 's', code: 'code' };

/**
 * Everything from a message is escaped here, and only here. Slack draws joiners as nothing, and emoji in their coloured
 * variant (U+FE0F); whatever else hides is made visible.
 */
const safe = (text: string): string => text.replaceAll('\u2060', '').split('\uFE0F').map(html).join('\uFE0F');

/** A text of a message as HTML. */
export const richHtml = (rich: Rich): string => rich.map(inlineHtml).join('');

/** A moment as HTML: without script its fallback, with it the reader's own time. */
export const dateHtml = (epoch: number, format: string, fallback: string): string =>
  `<time datetime="${new Date(epoch * 1000).toISOString()}" data-format="${safe(format)}">${safe(fallback)}</time>`;

function inlineHtml(inline: Inline): string {
  switch (inline.kind) {
    case 'break':
      return '<br>';
    case 'mention':
      return `<span class="mention">${safe(inline.text)}</span>`;
    case 'link':
      return linkHtml(inline.url, inline.text);
    case 'date':
      return dateHtml(inline.epoch, inline.format, inline.fallback);
    case 'text':
      return inline.marks.reduceRight((inner, mark) => `<${tags[mark]}>${inner}</${tags[mark]}>`, safe(inline.text));
  }
}

/** Only what a browser may open without harm becomes a link. */
export const linkHtml = (url: string, text: string, className = ''): string =>
  /^(https?:\/\/|mailto:)/i.test(url)
    ? `<a${className && ` class="${className}"`} href="${safe(url)}" target="_blank" rel="noreferrer">${safe(text)}</a>`
    : safe(text);
