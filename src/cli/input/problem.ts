import { ExpectedError } from '../../aws/errors.ts';

/** What is wrong with a value that the user gave: a sentence that says what is allowed. Never quotes a secret. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** A wrong command line: exit 2, nothing done. */
export const usage = (message: string, action: string, name = 'Usage'): ExpectedError =>
  new ExpectedError({ name, message, action, exitCode: 2, state: 'Nothing was changed.' });

/** Reads flags one by one and names all that is wrong with them at once. */
export function flagReader(command: string) {
  const problems: string[] = [];
  return {
    /** The flag's value, read; undefined where it was not given or is wrong. */
    async read<T, V>(flag: string, given: V | undefined, read: (value: V) => T | Promise<T>): Promise<T | undefined> {
      if (given === undefined) return undefined;
      try {
        return await read(given);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        problems.push(`${flag}: ${error.message}`);
        return undefined;
      }
    },
    /** @throws Usage when something was wrong */
    done(): void {
      if (problems.length > 0) throw usage(problems.join('\n'), `See: npx signin-alert ${command} --help`);
    },
  };
}

export type FlagReader = ReturnType<typeof flagReader>;
