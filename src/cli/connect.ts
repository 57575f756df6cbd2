import { openSession, type Session } from '../aws/session.ts';
import { type FirstLook, type Survey, survey } from '../aws/survey.ts';
import { askChoice, askText, loadPrompts } from './ask.ts';
import { missingFlags } from './input/missing.ts';
import { Problem, usage } from './input/problem.ts';
import { region as readRegion } from './input/values.ts';
import { commonRegions } from './regions.ts';
import type { Run } from './run.ts';
import { wrap } from './show/wrap.ts';

/** A session, and what is being read of the account meanwhile. */
export type Connection = {
  readonly session: Session & { readonly region: string };
  /** Who is asking, and whether an installation seems to be there. */
  readonly firstLook: Promise<FirstLook>;
  readonly survey: Promise<Survey>;
};

type Options = {
  readonly keyDeletionDays?: number;
  /** Ids of the resources that the command looks at; default: all. */
  readonly only?: readonly string[];
  /** Flags that are missing for other reasons, to be named together with the region. */
  readonly missing?: readonly string[];
};

/**
 * Opens a session and begins to read the account; the caller asks its questions meanwhile.
 * @throws Usage where answers are missing and nobody can be asked
 */
export async function connect(
  run: Run,
  { keyDeletionDays = 7, missing = [], only }: Options = {},
): Promise<Connection> {
  const { flags, interactive, interrupt } = run;
  if (interactive) loadPrompts();
  const opened = await openSession({
    ...(flags.profile ? { profile: flags.profile } : {}),
    ...(flags.region ? { region: flags.region } : {}),
    mfaCodeProvider: (serial) => mfaCode(run, serial),
  });
  if (!interactive && (missing.length > 0 || !opened.region)) {
    throw missingFlags([...(opened.region ? [] : ['--region <region>']), ...missing]);
  }
  const region = opened.region ? checked(opened.region, opened.regionFrom) : await askRegion(run);
  const session = { ...opened, region, regionFrom: opened.regionFrom ?? 'your answer' };
  let toldFirst: (look: FirstLook) => void = () => undefined;
  const told = new Promise<FirstLook>((resolve) => {
    toldFirst = resolve;
  });
  const surveyed = survey(session, {
    installation: flags.name,
    signal: interrupt.signal,
    keyDeletionDays,
    ...(only ? { only } : {}),
    onFirstLook: toldFirst,
  });
  // Whoever asks a question first learns of a failure when the survey is awaited.
  surveyed.catch(() => undefined);
  const firstLook = Promise.race([told, surveyed.then(() => told)]);
  firstLook.catch(() => undefined);
  return { session, firstLook, survey: surveyed };
}

/** For commands that ask nothing meanwhile: connects, shows who and where, and waits for the whole picture. */
export async function lookAround(run: Run, options: Options = {}): Promise<Survey> {
  const { session, firstLook, survey } = await connect(run, options);
  const look = await firstLook;
  showWhere(run, session, look, look.homeByRole ?? session.region);
  return survey;
}

/** Who, where, and where that comes from: shown before anything is decided. */
export function showWhere({ notes }: Run, session: Connection['session'], look: FirstLook, home: string): void {
  const { caller, accountAlias } = look;
  const rows = [
    ['account', `${caller.account}${accountAlias ? ` (${accountAlias})` : ''}`],
    ['identity', caller.arn],
    ['region', home === session.region ? `${home} (${session.regionFrom})` : `${home} (where the installation is)`],
    ...(session.profile ? [['profile', session.profile]] : []),
  ];
  for (const [label = '', value = ''] of rows) notes.line(wrap(`  ${label.padEnd(9)} ${value}`, notes.columns, 12));
}

const mfaCode = (run: Run, serial: string): Promise<string> => {
  // The SDK's own words for it, which the table of errors knows.
  if (!run.interactive) throw new Error(`${serial} asks for multi-factor authentication`);
  return askText(run, `MFA code for ${serial}:`, (text) => {
    if (!/^\d{6}$/.test(text.trim())) throw new Problem('a code has six digits');
    return text.trim();
  });
};

function checked(given: string, from = '--region'): string {
  try {
    return readRegion(given);
  } catch (error) {
    if (error instanceof Problem) throw usage(`${from}: ${error.message}`, 'Give another with --region.');
    throw error;
  }
}

const askRegion = (run: Run): Promise<string> =>
  askChoice(
    run,
    'AWS region:',
    Object.entries(commonRegions).map(([value, where]) => ({ value, name: `${value.padEnd(15)} ${where}` })),
  );
