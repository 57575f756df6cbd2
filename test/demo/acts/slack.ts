import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { poll } from '../../support/poll.ts';
import { type Act, expect } from '../act.ts';
import { drawMessage } from '../draw.ts';
import { readMessage } from '../message.ts';
import { drawPage } from '../page/page.ts';
import { problemsOf } from '../sign-ins/check.ts';
import { channel, pagePath, type Stage } from '../stage.ts';
import { install } from './install.ts';

/** Waits for the alerts, shows each, and holds it against what it should be. */
export const slackShows: Act = {
  title: 'Slack',
  proves: 'Each sign-in is one readable alert, the risky ones with a mention; what is no sign-in stays quiet.',
  needs: [install.title],
  async run(stage) {
    const { out, slack, sent } = stage;
    const alerting = sent.filter(({ signIn }) => signIn.alert !== 'none');
    const arrived = (eventId: string) => slack.messages.filter(({ raw }) => raw.includes(eventId));
    await poll(() => alerting.every(({ eventId }) => arrived(eventId).length > 0), '', 15_000).catch(() => undefined);
    for (const { eventId, signIn } of sent) {
      const messages = arrived(eventId);
      out.line(out.paint('dim', `   ${signIn.says}${messages.length === 0 ? ': no alert' : ''}`));
      for (const line of messages.flatMap((received) => drawMessage(out, readMessage(received), 3))) out.line(line);
      out.line();
    }
    await writePage(stage);
    const problems = sent.flatMap((one) => problemsOf(one, arrived(one.eventId)));
    expect(problems.length === 0, `each of ${alerting.length} alerts as it should be`, problems.join('\n'));
  },
};

/** Draws all that Slack took so far, and says where. */
export async function writePage({ out, slack }: Stage): Promise<void> {
  await mkdir(dirname(pagePath), { recursive: true });
  await writeFile(pagePath, drawPage(channel, slack.messages.map(readMessage)));
  out.line(`   As Slack draws it: ${out.paint('underline', pathToFileURL(pagePath).href)}`);
}
