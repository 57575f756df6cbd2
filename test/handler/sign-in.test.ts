import { describe, expect, it } from 'vitest';
import { readSource } from '../../src/handler/sign-in/source.ts';
import { signInFromTest } from '../../src/handler/sign-in/test.ts';
import { isoTime } from '../../src/handler/sign-in/time.ts';
import { readUser } from '../../src/handler/sign-in/user.ts';
import { readSignIn } from '../../src/handler/sign-in.ts';
import { signInOf } from './support/context.ts';

describe('identity of an event', () => {
  it("is CloudTrail's eventID", () => {
    const { id, eventId } = signInOf('console-user-mfa');
    expect(id).toBe(eventId);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is a hash of the record where the eventID is none', () => {
    const ids = [{}, {}, { eventTime: '2026-03-05T00:00:00Z' }].map(
      (changes) => signInOf('console-user-mfa', { eventID: 'redacted', ...changes }).id,
    );
    expect(ids[0]).toMatch(/^record-[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});

describe('region', () => {
  it("is the envelope's, and the record's own is kept", () => {
    expect(signInOf('console-user-global-envelope')).toMatchObject({ region: 'us-east-1', awsRegion: 'global' });
    expect(signInOf('console-user-no-mfa')).toMatchObject({ region: 'eu-north-1', awsRegion: 'eu-north-1' });
  });
});

describe('time', () => {
  it.each([
    ['2026-03-04T10:00:05Z', '2026-03-04T10:00:05Z'],
    ['2026-03-04T10:00:05.123Z', '2026-03-04T10:00:05Z'],
    ['2026-03-04 10:00:05', '2026-03-04T10:00:05Z'],
    ['2024-06-02 19:41:40.000000000', '2024-06-02T19:41:40Z'],
    ['2026-03-04T19:00:05+09:00', '2026-03-04T10:00:05Z'],
    ['2026-03-04T19:00:05+0900', '2026-03-04T10:00:05Z'],
    ['redacted', undefined],
    ['2026-13-45T99:00:00Z', undefined],
    ['0000-00-00T00:00:00Z', undefined],
    [undefined, undefined],
  ])('%s', (recorded, time) => {
    expect(isoTime(recorded)).toBe(time);
  });
});

describe('source', () => {
  it.each([
    ['203.0.113.7', 'address'],
    ['2001:db8::1', 'address'],
    ['::ffff:203.0.113.7', 'address'],
    ['AWS Internal', 'aws'],
    ['aws internal/3', 'aws'],
    ['signin.amazonaws.com', 'aws'],
    ['cloudformation.amazonaws.com', 'aws'],
    ['[IP_ADDRESS]', 'unreadable'],
    ['225.01.00.16', 'unreadable'],
    ['203.0.113.7, 10.0.0.1', 'unreadable'],
    ['evil.example', 'unreadable'],
    ['amazonaws.com.evil.example', 'unreadable'],
    [undefined, 'missing'],
  ])('%s is %s', (recorded, type) => {
    expect(readSource(recorded).type).toBe(type);
  });
});

describe('user', () => {
  const userOf = (userIdentity: object, more: object = {}) => readUser({ userIdentity, ...more });

  it('has a permission set only behind a role that Identity Center made', () => {
    const role = 'AWSReservedSSO_Read_Only_0123456789abcdef';
    const arn = `arn:aws:sts::111122223333:assumed-role/${role}/tanaka`;
    const issuer = (path: string) => ({
      sessionContext: { sessionIssuer: { userName: role, arn: `arn:aws:iam::111122223333:role/${path}${role}` } },
    });
    expect(userOf({ type: 'AssumedRole', arn, ...issuer('aws-reserved/sso.amazonaws.com/') }).permissionSet).toBe(
      'Read_Only',
    );
    expect(
      userOf({ type: 'AssumedRole', arn, ...issuer('aws-reserved/sso.amazonaws.com/eu-west-1/') }).permissionSet,
    ).toBe('Read_Only');
    expect(userOf({ type: 'AssumedRole', arn }).permissionSet).toBe('Read_Only');
    expect(userOf({ type: 'AssumedRole', arn, ...issuer('') }).permissionSet).toBeUndefined();
    expect(
      userOf({ type: 'AssumedRole', arn: arn.replace('AWSReservedSSO_', 'MyAWSReservedSSO_') }).permissionSet,
    ).toBeUndefined();
  });

  it('is an EC2 instance only behind a role', () => {
    expect(signInOf('console-role-ec2').user.instance).toBe('i-0123456789abcdef0');
    expect(userOf({ type: 'IAMUser', userName: 'i-0123456789abcdef0' }).instance).toBeUndefined();
  });

  it.each([
    [
      'Role with path',
      { type: 'Role', arn: 'arn:aws:iam::111122223333:role/team/Deploy' },
      { name: undefined, role: 'Deploy' },
    ],
    ['SAML user', { type: 'SAMLUser', userName: 'yuki', principalId: 'X:yuki' }, { name: 'yuki', role: undefined }],
    ['AWS service', { type: 'AWSService', invokedBy: 'signin.amazonaws.com' }, { name: 'signin.amazonaws.com' }],
    ['account', { type: 'AWSAccount', accountId: '444455556666' }, { name: '444455556666' }],
    ['unknown type', { type: 'Quantum', userName: 'yuki' }, { type: 'Quantum', name: 'yuki' }],
    ['type of an object', { type: 'constructor', userName: 'yuki' }, { type: 'constructor', name: 'yuki' }],
    [
      'only a principal',
      { type: 'IAMUser', principalId: 'AIDAEXAMPLE' },
      { name: undefined, principalId: 'AIDAEXAMPLE' },
    ],
    [
      'type told from the ARN',
      { arn: 'arn:aws:sts::111122223333:assumed-role/Ops/yuki' },
      { type: 'AssumedRole', name: 'yuki', role: 'Ops' },
    ],
    ['a blank name', { type: 'IAMUser', userName: '  ', arn: 'arn:aws:iam::111122223333:user/yuki' }, { name: 'yuki' }],
    ['wrong types', { type: {}, userName: [], arn: 7 }, { type: undefined, name: undefined }],
  ])('%s', (_, identity, found) => {
    expect(userOf(identity)).toMatchObject(found);
  });

  it('is undefined throughout where there is none', () => {
    for (const record of [{}, { userIdentity: null }, { userIdentity: 'x' }, { userIdentity: [] }]) {
      expect(Object.values(readUser(record)).filter((value) => value !== undefined)).toEqual([]);
    }
  });
});

describe('kind', () => {
  const kindOf = (record: object) => {
    const signIn = readSignIn({ ...record });
    return 'notAlert' in signIn ? signIn.why : signIn.kind;
  };

  it('is a sign-in of unknown kind when the name is new or missing', () => {
    expect(kindOf({ eventName: 'PasskeyLogin', eventSource: 'signin.amazonaws.com' })).toBe('unknown');
    expect(kindOf({ eventName: 'constructor', eventSource: 'signin.amazonaws.com' })).toBe('unknown');
    expect(kindOf({ eventSource: 'signin.amazonaws.com' })).toBe('unknown');
    expect(kindOf({ eventName: 'PasskeyLogin' })).toBe('unknown');
    expect(kindOf({ eventName: 'PasskeyLogin', eventSource: 'no host name' })).toBe('unknown');
    expect(kindOf({ eventName: 'PasskeyLogin', eventSource: 's3.amazonaws.com', eventType: 'AwsConsoleSignIn' })).toBe(
      'unknown',
    );
  });

  it('is none for what comes from elsewhere', () => {
    for (const eventSource of ['s3.amazonaws.com', 'sts.amazonaws.com', 'health.amazonaws.com.cn']) {
      expect(kindOf({ eventName: 'AssumeRoot', eventSource })).toContain(`it comes from ${eventSource}`);
    }
    expect(kindOf({ eventName: 'ListAccounts', eventSource: 'sso.amazonaws.com' })).toContain('Identity Center');
  });

  it('is a console sign-in by its name alone', () => {
    expect(kindOf({ eventName: 'ConsoleLogin', eventSource: 's3.amazonaws.com' })).toBe('console-login');
    expect(kindOf({ eventName: 'CONSOLELOGIN' })).toBe('console-login');
    expect(kindOf({ eventName: 'ConsoleLogin', eventSource: 'signin.amazonaws.com.cn' })).toBe('console-login');
  });

  it("is root's credentials only for root's own", () => {
    const call = (userIdentity: object, requestParameters: unknown) =>
      kindOf({ eventName: 'EnableMFADevice', eventSource: 'iam.amazonaws.com', userIdentity, requestParameters });
    const root = { type: 'Root', accountId: '111122223333', userName: 'example-prod' };
    for (const own of [
      null,
      '',
      {},
      { userName: 'root' },
      { userName: 'AWS ROOT USER' },
      { userName: 'example-prod' },
      { userName: '111122223333' },
    ]) {
      expect(call(root, own)).toBe('root-credentials');
    }
    expect(call(root, { userName: 'sakura' })).toContain('not its own');
    expect(call({ type: 'IAMUser' }, { userName: 'root' })).toContain('not root');
  });
});

describe('steps', () => {
  it.each([
    ['CreateOAuth2TokenWithIAM', 'signin.amazonaws.com'],
    ['Federate', 'signin.amazonaws.com'],
    ['Federate', 'sso.amazonaws.com'],
    ['Logout', 'sso.amazonaws.com'],
    ['CreateToken', 'sso.amazonaws.com'],
    ['CreateToken', 'sso-oauth.amazonaws.com'],
    ['RegisterClient', 'sso-oauth.amazonaws.com'],
    ['StartDeviceAuthorization', 'sso-oauth.amazonaws.com'],
  ])('%s of %s is no sign-in of its own, and says so', (eventName, eventSource) => {
    const made = readSignIn({ eventName, eventSource, eventType: 'AwsApiCall' });
    expect(made).toMatchObject({ notAlert: true, eventName, why: expect.stringMatching(/^it (?!comes)/) });
  });
});

describe('policy denial', () => {
  it.each([
    [{ errorCode: 'AccessDenied' }, true],
    [{ errorMessage: 'Authorization denied because of a resource-based policy' }, true],
    [{ errorMessage: 'Authorization denied because of a resource control policy' }, true],
    [{ errorMessage: 'Failed authentication' }, false],
    [{ errorCode: 'AccessDenied', responseElements: { ConsoleLogin: 'Success' } }, false],
  ])('%j', (changes, denied) => {
    expect(signInOf('console-user-failure', changes).policyDenied).toBe(denied);
  });
});

describe('test events', () => {
  const place = { account: '111122223333', partition: 'aws', region: 'us-east-2' };
  it.each([
    ['success', { result: 'Success', mfa: 'used', user: { type: 'IAMUser' } }],
    ['failure', { result: 'Failure', user: { type: 'IAMUser' } }],
    ['root', { result: 'Success', user: { type: 'Root' } }],
    ['no-mfa', { result: 'Success', mfa: 'not used', user: { type: 'IAMUser' } }],
  ] as const)('%s', (kind, found) => {
    const signIn = signInFromTest({ id: 't-1', kind, sentAt: '2026-03-04T10:00:00.000Z' }, place);
    expect(signIn).toMatchObject({
      ...found,
      id: 't-1',
      test: true,
      time: '2026-03-04T10:00:00Z',
      sourceIp: '203.0.113.10',
    });
    expect(signIn).toMatchObject({ account: '111122223333', region: 'us-east-2' });
  });
});
