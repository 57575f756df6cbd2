import type { Statement } from './permissions.ts';

/** What IAM can bind to a permissions boundary, of what we do with roles. */
const bindable = new Set(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary']);

/**
 * With a boundary, roles can only be made and given rights while they carry it, and it cannot be taken off: nobody gets
 * further with them than the boundary reaches. Without one, a boundary that somebody else set can only be taken off.
 */
export function bounded(statements: readonly Statement[], boundary: string | undefined): Statement[] {
  const never = boundary === undefined ? 'iam:PutRolePermissionsBoundary' : 'iam:DeleteRolePermissionsBoundary';
  const bound = { StringEquals: { 'iam:PermissionsBoundary': boundary ?? '' } };
  return statements.flatMap((statement) => {
    const wanted = statement.Action.filter((action) => action !== never);
    const [inside, outside] = [true, false].map((binds) =>
      wanted.filter((action) => (boundary !== undefined && bindable.has(action)) === binds),
    );
    return [
      ...(outside?.length ? [{ ...statement, Action: outside }] : []),
      ...(inside?.length ? [{ ...statement, Action: inside, Condition: bound }] : []),
    ];
  });
}
