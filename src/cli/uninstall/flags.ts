import type { Flag } from '../flags.ts';

const group = 'What goes:';

export const uninstallFlags: readonly Flag[] = [
  { flags: '--delete-logs', says: "also delete the bucket with CloudTrail's log files", group },
  { flags: '--confirm <bucket>', says: "the bucket's name, instead of typing it when asked", group },
  { flags: '--keep-trail', says: 'leave our trail and its bucket where they are', group },
  { flags: '--key-deletion-days <days>', says: 'days until KMS deletes the key, 7 to 30', default: '7', group },
];
