import type { Wishes } from '../../aws/desired.ts';
import { checkFlags } from '../input/common.ts';
import { tags } from '../input/tags.ts';
import * as values from '../input/values.ts';
import { webhookFromFile } from '../input/webhook-file.ts';
import type { Run } from '../run.ts';
import { type RuleWish, ruleWish } from './rules.ts';

/** The flags of install, as commander gives them. */
export type InstallFlags = {
  readonly channel?: string;
  readonly webhookFile?: string;
  readonly legacyWebhook?: boolean;
  readonly regions?: string;
  readonly trustedNetwork?: readonly string[];
  readonly config?: string;
  readonly trail?: string;
  readonly kmsKey?: string;
  readonly logRetention?: string;
  readonly permissionsBoundary?: string;
  readonly tag?: readonly string[];
  readonly skipTest?: true;
  readonly dryRun?: true;
  readonly yes?: true;
};

/** What the flags say: what they leave out is not there, and means what was chosen before. */
export type FlagWishes = { readonly wishes: Omit<Wishes, 'rules'>; readonly rules: RuleWish };

/** @throws Usage, naming all that is wrong with the flags */
export async function readWishes(run: Run<InstallFlags>): Promise<FlagWishes> {
  const { flags, io } = run;
  return checkFlags(run, async (read) => ({
    wishes: defined({
      channel: await read('--channel', flags.channel, values.channel),
      legacyWebhook: flags.legacyWebhook,
      regions: await read('--regions', flags.regions, values.regions),
      trail: await read('--trail', flags.trail, values.trail),
      kmsKey: await read('--kms-key', flags.kmsKey, values.keyArn),
      logRetentionDays: await read('--log-retention', flags.logRetention, values.wholeNumber(1, 3650, 'days')),
      permissionsBoundary: await read('--permissions-boundary', flags.permissionsBoundary, values.policyArn),
      tags: await read('--tag', flags.tag, tags),
      webhook: await read('--webhook-file', flags.webhookFile, (path) => webhookFromFile(path, io)),
    }),
    rules: await ruleWish(flags, io, read),
  }));
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the entries that are undefined: left out and undefined are the same here, but not to a spread. */
const defined = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
