import type { Run } from '../run.ts';
import { type FlagReader, flagReader } from './problem.ts';
import * as values from './values.ts';

/**
 * Checks the flags that every command has, and reads a command's own ones beside them.
 * @throws Usage, naming all that is wrong
 */
export async function checkFlags<T>(
  { command, flags }: Pick<Run, 'command' | 'flags'>,
  own: (read: FlagReader['read']) => Promise<T>,
): Promise<T> {
  const { read, done } = flagReader(command);
  await read('--name', flags.name, values.installationName);
  await read('--region', flags.region, values.region);
  const result = await own(read);
  done();
  return result;
}
