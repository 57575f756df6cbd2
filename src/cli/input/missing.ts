import type { ExpectedError } from '../../aws/errors.ts';
import { usage } from './problem.ts';

/** Where nobody can be asked, each missing answer is named by its flag, all at once. */
export const missingFlags = (flags: readonly string[]): ExpectedError =>
  usage(
    `Nobody is there to be asked, and ${flags.length > 1 ? 'these flags are' : 'this flag is'} missing:\n${flags
      .map((flag) => `  ${flag}`)
      .join('\n')}`,
    'Add what is missing, or run the command in a terminal.',
    'MissingAnswers',
  );
