import { type CliOptions, type CliResult, runCli } from './cli.ts';
import { type Ministack, type MinistackOptions, startMinistack } from './ministack.ts';
import { type FaultProxy, startProxy } from './proxy.ts';
import { type Slack, startSlack } from './slack.ts';

/** Everything a test of the CLI needs: an account, a Slack, and a wire to listen at between the two. */
export type Scene = {
  readonly cloud: Ministack;
  readonly slack: Slack;
  /** Between the CLI and the account. */
  readonly wire: FaultProxy;
  /** The webhook that Slack gave out; a secret. */
  readonly webhook: string;
  cli(args: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** `install --yes` with everything it asks for, three regions, and without the hello and the closing test. */
  install(args?: readonly string[], options?: CliOptions): Promise<CliResult>;
  stop(): Promise<void>;
};

/** Home and two more: enough to see forwarding, quick enough to do often. */
export const someRegions = ['us-east-1', 'eu-north-1', 'ap-southeast-2'];

export async function startScene(options: MinistackOptions = {}): Promise<Scene> {
  const [cloud, slack] = await Promise.all([startMinistack(options), startSlack()]);
  const wire = await startProxy({ target: cloud.url, ...(cloud.ca ? { ca: cloud.ca } : {}) });
  const webhook = slack.webhook();
  const cli = (args: readonly string[], more: CliOptions = {}) => runCli(args, { endpoint: wire.url, ...more });
  return {
    cloud,
    slack,
    wire,
    webhook,
    cli,
    install: (args = [], more = {}) =>
      cli(
        [
          ...['install', '--yes', '--json', '--skip-test', '--channel', '#sign-ins'],
          ...['--regions', someRegions.join(','), '--webhook-file', '-', ...args],
        ],
        { stdin: webhook, ...more },
      ),
    async stop() {
      await Promise.all([wire.stop(), slack.stop(), cloud.stop()]);
    },
  };
}
