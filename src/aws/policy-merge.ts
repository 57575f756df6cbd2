import type { Statement } from './permissions.ts';

/** What IAM takes as one managed policy, white space not counted. */
export const managedPolicyLimit = 6_144;

/**
 * Fewer, longer statements that allow the same: first those on the same resources become one, then those of the same
 * actions. Where that is still more than a managed policy takes, statements of different services are thrown together
 * too: an action of one service never applies to a resource of another.
 */
export function mergeStatements(statements: readonly Statement[]): Statement[] {
  const byResource = join(statements, ({ Resource, Condition }) => JSON.stringify([Resource.toSorted(), Condition]));
  const byAction = join(byResource, ({ Action, Condition }) => JSON.stringify([Action.toSorted(), Condition]));
  const byCondition = joinConditions(byAction);
  return JSON.stringify(byCondition).length < managedPolicyLimit - 100 ? byCondition : pack(byCondition);
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].toSorted();

const both = (a: Statement, b: Statement): Statement => ({
  ...a,
  Action: union(a.Action, b.Action),
  Resource: union(a.Resource, b.Resource),
});

function join(statements: readonly Statement[], keyOf: (statement: Statement) => string, merge = both): Statement[] {
  const groups = new Map<string, Statement>();
  for (const statement of statements) {
    const key = keyOf(statement);
    const same = groups.get(key);
    groups.set(key, same ? merge(same, statement) : statement);
  }
  return [...groups.values()];
}

/** Statements that differ only in the ARNs of an `ArnLike`: a condition is met by any value of its list. */
const joinConditions = (statements: readonly Statement[]): Statement[] =>
  join(
    statements,
    ({ Action, Resource, Condition: { ArnLike, ...rest } = {} }) =>
      JSON.stringify([Action, Resource, rest, Object.keys(ArnLike ?? {})]),
    (a, b) => {
      const arns = Object.entries(a.Condition?.ArnLike ?? {}).map(([key, value]): [string, string[]] => [
        key,
        union([value].flat(), [b.Condition?.ArnLike?.[key] ?? []].flat()),
      ]);
      return arns.length === 0 ? a : { ...a, Condition: { ...a.Condition, ArnLike: Object.fromEntries(arns) } };
    },
  );

const services = ({ Action }: Statement): string[] => Action.map((action) => action.split(':')[0] ?? '');

/** `Resource: "*"` stays by itself: it would take in every other service's resources. */
function pack(statements: readonly Statement[]): Statement[] {
  const packed: Statement[] = [];
  for (const statement of statements) {
    const fits = (other: Statement) =>
      JSON.stringify(other.Condition) === JSON.stringify(statement.Condition) &&
      !other.Resource.includes('*') &&
      !statement.Resource.includes('*') &&
      !services(other).some((service) => services(statement).includes(service));
    const index = packed.findIndex(fits);
    const other = packed[index];
    if (other) packed[index] = both(other, statement);
    else packed.push(statement);
  }
  return packed;
}
