import { dryRun, type Flag } from '../flags.ts';

export const configFlags: readonly Flag[] = [dryRun];

/** What `config` can be told to do, as commander checks it. */
export const configActions = ['get', 'set', 'add', 'remove', 'apply'] as const;
