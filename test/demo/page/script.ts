import { createHash } from 'node:crypto';
import { slackDate } from '../slack-date.ts';

/** Writes every date of the page in the reader's zone and language. */
export const script = `${slackDate}
for (const time of document.querySelectorAll('time')) {
  time.title = time.textContent;
  time.textContent = slackDate(Date.parse(time.dateTime) / 1000, time.dataset.format);
}`;

/** The one script that the page's policy lets run: whatever a message holds, it is no program. */
export const scriptHash = `sha256-${createHash('sha256').update(script).digest('base64')}`;
