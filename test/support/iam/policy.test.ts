import { expect, test } from 'vitest';
import { decide, type IamRequest } from './policy.ts';

const role = 'arn:aws:iam::111122223333:role/signin-alert/events';
const topic = 'arn:aws:sns:us-east-1:111122223333:alerts';
const byRole: IamRequest = { action: 'sns:Publish', resource: topic, role };
const byService: IamRequest = {
  action: 'sns:Publish',
  resource: topic,
  service: 'events.amazonaws.com',
  context: { 'aws:sourcearn': 'arn:aws:events:us-east-1:111122223333:rule/ours', 'aws:sourceaccount': '111122223333' },
};
const allow = { Effect: 'Allow', Action: 'sns:Publish', Resource: topic };
const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

const cases: [string, object[], IamRequest, 'allow' | 'deny' | 'none'][] = [
  ['the action and resource', [allow], byRole, 'allow'],
  ['an action in another case, with a wildcard', [{ ...allow, Action: ['SNS:pub*'] }], byRole, 'allow'],
  ['another action', [{ ...allow, Action: 'sns:Subscribe' }], byRole, 'none'],
  ['another resource', [{ ...allow, Resource: `${topic}-2` }], byRole, 'none'],
  ['NotAction', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], byRole, 'allow'],
  ['a deny beside an allow', [allow, { ...allow, Effect: 'Deny' }], byRole, 'deny'],
  ['a service principal', [{ ...allow, Principal: { Service: ['events.amazonaws.com'] } }], byService, 'allow'],
  ['another service', [{ ...allow, Principal: { Service: 'sns.amazonaws.com' } }], byService, 'none'],
  ['a role by name', [{ ...allow, Principal: { AWS: role } }], byRole, 'allow'],
  ['its account', [{ ...allow, Principal: { AWS: '111122223333' } }], byRole, 'allow'],
  ['another account', [{ ...allow, Principal: { AWS: '444455556666' } }], byRole, 'none'],
  [
    'a source ARN',
    [{ ...allow, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:111122223333:rule/*' } } }],
    byService,
    'allow',
  ],
  [
    'a source ARN of another account',
    [{ ...allow, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:4:rule/*' } } }],
    byService,
    'none',
  ],
  [
    'a star over a colon',
    [{ ...allow, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:*:rule/ours' } } }],
    byService,
    'none',
  ],
  [
    'all of several conditions',
    [
      {
        ...allow,
        Condition: {
          StringEquals: { 'aws:SourceAccount': ['1', '111122223333'] },
          Bool: { 'aws:SecureTransport': 'false' },
        },
      },
    ],
    byService,
    'none',
  ],
  [
    'a negated condition on what is absent',
    [{ ...allow, Condition: { ArnNotEquals: { 'aws:PrincipalArn': role } } }],
    byService,
    'allow',
  ],
  [
    'a negated condition that is not met',
    [{ ...allow, Condition: { ArnNotEquals: { 'aws:PrincipalArn': role } } }],
    byRole,
    'none',
  ],
  [
    'a condition on what is absent',
    [{ ...allow, Condition: { StringLike: { 'aws:PrincipalArn': '*' } } }],
    byService,
    'none',
  ],
  [
    'the same with IfExists',
    [{ ...allow, Condition: { StringLikeIfExists: { 'aws:PrincipalArn': 'x' } } }],
    byService,
    'allow',
  ],
  ['Null', [{ ...allow, Condition: { Null: { 'aws:PrincipalArn': 'true' } } }], byService, 'allow'],
];

test.each(cases)('%s', (_what, statements, request, decision) => {
  expect(decide(document(...statements), request)).toBe(decision);
});

test('no policy decides nothing, an unknown operator is an error', () => {
  expect(decide(undefined, byRole)).toBe('none');
  expect(() => decide(document({ ...allow, Condition: { IpAddress: { 'aws:SourceIp': '*' } } }), byRole)).toThrow(
    'IpAddress',
  );
});
