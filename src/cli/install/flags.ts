import type { Flag } from '../flags.ts';

const slack = 'Slack:';
const signIns = 'Which sign-ins:';
const account = 'In the account:';
const running = 'Running:';

/** One flag for each thing that install can be told; left out means what was chosen before, else the default. */
export const installFlags: readonly Flag[] = [
  { flags: '--channel <name>', says: 'channel that gets the alerts', group: slack },
  { flags: '--webhook-file <path>', says: "file with the incoming webhook's URL; - is stdin", group: slack },
  { flags: '--legacy-webhook', says: "the webhook is a legacy one, which takes the channel's name", group: slack },
  { flags: '--no-legacy-webhook', says: "it is an app's webhook (the default)", group: slack },
  {
    flags: '--regions <list>',
    says: 'regions that are watched: all (the default), or a list with commas',
    group: signIns,
  },
  {
    flags: '--trusted-network <name=cidr>',
    says: 'sign-ins from elsewhere stand out; several',
    repeats: true,
    group: signIns,
  },
  { flags: '--config <file>', says: 'alert rules, as JSON', group: signIns },
  {
    flags: '--trail <which>',
    says: 'CloudTrail trail: auto (a usable one, else ours), new, or a name',
    group: account,
  },
  { flags: '--kms-key <arn>', says: 'your own KMS key for the webhook, instead of ours ($1 a month)', group: account },
  { flags: '--log-retention <days>', says: "how long CloudTrail's files stay in our bucket (365)", group: account },
  { flags: '--permissions-boundary <arn>', says: 'permissions boundary for our two roles', group: account },
  { flags: '--tag <key=value>', says: 'tag for everything that is made; several', repeats: true, group: account },
  { flags: '--skip-test', says: 'no hello before and no test event after', group: running },
];
