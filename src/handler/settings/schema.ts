import * as v from 'valibot';
import { readNetwork } from '../networks.ts';
import { baseReasons, otherReasons } from '../reason-ids.ts';
import { hiddenName } from '../sign-in/user.ts';
import { allowed, strict } from './problems.ts';

const oneOf = <const Words extends readonly string[]>(words: Words) => v.picklist(words, allowed(words.join(', ')));
const yesNo = v.boolean(allowed('true, false'));

const mentionForms =
  /^(?:<!?)?(?:@?(?:none|here|channel)|subteam\^S[A-Z0-9]{5,30}(?:\|[^>]*)?|S[A-Z0-9]{5,30}|@?[UW][A-Z0-9]{5,30}(?:\|[^>]*)?)>?$/;

/** Slack's words as they are; ids out of what Slack's client copies: `<@U0123ABCD|alice>`, `<!subteam^S0123ABCD>`. */
const normaliseMention = (written: string): string => written.replace(/^[<!@]*(?:subteam\^)?|[|>].*$/g, '');

const mention = v.pipe(
  v.string(allowed('none, here, channel, or the id of a person (U…) or a user group (S…)')),
  v.regex(mentionForms, allowed('none, here, channel, or the id of a person (U…) or a user group (S…)')),
  v.transform(normaliseMention),
);

const color = oneOf(['good', 'warning', 'danger']);
const baseLevel = strict({ color: v.optional(color), mention: v.optional(mention) });
const level = strict({ color: v.optional(color), mention: v.optional(mention), enabled: v.optional(yesNo) });

const forEach = <const Id extends string, Value>(ids: readonly Id[], value: Value): Record<Id, Value> =>
  Object.fromEntries(ids.map((id) => [id, value])) as Record<Id, Value>;

const name = (what: string) =>
  v.pipe(
    v.string(allowed(what)),
    v.trim(),
    v.minLength(1, allowed(what)),
    v.maxLength(128, allowed(`${what}, at most 128 characters`)),
  );

const network = strict({
  name: name('a name such as "Tokyo office"'),
  cidr: v.pipe(
    v.string(allowed('a range such as "203.0.113.0/24" or "2001:db8::/32"')),
    v.trim(),
    v.check(
      (text) => readNetwork(text) !== undefined,
      allowed('an IPv4 or IPv6 range such as "203.0.113.0/24" or "2001:db8::/32", of /1 or longer, or one address'),
    ),
  ),
});

const ignorable = (text: string): boolean => text.toLowerCase() !== 'root' && text !== hiddenName;

/**
 * A role's session name counts only behind AWSReservedSSO_, since elsewhere who takes the role chooses it: therefore a
 * user together with a permission set, but never with a role.
 */
const ignored = v.pipe(
  strict({
    user: v.optional(
      v.pipe(
        name('the name of an IAM user or an Identity Center user'),
        v.check(ignorable, allowed('any user but root and unknown ones, who always alert')),
      ),
    ),
    permissionSet: v.optional(name('the name of a permission set')),
    role: v.optional(name('the name of a role')),
    failures: v.optional(yesNo),
  }),
  v.check(
    ({ user, permissionSet, role }) =>
      role === undefined ? (user ?? permissionSet) !== undefined : user === undefined && permissionSet === undefined,
    'allowed: a user, a permissionSet, both, or a role alone (who takes a role chooses the session name, so it counts for nothing)',
  ),
);

/** Kinds of sign-in that can be switched, and what they are at first. ConsoleLogin and unknown kinds always alert. */
export const switchableKinds = {
  'switch-role': false,
  'identity-center': false,
  'identity-center-failure': true,
  'aws-login': false,
  'root-credentials': true,
} as const satisfies Record<string, boolean> as {
  [kind in 'switch-role' | 'identity-center' | 'identity-center-failure' | 'aws-login' | 'root-credentials']: boolean;
};

const kind = (id: keyof typeof switchableKinds) => v.optional(yesNo, switchableKinds[id]);

/** The rules as the user writes them. Its JSON schema: `rulesJsonSchema` in test/support. */
export const rulesSchema = strict({
  $schema: v.optional(v.string(allowed('the address of the JSON schema'))),
  preset: v.optional(oneOf(['recommended', 'plain']), 'recommended'),
  language: v.optional(oneOf(['en', 'ja']), 'en'),
  trustedNetworks: v.optional(
    v.pipe(v.array(network, allowed('a list of { name, cidr }')), v.maxLength(200, 'allowed: at most 200 networks')),
    [],
  ),
  reasons: v.optional(
    strict({ ...forEach(baseReasons, v.optional(baseLevel)), ...forEach(otherReasons, v.optional(level)) }),
    {},
  ),
  ignore: v.optional(
    v.pipe(
      v.array(ignored, allowed('a list of { user, permissionSet, role, failures }')),
      v.maxLength(500, 'allowed: at most 500 entries'),
    ),
    [],
  ),
  kinds: v.optional(
    strict({
      'switch-role': kind('switch-role'),
      'identity-center': kind('identity-center'),
      'identity-center-failure': kind('identity-center-failure'),
      'aws-login': kind('aws-login'),
      'root-credentials': kind('root-credentials'),
    }),
    {},
  ),
});
