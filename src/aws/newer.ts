import { ExpectedError } from './errors.ts';
import type { Survey } from './survey.ts';

/** Whether version `a` is later than `b`; what follows a hyphen does not count. */
export function isNewer(a: string, b: string): boolean {
  const parts = (version: string) => (version.split('-')[0] ?? '').split('.').map(Number);
  const [left, right] = [parts(a), parts(b)];
  const differing = [0, 1, 2].find((index) => left[index] !== right[index]);
  return differing !== undefined && (left[differing] ?? 0) > (right[differing] ?? 0);
}

/** @throws NewerInstallation when a later version than this one installed what is there: it is left as it is */
export function refuseNewer({ context }: Survey, cliVersion: string): void {
  const installedBy = context.findings.settings?.cliVersion;
  if (installedBy === undefined || !isNewer(installedBy, cliVersion)) return;
  throw new ExpectedError({
    name: 'NewerInstallation',
    message: `This installation was made by signin-alert ${installedBy}; this is ${cliVersion}, which does not know it.`,
    action: 'Use npx signin-alert@latest.',
    state: 'Nothing was changed.',
  });
}
