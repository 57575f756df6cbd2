import type { Flag } from '../flags.ts';

const group = 'The test:';

export const sendTestFlags: readonly Flag[] = [
  {
    flags: '--kind <kind>',
    says: 'which sign-in to play',
    choices: ['success', 'failure', 'root', 'no-mfa'],
    default: 'success',
    group,
  },
  { flags: '--from-region <region>', says: 'region whose event bus it enters (default: the home region)', group },
  { flags: '--timeout <seconds>', says: 'how long to wait for Slack', default: '90', group },
];
