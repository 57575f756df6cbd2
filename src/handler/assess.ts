import { contains, readNetwork } from './networks.ts';
import type { ReasonId } from './reason-ids.ts';
import { baseRules, type Color, type Level, otherLevels, raisingRules } from './reasons.ts';
import type { Rules } from './settings.ts';
import type { SignIn, Source } from './sign-in.ts';

export type { Color, ReasonId };

/** 'here', 'channel', a Slack id (U…, W…, S…), or several of these with spaces between. */
type Mention = string;

/** How a sign-in is judged. */
export type Assessment = {
  /** What the alert names, most important first; 'success' is not named. */
  readonly reasons: readonly ReasonId[];
  readonly color: Color;
  readonly mention: Mention | undefined;
  /** Name of the trusted network it came from. */
  readonly network: string | undefined;
  /** Why the user's settings want no alert. */
  readonly ignored: string | undefined;
};

/** Judges a sign-in by the user's rules. */
export function assess(signIn: SignIn, rules: Rules): Assessment {
  const network = networkOf(signIn.source, rules);
  const outside = rules.trustedNetworks.length > 0 && network === undefined && signIn.source.type !== 'aws';
  const found = [
    ...baseRules.filter(({ applies }) => applies(signIn, { outside })),
    ...raisingRules.filter(({ id, applies }) => isOn(id, rules) && applies(signIn, { outside })),
  ];
  const reasons = found.map(({ id }) => id).filter((id) => id !== 'success');
  const levels = found.map(({ id, level }) => levelOf(id, level, rules));
  return { reasons, ...strongest(levels), network, ignored: kindOff(signIn, rules) ?? ignoredBy(signIn, rules) };
}

/** Judges what is an alert without being a sign-in. */
export function assessOther(id: 'unreadable' | 'anomaly', rules: Rules): Assessment {
  const level = levelOf(id, otherLevels[id], rules);
  return { reasons: [id], ...strongest([level]), network: undefined, ignored: undefined };
}

/** `plain` keeps AWS's result only; a reason that the user names in the settings is wanted nevertheless. */
function isOn(id: ReasonId, rules: Rules): boolean {
  const setting = rules.reasons[id];
  if (setting === undefined) return rules.preset === 'recommended';
  return !('enabled' in setting) || setting.enabled !== false;
}

const levelOf = (id: ReasonId, level: Level, rules: Rules): Level => ({
  color: rules.reasons[id]?.color ?? level.color,
  mention: rules.reasons[id]?.mention ?? level.mention,
});

const colors: readonly Color[] = ['good', 'warning', 'danger'];
const broadcasts: readonly string[] = ['none', 'here', 'channel'];

/** The strongest colour; the widest of none, here and channel, and with it every person and group that is wanted. */
function strongest(levels: readonly Level[]): { color: Color; mention: Mention | undefined } {
  const color = Math.max(0, ...levels.map((level) => colors.indexOf(level.color)));
  const widest = Math.max(0, ...levels.map((level) => broadcasts.indexOf(level.mention)));
  const ids = levels.map((level) => level.mention).filter((mention) => !broadcasts.includes(mention));
  const mentions = [...broadcasts.slice(1).filter((_, i) => i + 1 === widest), ...new Set(ids)];
  return { color: colors[color] ?? 'danger', mention: mentions.join(' ') || undefined };
}

function networkOf(source: Source, rules: Rules): string | undefined {
  if (source.type !== 'address') return undefined;
  return rules.trustedNetworks.find(({ cidr }) => {
    const network = readNetwork(cidr);
    return network !== undefined && contains(network, source.address);
  })?.name;
}

/** Root always alerts, whatever is switched off: its rare sign-ins are what this tool is for. */
function kindOff({ kind, user }: SignIn, rules: Rules): string | undefined {
  const on = Object.hasOwn(rules.kinds, kind) ? rules.kinds[kind as keyof Rules['kinds']] : true;
  const isSignIn = kind !== 'root-credentials';
  return on || (isSignIn && user.type === 'Root')
    ? undefined
    : `alerts of kind ${kind} are switched off in the settings`;
}

/** Whose names nobody can choose for themselves: not a role's session name, and not GetFederationToken's `Name`. */
const ownNames: readonly (string | undefined)[] = ['IAMUser', 'IdentityCenterUser', 'Unknown'];

/** Who the user's settings ignore. Root, unknown kinds and unclear results never; failures only when said. */
function ignoredBy({ kind, result, user }: SignIn, rules: Rules): string | undefined {
  if (user.type === 'Root' || kind === 'unknown' || (result !== 'Success' && result !== 'Failure')) return undefined;
  const named = user.permissionSet !== undefined || ownNames.includes(user.type) ? user.name : undefined;
  const entry = rules.ignore.find(
    (entry) =>
      (result === 'Success' || entry.failures === true) &&
      (entry.user === undefined || entry.user === named) &&
      (entry.permissionSet === undefined || entry.permissionSet === user.permissionSet) &&
      (entry.role === undefined || entry.role === user.role),
  );
  if (!entry) return undefined;
  const who = [
    entry.user && `user ${entry.user}`,
    entry.permissionSet && `permission set ${entry.permissionSet}`,
    entry.role && `role ${entry.role}`,
  ];
  return `the settings ignore ${who.filter(Boolean).join(' with ')}`;
}
