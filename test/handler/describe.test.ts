import { describe, expect, it } from 'vitest';
import { previewRecord } from '../../src/handler/describe.ts';
import { context, readOne, rules } from './support/context.ts';
import { ownRecord } from './support/records.ts';

const preview = (payload: unknown) => previewRecord(readOne(payload), rules(), context);

describe('preview', () => {
  it('gives one line of the agreed shape', () => {
    const line = preview(ownRecord('console-user-global-envelope'));
    expect(Object.keys(line)).toEqual([
      'alert',
      'eventName',
      'result',
      'user',
      'mfa',
      'sourceIp',
      'region',
      'awsRegion',
      'account',
      'time',
      'reasons',
      'color',
      'mention',
      'text',
      'payload',
    ]);
    expect(line).toMatchObject({
      alert: true,
      eventName: 'ConsoleLogin',
      result: 'Success',
      user: { type: 'IAMUser', name: 'sakura', role: null },
      mfa: 'used',
      region: 'us-east-1',
      awsRegion: 'global',
      account: '111122223333',
      reasons: [],
      color: 'good',
      mention: null,
    });
  });

  it('says why there is no alert', () => {
    expect(preview(ownRecord('check-mfa'))).toEqual({
      alert: false,
      eventName: 'CheckMfa',
      why: expect.stringContaining('ConsoleLogin'),
    });
    expect(preview({ wakeUp: true })).toEqual({ alert: false, eventName: null, why: 'it is the wake-up event' });
  });

  it('has what there is of an anomaly alert', () => {
    const time = '2026-03-04T10:00:00Z';
    const detail = { severity: 'HIGH' };
    const line = preview({ source: 'aws.signin', 'detail-type': 'Sign-in Anomaly Alert', time, detail });
    expect(line).toMatchObject({ alert: true, eventName: 'Sign-in Anomaly Alert', time, reasons: ['anomaly'] });
  });

  it('has null for what an unreadable event does not say', () => {
    expect(preview('x')).toMatchObject({
      alert: true,
      eventName: null,
      result: 'unknown',
      user: { type: null, name: null, role: null },
      mfa: 'not recorded',
      sourceIp: null,
      time: null,
      reasons: ['unreadable'],
      mention: 'channel',
    });
  });
});
