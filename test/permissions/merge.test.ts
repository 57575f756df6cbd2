import { describe, expect, it } from 'vitest';
import type { Statement } from '../../src/aws/permissions.ts';
import { type PolicyOptions, policyCommands, policyFor, statementsFor } from '../../src/aws/policy.ts';
import { managedPolicyLimit, policySize } from '../../src/aws/policy-merge.ts';
import { matches } from '../support/iam/conditions.ts';

const short = { partition: 'aws', account: '111122223333', installation: 'main', home: 'eu-west-1' };
/** The longest name in the region with the longest name. */
const long = { ...short, installation: 'abcdefghijklmnop', home: 'ap-southeast-2' };
const anywhere = { ...short, account: '*', home: '*' };
const kmsKey = 'arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000000';
const permissionsBoundary = `arn:aws:iam::111122223333:policy/${'b'.repeat(128)}`;
const everyOption: readonly PolicyOptions[] = [
  {},
  { permissionsBoundary },
  { kmsKey },
  { check: true },
  { deleteLogs: true },
];

type Grant = { readonly action: string; readonly resource: string; readonly condition: string };

/** One action and one resource each. What belongs to different services means nothing: no action applies to it. */
const grants = (statements: readonly Statement[]): Grant[] =>
  statements.flatMap(({ Action, Resource, Condition }) =>
    Action.flatMap((action) =>
      Resource.filter((arn) => arn === '*' || arn.split(':')[2] === action.split(':')[0]).map((resource) => ({
        action,
        resource,
        condition: JSON.stringify(Condition, (key, value) => (key === 'iam:AssociatedResourceArn' ? '…' : value)) ?? '',
      })),
    ),
  );

const missing = (of: readonly Grant[], from: readonly Grant[]): Grant[] =>
  of.filter(
    (grant) =>
      !from.some(
        ({ action, resource, condition }) =>
          action === grant.action && condition === grant.condition && matches(resource, grant.resource),
      ),
  );

describe.each(policyCommands)('policy %s', (command) => {
  it.each([short, long, anywhere])('allows neither more nor less than its statements one by one: $home', (place) => {
    for (const options of everyOption) {
      const [merged, single] = [policyFor(command, place, options).Statement, statementsFor(command, place, options)];
      expect(missing(grants(merged), grants(single))).toEqual([]);
      expect(missing(grants(single), grants(merged))).toEqual([]);
    }
  });

  it('is one managed policy', () => {
    for (const place of [short, anywhere]) {
      for (const options of everyOption) {
        expect(policySize(policyFor(command, place, options).Statement)).toBeLessThanOrEqual(managedPolicyLimit);
      }
    }
    expect(policySize(policyFor(command, long).Statement)).toBeLessThanOrEqual(managedPolicyLimit);
  });

  it('deletes log files only where that was said', () => {
    const allowed = JSON.stringify(policyFor(command, short));
    expect(allowed).not.toMatch(/s3:Delete/);
    const said = JSON.stringify(policyFor(command, short, { deleteLogs: true }));
    expect(/s3:DeleteObjectVersion/.test(said)).toBe(command === 'uninstall');
  });
});

describe('policy install with a permissions boundary', () => {
  const { Statement: statements } = policyFor('install', short, { permissionsBoundary });
  const of = (action: string) => statements.filter(({ Action }) => Action.includes(action));

  it.each(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'])('binds %s to it', (action) => {
    expect(of(action).map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'iam:PermissionsBoundary': permissionsBoundary } },
    ]);
  });
  it('cannot take it off', () => expect(of('iam:DeleteRolePermissionsBoundary')).toEqual([]));
});

it('hands our roles to their services only, for our function and our rules', () => {
  const passing = policyFor('install', short).Statement.filter(({ Action }) => Action.includes('iam:PassRole'));
  expect(passing.map(({ Condition }) => Condition?.StringEquals)).toEqual([
    { 'iam:PassedToService': 'lambda.amazonaws.com' },
    { 'iam:PassedToService': 'events.amazonaws.com' },
  ]);
  for (const { Action, Resource, Condition } of passing) {
    expect(Action).toEqual(['iam:PassRole']);
    expect(Resource).toEqual([expect.stringContaining(':role/signin-alert/signin-alert-main-')]);
    const forWhat = [Condition?.ArnLikeIfExists?.['iam:AssociatedResourceArn']].flat();
    for (const arn of forWhat) expect(arn).toMatch(/:(function:|rule\/)signin-alert-main(-forward|-wake-up)?$/);
  }
});
