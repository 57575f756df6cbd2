import type { Flag } from '../flags.ts';

const group = 'Policy:';

/** What binds the policy, and the flags of other commands that change what they may need. */
export const policyFlags: readonly Flag[] = [
  { flags: '--account <id>', says: 'account to write into it (default: any)', group },
  { flags: '--permissions-boundary <arn>', says: 'for install --permissions-boundary', group },
  { flags: '--kms-key <arn>', says: 'for install --kms-key', group },
  { flags: '--check', says: 'for status --check', group },
  { flags: '--delete-logs', says: 'for uninstall --delete-logs', group },
];
