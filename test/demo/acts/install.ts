import { type Act, expect } from '../act.ts';
import { runCli } from '../run-cli.ts';
import { trustedNetworks } from '../sign-ins/cast.ts';
import { channel, opening } from '../stage.ts';

/** The real CLI, as from a script: the webhook comes on stdin. */
export const install: Act = {
  title: 'Install',
  proves: 'One command sets everything up, and its own test message reaches Slack.',
  needs: [opening.title],
  async run(stage) {
    const networks = trustedNetworks.flatMap((network) => ['--trusted-network', network]);
    await runCli(stage, ['install', '--channel', channel, '--webhook-file', '-', ...networks, '--yes'], {
      stdin: `${stage.slack.webhook()}\n`,
      typed: 'cat webhook.txt | ',
    });
    const tests = stage.slack.messages.filter(({ raw }) => /\btest\b/i.test(raw)).length;
    expect(tests > 0, 'the closing test message in Slack', `${stage.slack.messages.length} messages, none a test`);
  },
};
