import { describe, expect, it } from 'vitest';
import { isInstallationName, namesOf } from '../../src/aws/names.ts';

const place = { partition: 'aws', account: '111122223333', installation: 'main', home: 'eu-west-1' };

describe('namesOf', () => {
  it('keeps within the limits of S3, IAM and EventBridge with the longest name in the longest region', () => {
    const names = namesOf({ ...place, installation: 'a23456789012345x', home: 'ap-southeast-2' });
    expect(names.bucket.length).toBeLessThanOrEqual(63);
    expect(names.functionRole.length).toBeLessThanOrEqual(64);
    expect(names.forwardingRule.length).toBeLessThanOrEqual(64);
  });

  it('uses the account-regional namespace where AWS has it', () => {
    expect(namesOf(place).bucket).toBe('signin-alert-main-111122223333-eu-west-1-an');
    expect(namesOf({ ...place, home: 'me-south-1' }).bucket).toBe('signin-alert-main-111122223333-me-south-1');
  });

  it('never lets the names of two installations meet', () => {
    const all = (installation: string) =>
      Object.values(namesOf({ ...place, installation })).filter((name) => typeof name === 'string');
    const shared = new Set(['default', 'arn:aws:events:eu-west-1:111122223333:event-bus/default']);
    expect(all('main').filter((name) => all('main2').includes(name) && !shared.has(name))).toEqual([]);
  });
});

describe('isInstallationName', () => {
  it.each(['main', 'a', 'prod2', 'a23456789012345x'])('takes %s', (name) =>
    expect(isInstallationName(name)).toBe(true),
  );
  it.each(['', 'Main', '2x', 'a-b', 'a23456789012345xy', 'ä', 'main\n'])('refuses %j', (name) =>
    expect(isInstallationName(name)).toBe(false),
  );
});
