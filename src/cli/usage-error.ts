import type { CommanderError } from 'commander';
import { type ExitCode, ExpectedError } from '../aws/errors.ts';
import { untouched } from './interrupt.ts';
import { createSink, type Io } from './io.ts';
import { showError } from './show-error.ts';

/** Shows what commander does not understand in our own form; its did-you-mean is part of the message. */
export function usageError(error: CommanderError, argv: readonly string[], io: Io): ExitCode {
  const command = argv.find((word) => !word.startsWith('-')) ?? '';
  const [first = '', ...more] = error.message
    .replace(/^error: /, '')
    .split('\n')
    .map((line) => line.replace(/\.$/, ''));
  const message = `${first[0]?.toUpperCase() ?? ''}${first.slice(1)}.${more.length > 0 ? ` ${more.join(' ')}` : ''}`;
  return showError(
    {
      command,
      flags: { name: 'main', color: true, ...(argv.includes('--json') ? { json: true } : {}) },
      out: createSink(io.stdout, io.env),
      notes: createSink(io.stderr, io.env),
      interrupt: { phase: untouched },
    },
    new ExpectedError({
      name: 'Usage',
      message,
      action: `See: npx signin-alert ${error.code === 'commander.unknownCommand' ? '' : `${command} `}--help`,
      exitCode: 2,
    }),
  );
}
