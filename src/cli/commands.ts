import { dryRun, type Flag, yes } from './flags.ts';
import { installFlags } from './install/flags.ts';
import type { CommandModule } from './run.ts';
import { sendTestFlags } from './send-test/flags.ts';
import { uninstallFlags } from './uninstall/flags.ts';

/** A command as the help shows it; its work is loaded when it runs. */
export type CommandSpec = {
  readonly name: string;
  readonly summary: string;
  /** What stands after the flags, as commander reads it. */
  readonly args?: readonly { readonly name: string; readonly says: string; readonly choices?: readonly string[] }[];
  readonly flags: readonly Flag[];
  /** Command line and what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  load(): Promise<CommandModule>;
};

export const commands: readonly CommandSpec[] = [
  {
    name: 'install',
    summary: 'put alerts about console sign-ins into a Slack channel, or change them',
    flags: [...installFlags, dryRun, yes],
    examples: [
      ['install', 'asks what it needs, shows the plan, asks before it changes anything'],
      ['install --dry-run', 'only shows the plan and what it costs'],
      ["install --channel '#security' --webhook-file webhook.txt --yes", 'asks nothing'],
      ['install --webhook-file -', 'replaces the webhook, read from stdin; everything else stays'],
    ],
    load: () => import('./install/command.ts'),
  },
  {
    name: 'status',
    summary: 'look whether everything is there and works',
    flags: [],
    examples: [
      ['status', 'exit code 3 where something is missing, changed or waiting'],
      ['status --json', 'the same for programs'],
    ],
    load: () => import('./status/command.ts'),
  },
  {
    name: 'send-test',
    summary: 'send a test event and follow it until Slack took it',
    flags: sendTestFlags,
    examples: [
      ['send-test', 'a successful sign-in, from the home region'],
      ['send-test --kind root --from-region eu-west-1', 'root, through the forwarding rule of eu-west-1'],
    ],
    load: () => import('./send-test/command.ts'),
  },
  {
    name: 'uninstall',
    summary: 'remove everything that install made; the log files stay unless you say otherwise',
    flags: [...uninstallFlags, dryRun, yes],
    examples: [
      ['uninstall', 'shows what goes and what stays, and asks'],
      ['uninstall --dry-run', 'only shows it'],
      ['uninstall --delete-logs', "also deletes the bucket with CloudTrail's log files"],
    ],
    load: () => import('./uninstall/command.ts'),
  },
  {
    name: 'policy',
    summary: 'print the IAM policy that a command needs',
    args: [
      {
        name: '[command]',
        says: 'for this command (default: install)',
        choices: ['install', 'status', 'send-test', 'uninstall'],
      },
    ],
    flags: [{ flags: '--account <id>', says: 'account to write into it; default: any', group: 'Policy:' }],
    examples: [
      ['policy > install.json', 'what install needs'],
      ['policy status --account 123456789012 --region eu-west-1', 'bound to an account and a home region'],
    ],
    load: () => import('./policy/command.ts'),
  },
];
