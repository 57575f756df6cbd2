import { Argument, Command, Help, Option, type OptionValues } from 'commander';
import { type CommandSpec, commands } from './commands.ts';
import { commonFlags, type Flag } from './flags.ts';
import type { Io } from './io.ts';
import { packagePage } from './links.ts';
import { version } from './version.ts';

/** What the command line asks for. */
export type Invocation = {
  readonly spec: CommandSpec;
  readonly flags: OptionValues;
  readonly args: readonly string[];
};

/**
 * The command line as commander understands it. It runs nothing: what was asked for goes to `invoke`.
 * Commander's errors are thrown, not printed.
 */
export function createProgram(io: Io, invoke: (invocation: Invocation) => void): Command {
  const program = new Command('signin-alert')
    .description('Tells you in Slack who signs in to your AWS account: one command installs it, one removes it.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name(), formatHelp: commandsFirst })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: () => undefined,
      outputError: () => undefined,
    })
    .exitOverride()
    .addHelpText('after', afterHelp(examplesOfAll));
  for (const flag of commonFlags) program.addOption(option(flag));
  for (const spec of commands) addCommand(program, spec, invoke);
  return program;
}

/** Commander's help, with the commands before the options: they are what people look for. */
function commandsFirst(command: Command, helper: Help): string {
  const sections = Help.prototype.formatHelp.call(helper, command, helper).split('\n\n');
  const isCommands = (section: string) => section.startsWith('Commands:');
  const options = sections.findIndex((section) => section.startsWith('Options:'));
  return [
    ...sections.slice(0, options),
    ...sections.filter(isCommands),
    ...sections.slice(options).filter((section) => !isCommands(section)),
  ]
    .map((section) => section.trimEnd())
    .join('\n\n')
    .concat('\n');
}

function addCommand(program: Command, spec: CommandSpec, invoke: (invocation: Invocation) => void): void {
  const command = program
    .command(spec.name)
    .summary(spec.summary)
    .description(`${spec.summary[0]?.toUpperCase()}${spec.summary.slice(1)}.`)
    .addHelpText('after', afterHelp(spec.examples));
  for (const { name, says, choices } of spec.args ?? []) {
    const argument = new Argument(name, says);
    command.addArgument(choices ? argument.choices(choices) : argument);
  }
  for (const flag of spec.flags) command.addOption(option(flag));
  command.action(() => invoke({ spec, flags: command.optsWithGlobals(), args: command.args }));
}

function option({ flags, says, choices, default: value, repeats, group }: Flag): Option {
  const made = new Option(flags, says);
  if (choices) made.choices(choices);
  if (value !== undefined) made.default(value);
  if (group) made.helpGroup(group);
  if (repeats) made.argParser((next: string, before: string[] = []) => [...before, next]);
  return made;
}

const examplesOfAll: CommandSpec['examples'] = [
  ['install', 'asks what it needs, shows a plan, and asks before it changes anything'],
  ['send-test --kind failure', 'shows in Slack what a failed sign-in looks like'],
  ['uninstall', 'the way back'],
];

function afterHelp(examples: CommandSpec['examples']): string {
  const lines = examples.map(([line, does]) => `  $ npx signin-alert ${line}\n      ${does}`);
  return `\nExamples:\n${lines.join('\n')}\n\nDocumentation and help: ${packagePage}`;
}
