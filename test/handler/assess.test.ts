import { describe, expect, it } from 'vitest';
import { assess, assessOther } from '../../src/handler/assess.ts';
import { rules, signInOf } from './support/context.ts';

const judge = (file: string, written: object = {}, changes: object = {}) =>
  assess(signInOf(file, changes), rules(written));

describe("AWS's result alone (preset plain)", () => {
  const plain = { preset: 'plain' };
  it.each([
    ['console-user-no-mfa', [], 'good', undefined],
    ['console-root-no-mfa', [], 'good', undefined],
    ['console-user-failure-mfa', ['failure'], 'warning', 'here'],
    ['console-user-other-result', ['other-result'], 'danger', 'channel'],
    ['console-user-no-result', ['other-result'], 'danger', 'channel'],
    ['password-updated', [], 'good', undefined],
    ['unknown-sign-in', [], 'good', undefined],
  ])('%s', (file, reasons, color, mention) => {
    expect(judge(file, plain)).toMatchObject({ reasons, color, mention });
    expect(judge(file, { ...plain, trustedNetworks: [{ name: 'x', cidr: '10.0.0.0/8' }] })).toMatchObject({ color });
  });

  it('takes those reasons that the user names', () => {
    const named = { ...plain, reasons: { root: {} } };
    expect(judge('console-root-no-mfa', named)).toMatchObject({
      reasons: ['root'],
      color: 'danger',
      mention: 'channel',
    });
  });
});

describe('reasons', () => {
  it('can be switched off one by one, never the base', () => {
    const off = { reasons: { root: { enabled: false } } };
    expect(judge('console-root-no-mfa', off)).toMatchObject({ reasons: ['no-mfa'], color: 'warning', mention: 'here' });
  });

  it('have the colour and mention that the user gives them', () => {
    const written = { reasons: { failure: { mention: 'none', color: 'good' } } };
    expect(judge('console-user-failure', written)).toMatchObject({
      reasons: ['failure'],
      color: 'good',
      mention: undefined,
    });
    const quiet = { reasons: { success: { mention: 'U0123ABCD' } } };
    expect(judge('console-user-mfa', quiet)).toMatchObject({ reasons: [], color: 'good', mention: 'U0123ABCD' });
  });

  it('mention the widest circle, and besides every person and group that is wanted', () => {
    const written = { reasons: { failure: { mention: 'S0123ABCD' }, 'mfa-failure': { mention: 'U0123ABCD' } } };
    expect(judge('console-user-failure-mfa', written).mention).toBe('S0123ABCD U0123ABCD');
    expect(judge('console-user-failure-mfa', { reasons: { failure: { mention: 'U0123ABCD' } } }).mention).toBe(
      'here U0123ABCD',
    );
    expect(judge('console-root-no-mfa').mention).toBe('channel');
  });

  it('never say "without MFA" of anybody but root and IAM users, nor of a failure', () => {
    for (const file of ['console-role', 'console-identity-center', 'console-federated-user', 'console-user-failure']) {
      expect(judge(file).reasons).not.toContain('no-mfa');
    }
  });

  it('are not raised by a failed sign-in of root, which strangers can cause', () => {
    expect(judge('console-root-failure')).toMatchObject({ reasons: ['failure'], color: 'warning', mention: 'here' });
  });
});

describe('trusted networks', () => {
  const office = {
    trustedNetworks: [
      { name: 'Tokyo office', cidr: '203.0.113.0/24' },
      { name: 'VPN', cidr: '2001:db8::/32' },
    ],
  };
  const from = (sourceIPAddress: unknown, written: object = office) =>
    judge('console-user-mfa', written, { sourceIPAddress });

  it('say nothing where none are set', () => {
    for (const source of ['198.51.100.9', null, 'redacted']) expect(from(source, {}).reasons).toEqual([]);
  });

  it.each(['203.0.113.7', '::ffff:203.0.113.7', '2001:db8:1::1'])('hold %s', (source) => {
    expect(from(source)).toMatchObject({ reasons: [], network: source.startsWith('2001') ? 'VPN' : 'Tokyo office' });
  });

  // What cannot be compared is not known to be inside.
  it.each(['198.51.100.9', '2001:db9::1', null, '', 'redacted', '203.0.113.7, 10.0.0.1', 'evil.example'])(
    'do not hold %j',
    (source) => {
      expect(from(source)).toMatchObject({
        reasons: ['outside-networks'],
        color: 'danger',
        mention: 'here',
        network: undefined,
      });
    },
  );

  it('are not asked about requests made inside AWS', () => {
    for (const source of ['AWS Internal', 'signin.amazonaws.com']) expect(from(source).reasons).toEqual([]);
  });
});

describe('kinds', () => {
  it('are off or on as the user says', () => {
    expect(judge('switch-role').ignored).toContain('switch-role');
    expect(judge('switch-role', { kinds: { 'switch-role': true } }).ignored).toBeUndefined();
    expect(judge('credential-verification-failure', { kinds: { 'identity-center-failure': false } }).ignored).toContain(
      'switched off',
    );
    expect(judge('password-updated', { kinds: { 'root-credentials': false } }).ignored).toContain('switched off');
  });

  it('never silence a sign-in of root', () => {
    const off = { kinds: { 'identity-center': false, 'identity-center-failure': false } };
    expect(judge('external-idp-failure', off).ignored).toBeUndefined();
  });
});

describe('ignored', () => {
  const ignore = (...entries: object[]) => ({ ignore: entries });

  it('are the users, permission sets and roles that the user names', () => {
    expect(judge('console-user-mfa', ignore({ user: 'sakura' })).ignored).toBe('the settings ignore user sakura');
    expect(judge('console-identity-center', ignore({ user: 'tanaka@example.com' })).ignored).toBeDefined();
    expect(judge('console-identity-center', ignore({ permissionSet: 'Read_Only' })).ignored).toBeDefined();
    expect(
      judge('console-identity-center', ignore({ user: 'tanaka@example.com', permissionSet: 'Read_Only' })).ignored,
    ).toBeDefined();
    expect(judge('console-role', ignore({ role: 'Operator' })).ignored).toBe('the settings ignore role Operator');
  });

  it('are nobody else', () => {
    expect(
      judge('console-user-mfa', ignore({ user: 'Sakura' }, { role: 'sakura' }, { permissionSet: 'sakura' })).ignored,
    ).toBeUndefined();
    expect(
      judge('console-identity-center', ignore({ user: 'tanaka@example.com', permissionSet: 'Admin' })).ignored,
    ).toBeUndefined();
  });

  it('are not known by a name that they chose themselves', () => {
    expect(judge('console-role-saml', ignore({ user: 'yuki@example.com' })).ignored).toBeUndefined();
    expect(judge('console-role-no-session-context', ignore({ user: 'yuki' })).ignored).toBeUndefined();
    expect(judge('console-federated-user', ignore({ user: 'broker-yuki' })).ignored).toBeUndefined();
    const odd = { userIdentity: { type: 'AssumedRole', principalId: 'AROAEXAMPLE:sakura' } };
    expect(judge('console-user-mfa', ignore({ user: 'sakura' }), odd).ignored).toBeUndefined();
  });

  it('alert when they fail, unless that is said', () => {
    expect(judge('console-user-failure', ignore({ user: 'sakura' })).ignored).toBeUndefined();
    expect(judge('console-user-failure', ignore({ user: 'sakura', failures: false })).ignored).toBeUndefined();
    expect(judge('console-user-failure', ignore({ user: 'sakura', failures: true })).ignored).toBeDefined();
  });

  it('are never root, unclear results or unknown kinds', () => {
    // Settings refuse a user called root; a role of that name is possible.
    const all = ignore({ user: 'sakura', failures: true }, { role: 'root', failures: true });
    for (const file of [
      'console-root-mfa',
      'console-user-other-result',
      'console-user-no-result',
      'unknown-sign-in',
      'password-updated',
    ]) {
      expect(judge(file, all).ignored).toBeUndefined();
    }
  });
});

describe('what is no sign-in', () => {
  it('alerts everybody, unless the user says otherwise', () => {
    expect(assessOther('unreadable', rules())).toMatchObject({
      reasons: ['unreadable'],
      color: 'danger',
      mention: 'channel',
    });
    expect(assessOther('anomaly', rules({ preset: 'plain' }))).toMatchObject({ color: 'danger', mention: 'channel' });
    expect(assessOther('anomaly', rules({ reasons: { anomaly: { mention: 'S0123ABCD' } } })).mention).toBe('S0123ABCD');
  });
});
