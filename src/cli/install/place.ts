import { ExpectedError } from '../../aws/errors.ts';
import type { FirstLook } from '../../aws/survey.ts';
import type { CommonFlags } from '../run.ts';
import type { InstallFlags } from './wishes.ts';

/**
 * Refuses what cannot be installed here.
 * @param home where the installation is, if there is one
 * @param here the session's region
 */
export function checkPlace(
  flags: InstallFlags & CommonFlags,
  { caller: { partition } }: Pick<FirstLook, 'caller'>,
  home: string | undefined,
  here: string,
): void {
  if (partition !== 'aws') throw unsupported(partition);
  // Only a region that was given for this run: AWS_REGION is the shell's habit, and the installation is found anyway.
  if (home !== undefined && flags.region !== undefined && flags.region !== home) throw elsewhere(home, flags);
  const target = home ?? here;
  const keyRegion = flags.kmsKey?.split(':')[3] ?? target;
  if (keyRegion !== target) throw keyElsewhere(keyRegion, target);
}

const nothingChanged = { state: 'Nothing was changed.', exitCode: 2 } as const;

const unsupported = (partition: string) =>
  new ExpectedError({
    name: 'UnsupportedPartition',
    message: `The partition ${partition} is not supported yet: events cannot be forwarded between regions there.`,
    action: 'Use an account of the commercial partition (aws).',
    ...nothingChanged,
  });

const elsewhere = (home: string, { name, region }: CommonFlags) =>
  new ExpectedError({
    name: 'InstalledElsewhere',
    message: `The installation ${name} is in ${home}, not in ${region}.`,
    action: `To change it, leave --region out. To move it: npx signin-alert uninstall, then npx signin-alert install --region ${region}.`,
    ...nothingChanged,
  });

const keyElsewhere = (keyRegion: string, target: string) =>
  new ExpectedError({
    name: 'KeyElsewhere',
    message: `The KMS key is in ${keyRegion}, but the function that must use it is in ${target}.`,
    action: `Give a key of ${target}.`,
    ...nothingChanged,
  });
