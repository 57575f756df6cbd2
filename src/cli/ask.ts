import { ExpectedError } from '../aws/errors.ts';
import { Problem } from './input/problem.ts';
import type { Run } from './run.ts';
import { interrupted } from './show-error.ts';

type Asked = Pick<Run, 'io' | 'interrupt'>;

/** Begins to load what questions need, where one is likely. */
export const loadPrompts = (): void => void import('./prompts.ts');

/** Inquirer, loaded at the first question; it writes to stderr, since stdout is for results. */
async function prompt<T>(
  { io, interrupt }: Asked,
  show: (
    prompts: typeof import('./prompts.ts'),
    context: { input: NodeJS.ReadStream; output: NodeJS.WriteStream },
  ) => Promise<T>,
): Promise<T> {
  try {
    return await show(await import('./prompts.ts'), { input: io.stdin, output: io.stderr });
  } catch (error) {
    // Ctrl-C, and also a stdin that ends.
    if (error instanceof Error && error.name === 'ExitPromptError') throw interrupted(interrupt.phase.state);
    throw error;
  }
}

/** Inquirer's form of a check: true, or the sentence to show. */
const validator =
  (read: (text: string) => unknown) =>
  (text: string): true | string => {
    try {
      read(text);
      return true;
    } catch (error) {
      if (error instanceof Problem) return error.message;
      throw error;
    }
  };

export async function askText<T>(run: Asked, message: string, read: (text: string) => T): Promise<T> {
  return read(await prompt(run, ({ input }, context) => input({ message, validate: validator(read) }, context)));
}

/** For secrets: nothing of what is typed is shown, and no key shows it. */
export async function askHidden<T>(run: Asked, message: string, read: (text: string) => T): Promise<T> {
  return read(
    await prompt(run, ({ password }, context) =>
      password({ message, toggleMask: false, validate: validator(read) }, context),
    ),
  );
}

export const askChoice = (
  run: Asked,
  message: string,
  choices: readonly { readonly name: string; readonly value: string }[],
): Promise<string> => prompt(run, ({ select }, context) => select({ message, choices, pageSize: 10 }, context));

/** y/N: Enter alone changes nothing. */
export async function askYes(run: Asked, message: string): Promise<void> {
  const yes = await prompt(run, ({ confirm }, context) => confirm({ message, default: false }, context));
  if (!yes) throw declined();
}

const declined = (): ExpectedError =>
  new ExpectedError({
    name: 'Declined',
    message: 'Not confirmed.',
    action: 'Run the same command again when you want it.',
    state: 'Nothing was changed.',
    exitCode: 130,
  });
