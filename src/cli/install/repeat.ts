import type { Run } from '../run.ts';
import type { InstallFlags } from './wishes.ts';

/** Flags that are given once for each value, or not at all, as they were given. */
const repeated = {
  name: '--name',
  profile: '--profile',
  regions: '--regions',
  trail: '--trail',
  kmsKey: '--kms-key',
  logRetention: '--log-retention',
  permissionsBoundary: '--permissions-boundary',
  trustedNetwork: '--trusted-network',
  config: '--config',
  tag: '--tag',
} as const;

/** A word as a POSIX shell takes it. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The command line that repeats this install without questions. The webhook is kept in the account, and never in here. */
export function repeatCommand({ flags }: Run<InstallFlags>, home: string, channel: string): string {
  const given = Object.entries(repeated).flatMap(([key, flag]) => {
    const value = flags[key as keyof typeof repeated];
    if (value === undefined || (key === 'name' && value === 'main')) return [];
    return (typeof value === 'string' ? [value] : value).map((one) => `${flag} ${quoted(one)}`);
  });
  const legacy = flags.legacyWebhook === true ? ['--legacy-webhook'] : [];
  const words = [`--region ${home}`, `--channel ${quoted(channel)}`, ...given, ...legacy, '--yes'];
  return `npx signin-alert install ${words.join(' ')}`;
}
