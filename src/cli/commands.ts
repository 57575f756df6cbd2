import { configActions, configFlags } from './config/flags.ts';
import { dryRun, type Flag, yes } from './flags.ts';
import { installFlags } from './install/flags.ts';
import { policyFlags } from './policy/flags.ts';
import { previewFlags } from './preview/flags.ts';
import type { CommandModule } from './run.ts';
import { sendTestFlags } from './send-test/flags.ts';
import { statusFlags } from './status/flags.ts';
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
  /** Reaches for the account: says so at once. */
  readonly asksAws?: true;
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
    asksAws: true,
    load: () => import('./install/command.ts'),
  },
  {
    name: 'status',
    summary: 'look whether everything is there and works',
    flags: statusFlags,
    examples: [
      ['status', 'exit code 3 where something is missing, changed or waiting'],
      ['status --json', 'the same for programs'],
    ],
    asksAws: true,
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
    asksAws: true,
    load: () => import('./send-test/command.ts'),
  },
  {
    name: 'preview',
    summary: 'show the alerts for CloudTrail records that you have, without AWS',
    args: [{ name: '[files...]', says: 'files or folders with records in any JSON form, also gzip; - is stdin' }],
    flags: previewFlags,
    examples: [
      ['preview records.json', 'one record, arrays, log files, NDJSON, envelopes: what would be alerted, and how'],
      ['preview --config rules.json records/', 'with other rules; every file below the folder'],
      ["preview - --json < records.json | jq 'select(.alert)'", 'a line of JSON for each record'],
      ['preview --send records.json', 'also posts them to Slack, marked as previews'],
    ],
    load: () => import('./preview/command.ts'),
  },
  {
    name: 'config',
    summary: 'read or change the alert rules; live within a minute, and told to the channel',
    args: [
      { name: '[action]', says: 'what to do (default: get)', choices: configActions },
      { name: '[words...]', says: 'a key with dots, and its value; or a file' },
    ],
    flags: configFlags,
    examples: [
      ['config get > rules.json', 'the rules, in the form that apply takes'],
      ['config set language ja', 'one setting; values are JSON, or words as they stand'],
      ['config set reasons.no-mfa.mention channel', 'none, here, channel, or the id of a person or group'],
      ["config add trustedNetworks 'Tokyo office=203.0.113.0/24'", 'an entry of a list; remove takes it out'],
      ['config add ignore user=robot', 'no alerts of its successes'],
      ['config remove reasons.no-mfa', 'back to the recommended'],
      ['config apply rules.json --dry-run', 'what would change with these rules'],
    ],
    asksAws: true,
    load: () => import('./config/command.ts'),
  },
  {
    name: 'redeliver',
    summary: 'deliver now what rests in the undelivered queue',
    flags: [],
    examples: [['redeliver', 'exit code 3 where alerts still rest']],
    asksAws: true,
    load: () => import('./redeliver/command.ts'),
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
    asksAws: true,
    load: () => import('./uninstall/command.ts'),
  },
  {
    name: 'policy',
    summary: 'print the IAM policy that a command needs',
    args: [
      {
        name: '[command]',
        says: 'for this command (default: install)',
        choices: ['install', 'status', 'send-test', 'config', 'redeliver', 'uninstall'],
      },
    ],
    flags: policyFlags,
    examples: [
      ['policy > install.json', 'what install needs'],
      ['policy status --account 123456789012 --region eu-west-1', 'bound to an account and a home region'],
      ['policy uninstall --delete-logs', 'with what it takes to delete the log files too'],
    ],
    load: () => import('./policy/command.ts'),
  },
];
