import { ExpectedError } from '../aws/errors.ts';
import type { Survey } from '../aws/survey.ts';

/** @throws NotInstalled */
export function requireInstalled({ foundIn, place, installations = [] }: Survey): void {
  if (foundIn !== undefined) return;
  const others = installations.filter((name) => name !== place.installation);
  throw new ExpectedError({
    name: 'NotInstalled',
    message: `The installation ${place.installation} is not in this account.`,
    action:
      others.length > 0
        ? `This account has: ${others.join(', ')}. Name one with --name, or install: npx signin-alert install`
        : 'Install it: npx signin-alert install',
  });
}

/**
 * Looks whether the function is there to be invoked.
 * @throws NoFunction; what kept it from being seen
 */
export function requireFunction({ readings, context, place }: Survey): void {
  const reading = readings.get('function');
  if (reading && 'error' in reading) throw reading.error;
  if (reading?.observed.state === 'ours') return;
  throw new ExpectedError({
    name: 'NoFunction',
    message: `The function ${context.names.function} is not there.`,
    action: `Make it anew: npx signin-alert install${place.installation === 'main' ? '' : ` --name ${place.installation}`}`,
  });
}
