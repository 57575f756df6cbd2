import type { Flag } from '../flags.ts';

export const statusFlags: readonly Flag[] = [
  {
    flags: '--check',
    says: "also try: a sign-in's event in every region, and the function's own check, which opens the webhook",
    group: 'How far:',
  },
];
