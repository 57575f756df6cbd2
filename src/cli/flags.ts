/** One option of a command. Values are checked where the command runs: the help must not load what checks them. */
export type Flag = {
  /** As commander reads it: `--channel <name>`. */
  readonly flags: string;
  readonly says: string;
  /** Heading in the help. */
  readonly group?: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  readonly default?: string;
  /** May be given several times. */
  readonly repeats?: true;
};

/** Options of every command, before or after its name. */
export const commonFlags: readonly Flag[] = [
  { flags: '--profile <name>', says: 'AWS profile to use' },
  { flags: '--region <region>', says: "AWS region (default: AWS_REGION, AWS_DEFAULT_REGION or the profile's)" },
  { flags: '--name <name>', says: 'name of the installation, where an account has several', default: 'main' },
  { flags: '--json', says: 'one JSON document on stdout' },
  { flags: '--no-color', says: 'no colours (NO_COLOR does the same)' },
  { flags: '--verbose', says: 'show the stack of an unexpected error' },
];

const group = 'Running:';

/** Options that several commands have. */
export const dryRun: Flag = { flags: '-n, --dry-run', says: 'show what would be done, and stop', group };
export const yes: Flag = { flags: '-y, --yes', says: 'do not ask for confirmation', group };
