import { type Act, expect } from '../act.ts';
import { drawMessage } from '../draw.ts';
import { mentionsIn, readMessage, wordsOf } from '../message.ts';
import { runCli } from '../run-cli.ts';
import { install } from './install.ts';

export const sendTest: Act = {
  title: 'Send-test',
  proves: 'A test event goes the whole way and is followed hop by hop; the message says TEST and calls nobody.',
  needs: [install.title],
  async run(stage) {
    const { out, slack } = stage;
    const before = slack.messages.length;
    await runCli(stage, ['send-test', '--kind', 'root']);
    const [received] = slack.messages.slice(before);
    expect(received !== undefined, 'a test message in Slack', 'none');
    if (!received) return;
    const message = readMessage(received);
    out.line();
    for (const line of drawMessage(out, message, 3)) out.line(line);
    const words = wordsOf(message);
    expect(/\bTEST\b/.test(words), 'a message that says TEST', words);
    const mentions = mentionsIn(message);
    expect(mentions.length === 0, 'a test that calls nobody', `a mention of ${mentions.join(', ')}`);
  },
};
