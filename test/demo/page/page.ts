import { html } from '../../../src/handler/encode.ts';
import type { Message, Part } from '../message.ts';
import { dateHtml, linkHtml, richHtml } from './rich.ts';
import { script, scriptHash } from './script.ts';
import { style } from './style.ts';

/** The app's picture: a keyhole. */
const avatar =
  '<svg class="avatar" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" fill="#4a154b"/>' +
  '<circle cx="18" cy="14.5" r="5.5" fill="#fff"/><path d="M15.6 18h4.8l2.1 10.5h-9z" fill="#fff"/></svg>';

/** A page that shows messages as Slack's web client draws them, oldest first. */
export function drawPage(channel: string, messages: readonly Message[]): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptHash}'`;
  const [first] = messages;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(channel)} - signin-alert demo</title>
<style>${style}</style>
</head>
<body>
<header><h1>${html(channel)}</h1><p>What the demo's stand-in for Slack took, drawn as Slack draws it.</p></header>
<main>
${first ? `<div class="day"><span>${dateHtml(first.at / 1000, '{date_pretty}', 'Today')}</span></div>` : ''}
${messages.map(messageHtml).join('\n')}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function messageHtml({ at, text, parts, attachments }: Message): string {
  const clock = dateHtml(at / 1000, '{time}', new Date(at).toISOString());
  const bars = attachments.map(({ color, parts }) => {
    const known = ['good', 'warning', 'danger'].includes(color) ? ` ${color}` : '';
    return `<div class="attachment"><div class="bar${known}"></div><div class="parts">${parts.map(partHtml).join('')}</div></div>`;
  });
  return `<article class="message">${avatar}<div>
<div class="who"><b>signin-alert</b><span class="app">APP</span>${clock}</div>
${text.length > 0 ? `<p class="text">${richHtml(text)}</p>` : ''}${parts.map(partHtml).join('')}${bars.join('')}
</div></article>`;
}

function partHtml(part: Part): string {
  switch (part.kind) {
    case 'divider':
      return '<hr class="divider">';
    case 'header':
      return `<div class="part head">${richHtml(part.text)}</div>`;
    case 'context':
      return `<div class="part context">${part.texts.map((text) => `<span>${richHtml(text)}</span>`).join('')}</div>`;
    case 'buttons':
      return `<div class="part">${part.links.map((link) => (link.kind === 'link' ? linkHtml(link.url, link.text, 'button') : '')).join('')}</div>`;
    case 'section': {
      const fields = part.fields.map((field) => `<div>${richHtml(field)}</div>`).join('');
      const text = part.text.length > 0 ? `<div class="section">${richHtml(part.text)}</div>` : '';
      return `<div class="part">${text}${fields && `<div class="fields">${fields}</div>`}</div>`;
    }
  }
}
