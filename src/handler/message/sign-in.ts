import type { Assessment } from '../assess.ts';
import { slackValue } from '../encode-slack.ts';
import { hiddenName } from '../sign-in/user.ts';
import type { SignIn } from '../sign-in.ts';
import { type Texts, texts } from '../text.ts';
import { agentWords } from './agent.ts';
import type { MessageContext } from './context.ts';
import { eventUrl, isAccount, isRegion, userUrl } from './links.ts';
import { markLines } from './marks.ts';
import {
  accountName,
  field,
  fields,
  mrkdwn,
  payload,
  type SlackBlock,
  type SlackPayload,
  section,
  slackTime,
  smallPrint,
} from './slack.ts';
import { resultWord, sentence, source } from './words.ts';

/** The alert about a sign-in: one sentence with the mention, then the facts, always in the same place. */
export function buildMessage(signIn: SignIn, assessment: Assessment, context: MessageContext): SlackPayload {
  const t = texts[context.language];
  const words = sentence(signIn, assessment.network, t, context);
  const { color, mention } = assessment;
  const blocks = [
    facts(signIn, assessment, t, context),
    ...reasons(signIn, assessment, t),
    ...footer(signIn, t, context),
  ];
  return signIn.test
    ? payload(context, { color, text: `*${t.test}*: ${words}`, blocks, sign: '🧪' })
    : payload(context, { color, mention: context.marks?.noMention ? undefined : mention, text: words, blocks });
}

function facts(signIn: SignIn, { network }: Assessment, t: Texts, context: MessageContext): SlackBlock {
  const names = t.fields;
  return fields(
    field(names.time, slackTime(signIn.time, t.notRecorded)),
    field(names.result, `${resultWord(signIn.result, t)} · ${t.mfaShort[signIn.mfa]}${factors(signIn, t)}`),
    field(names.user, user(signIn, t)),
    field(names.source, lines(source(signIn, network, t), agent(signIn))),
    field(names.region, region(signIn, t)),
    field(names.account, account(signIn, t, context)),
  );
}

const lines = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('\n');

const factors = ({ factors }: SignIn, t: Texts): string =>
  factors === undefined ? '' : `\n${t.factors(slackValue(factors))}`;

const agent = ({ userAgent }: SignIn): string | undefined =>
  userAgent === undefined ? undefined : (agentWords(userAgent) ?? slackValue(userAgent, 60));

function user({ user, switchFrom }: SignIn, t: Texts): string {
  const { type, name, role, permissionSet, principalId } = user;
  const kind = type === undefined || type === 'Unknown' ? undefined : type;
  const typeWords = kind && (Object.hasOwn(t.userTypes, kind) ? t.userTypes[kind] : t.ofType(slackValue(kind)));
  const named = name === undefined ? t.notRecorded : name === hiddenName ? t.hiddenName : slackValue(name, 128);
  const shown = type === 'Root' ? t.who.root : named;
  return lines(
    shown,
    permissionSet !== undefined
      ? t.permissionSet(slackValue(permissionSet))
      : role !== undefined
        ? t.role(slackValue(role))
        : undefined,
    type !== 'Root' && role === undefined ? typeWords : undefined,
    name === undefined && principalId !== undefined ? t.principal(slackValue(principalId)) : undefined,
    switchFrom === undefined ? undefined : t.switchedFrom(slackValue(switchFrom, 120)),
  );
}

function region({ region, awsRegion }: SignIn, t: Texts): string {
  const show = (name: string) => (isRegion(name) ? name : slackValue(name));
  if (region === undefined) return t.notRecorded;
  return awsRegion === undefined || awsRegion === region
    ? show(region)
    : `${show(region)}\n${t.recordedAs(show(awsRegion))}`;
}

function account({ account }: SignIn, t: Texts, context: MessageContext): string {
  if (account === undefined) return t.notRecorded;
  return isAccount(account) ? accountName(account, context) : slackValue(account);
}

function reasons(signIn: SignIn, assessment: Assessment, t: Texts): SlackBlock[] {
  if (assessment.reasons.length === 0) return [];
  const parts = {
    result: resultWord(signIn.result, t),
    said: signIn.reason === undefined ? undefined : slackValue(signIn.reason, 150),
    from: source(signIn, undefined, t),
    event: signIn.eventName === undefined ? t.notRecorded : slackValue(signIn.eventName),
    instance: slackValue(signIn.user.instance ?? ''),
    comparable: signIn.source.type === 'address',
  };
  const sentences = assessment.reasons
    .map((id) => (id === 'success' || id === 'unreadable' || id === 'anomaly' ? '' : `• ${t.reasons[id](parts)}`))
    .filter(Boolean);
  return [section(mrkdwn(`*${t.reasonsTitle}*\n${sentences.join('\n')}`))];
}

function footer(signIn: SignIn, t: Texts, context: MessageContext): SlackBlock[] {
  const links = [
    [eventUrl(signIn, context), t.links.event],
    [userUrl(signIn, context), t.links.user],
  ].flatMap(([url, words]) => (url ? [`<${url}|${words}>`] : []));
  const id = signIn.eventId === undefined ? undefined : t.eventId(signIn.eventId);
  return smallPrint(
    ...markLines(t, context),
    signIn.test ? t.testNote : undefined,
    [...(signIn.test ? [] : links), id].filter(Boolean).join(' · '),
  );
}
