import { slackValue, slackWords } from '../encode-slack.ts';
import { hiddenName } from '../sign-in/user.ts';
import type { SignIn, User } from '../sign-in.ts';
import type { Texts } from '../text.ts';
import type { MessageContext } from './context.ts';
import { isAccount } from './links.ts';
import { accountName } from './slack.ts';

/** Parts of a message in the reader's language, encoded for Slack. */

/** Who it was, for a sentence. */
function who(user: User, t: Texts): string {
  const { type, name, role, permissionSet, principalId } = user;
  if (type === 'Root') return t.who.root;
  if (name === hiddenName) return t.who.unknownName;
  if (name === undefined) {
    if (role !== undefined) return t.who.sessionOf(slackValue(role));
    return principalId === undefined ? t.who.somebody : slackValue(principalId);
  }
  if (permissionSet !== undefined) return t.who.withSet(slackValue(name), slackValue(permissionSet));
  return role === undefined ? slackValue(name) : t.who.inRole(slackValue(name), slackValue(role));
}

/** Events by which anybody can start on root's password, without being root. */
const byAnybody = new Set(['passwordrecoveryrequested', 'passwordrecoverycompleted']);

/** The one sentence about a sign-in: who did what, where, from where, with MFA or without. */
export function sentence(signIn: SignIn, network: string | undefined, t: Texts, context: MessageContext): string {
  const change = signIn.kind === 'root-credentials';
  const anybody = byAnybody.has(signIn.eventName?.toLowerCase() ?? '');
  const switched = signIn.kind === 'switch-role' && signIn.user.role !== undefined;
  const mfaWords = signIn.result === 'Success' ? t.mfaAfter : t.mfaShort;
  return t.sentence({
    who: anybody ? t.who.somebody : who(switched ? { ...signIn.user, role: undefined } : signIn.user, t),
    did: did(signIn, t),
    account: account(signIn.account, t, context),
    mfa: change && signIn.mfa === 'not recorded' ? '' : mfaWords[signIn.mfa],
    from: source(signIn, network, t),
  });
}

function did({ kind, result, eventName, user }: SignIn, t: Texts): string {
  if (kind === 'root-credentials') {
    const name = eventName?.toLowerCase() ?? '';
    const [done, tried] = (Object.hasOwn(t.changes, name) ? t.changes[name] : undefined) ?? t.otherChange;
    return result === 'Failure' ? tried : done;
  }
  const words = t.did[kind];
  if (result !== 'Success' && result !== 'Failure') return words.other(resultWord(result, t));
  return words[result](user.role === undefined ? '' : slackValue(user.role));
}

/** AWS's result in words; a result that nobody knows as it is. */
export const resultWord = (result: string, t: Texts): string =>
  (Object.hasOwn(t.results, result) ? t.results[result] : undefined) ?? slackValue(result);

export function account(id: string | undefined, t: Texts, context: MessageContext): string {
  if (id === undefined) return t.noAccount;
  return isAccount(id) ? t.account(accountName(id, context)) : t.account(slackValue(id));
}

/** Where it came from: the address with the trusted network's name, or what AWS says instead. */
export function source({ source }: SignIn, network: string | undefined, t: Texts): string {
  if (source.type === 'aws') return t.from.aws;
  if (source.type === 'missing') return t.from.missing;
  if (source.type === 'unreadable') return slackValue(source.text);
  return network === undefined ? source.address : t.from.network(source.address, slackWords(network));
}
