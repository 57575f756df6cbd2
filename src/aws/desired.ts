import type { FunctionConfig } from '../handler/config.ts';
import type { Choices, Desired, SealedWebhook, Settings } from './context.ts';
import { ExpectedError } from './errors.ts';
import type { Secret } from './secret.ts';
import type { Survey } from './survey.ts';
import { fingerprintOf } from './webhook.ts';

/** What was said in this run: a flag or an answer. Left out means what was chosen before, not the default. */
export type Wishes = Partial<Choices> & {
  readonly webhook?: Secret;
  /** JSON text of the live rules. */
  readonly rules?: string;
};

/** What the tool itself brings. */
export type Build = { readonly cliVersion: string; readonly code: Uint8Array };

/** What an account without settings starts from; there is no default for the channel. */
const defaults: Omit<Choices, 'channel'> = {
  legacyWebhook: false,
  regions: 'all',
  trail: 'auto',
  logRetentionDays: 365,
  tags: {},
};

/** What an earlier run left: the settings item, or where that is gone, what the function's zip remembers. */
export type Earlier = { readonly settings: Settings | undefined; readonly config: FunctionConfig | undefined };

/** Answers that only the user has. */
export type Missing = 'channel' | 'webhook';

/** What the user must still be asked: nothing that an earlier run knows. */
export function missingAnswers(survey: Survey, earlier: Earlier, wishes: Wishes): Missing[] {
  const channel = wishes.channel ?? earlier.settings?.choices.channel ?? earlier.config?.channel;
  const sealed = keptWebhook(survey, earlier, wishes);
  return [
    ...(channel === undefined ? ['channel' as const] : []),
    ...(wishes.webhook || sealed ? [] : ['webhook' as const]),
  ];
}

/**
 * The account as it shall look: defaults, then what was chosen before, then this run's wishes.
 * @throws when an answer is missing; ask `missingAnswers` first.
 */
export function desiredState(survey: Survey, earlier: Earlier, wishes: Wishes, build: Build): Desired {
  const { webhook, rules, ...chosen } = wishes;
  const channel = chosen.channel ?? earlier.settings?.choices.channel ?? earlier.config?.channel;
  if (channel === undefined) throw new Error('the channel is missing');
  const choices: Choices = {
    ...defaults,
    ...(earlier.config ? { legacyWebhook: earlier.config.legacyWebhook } : {}),
    ...earlier.settings?.choices,
    ...chosen,
    channel,
  };
  return {
    choices,
    webhook: webhookState(webhook, keptWebhook(survey, earlier, wishes)),
    ...(rules === undefined ? {} : { rules }),
    trail: servingTrail(survey, choices.trail),
    forwardedRegions: forwardedRegions(survey, choices.regions),
    readOnlyEvents: wantsReadOnlyEvents(rules ?? earlier.settings?.rules),
    cliVersion: build.cliVersion,
    code: build.code,
    ...(survey.accountAlias === undefined ? {} : { accountAlias: survey.accountAlias }),
  };
}

/** The same webhook given again is kept as it is: nothing is encrypted anew. */
function webhookState(given: Secret | undefined, sealed: SealedWebhook | undefined): Desired['webhook'] {
  if (sealed && (!given || fingerprintOf(given, sealed.keyArn) === sealed.fingerprint)) return { kind: 'kept', sealed };
  if (given) return { kind: 'new', url: given };
  throw new Error('the webhook is missing');
}

/**
 * The sealed webhook of an earlier run, if the key that opens it is still the one in use, or will be again. Where our key
 * cannot be seen, nothing speaks against it.
 */
function keptWebhook(survey: Survey, { settings, config }: Earlier, wishes: Wishes): SealedWebhook | undefined {
  const { keyArn, revivableKeyArn } = survey.context.findings;
  const sealed = settings?.webhook ?? (config && { ...config.webhook, fingerprint: '' });
  const chosen = wishes.kmsKey ?? settings?.choices.kmsKey;
  const reading = survey.readings.get('key');
  const unseen = chosen === undefined && reading !== undefined && 'error' in reading;
  return sealed && (unseen || sealed.keyArn === (chosen ?? keyArn ?? revivableKeyArn)) ? sealed : undefined;
}

/**
 * Which trail serves. Each further copy of management events is paid for ($2 per 100,000 events): a usable trail that is
 * there is reused, unless ours stands already or a new one was asked for.
 */
function servingTrail({ trails, context }: Survey, chosen: string): Desired['trail'] {
  const others = trails.filter(({ arn }) => arn !== context.names.trailArn);
  if (chosen === 'new') return { kind: 'own' };
  if (chosen === 'auto') {
    const usable = others.find((candidate) => candidate.usable);
    if (usable && !context.findings.ownTrail) return { kind: 'reused', arn: usable.arn };
    const useless = others
      .filter((candidate) => !candidate.usable)
      .map(({ name, why }) => `${name}: ${why.join(', ')}`);
    return { kind: 'own', ...(useless.length > 0 ? { because: `no other trail serves (${useless.join('; ')})` } : {}) };
  }
  const named = others.find(({ name, arn }) => name === chosen || arn === chosen);
  if (!named) return { kind: 'reused', arn: chosen, unusable: 'there is no such trail that this region sees' };
  return { kind: 'reused', arn: named.arn, ...(named.usable ? {} : { unusable: named.why.join('; ') }) };
}

function forwardedRegions({ regions, place }: Survey, chosen: Choices['regions']): readonly string[] {
  if (chosen === 'all') return regions.filter((region) => region !== place.home);
  const unknown = chosen.filter((region) => !regions.includes(region));
  if (unknown.length > 0) {
    throw new ExpectedError({
      name: 'UnknownRegion',
      message: `Not an enabled region of this account: ${unknown.join(', ')}.`,
      action: `Use --regions all, or some of: ${regions.join(', ')}.`,
      exitCode: 2,
    });
  }
  return chosen.filter((region) => region !== place.home);
}

/** The rules' state depends on one live rule: whether `aws login` alerts, whose events are read-only. */
function wantsReadOnlyEvents(rules: string | undefined): boolean {
  if (rules === undefined) return false;
  const parsed: unknown = JSON.parse(rules);
  if (typeof parsed !== 'object' || parsed === null || !('kinds' in parsed)) return false;
  const { kinds } = parsed;
  return typeof kinds === 'object' && kinds !== null && 'aws-login' in kinds && kinds['aws-login'] === true;
}
