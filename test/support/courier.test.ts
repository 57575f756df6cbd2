import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteRoleCommand, DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { AddPermissionCommand, RemovePermissionCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { clientConfig } from './aws.ts';
import { createCourier } from './courier.ts';
import * as fixture from './fixture/pipeline.ts';
import { type Ministack, startMinistack } from './ministack.ts';
import { type Slack, startSlack } from './slack.ts';

const { home, other, roleArn, topicArn, queueArn, functionArn, makeRule } = fixture;
let server: Ministack;
let slack: Slack;
let pipeline: Awaited<ReturnType<typeof fixture.makePipeline>>;

const cloud = () => ({ endpoint: server.url, account: fixture.account });
const courier = () => createCourier(cloud());
const toTopic = { Arn: topicArn, RoleArn: roleArn, DeadLetterConfig: { Arn: queueArn } };
const toHome = { Arn: `arn:aws:events:${home}:${fixture.account}:event-bus/default`, RoleArn: roleArn };
const record = {
  eventVersion: '1.08',
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  eventType: 'AwsConsoleSignIn',
  eventTime: '2026-11-23T10:00:00Z',
  eventID: 'f2a7a3a5-1111-4222-8333-444455556666',
  awsRegion: home,
  readOnly: false,
};

beforeAll(async () => {
  [server, slack] = await Promise.all([startMinistack(), startSlack()]);
});
beforeEach(async () => {
  await server.reset();
  slack.clear();
  pipeline = await fixture.makePipeline(cloud(), slack.webhook());
});
afterAll(async () => {
  await Promise.all([server?.stop(), slack?.stop()]);
});

/** The event that the function was invoked with. */
const received = async () => JSON.parse(String((await slack.waitFor(() => true)).payload.text));

test('hands a record to the topic and its function, in the envelopes of AWS', async () => {
  await makeRule(cloud(), { region: home, name: 'signin-home', target: toTopic });
  const delivery = await courier().deliverRecord(record);
  expect(delivery).toEqual({
    ok: true,
    hops: [
      { region: home, rule: 'signin-home', target: topicArn, ok: true },
      { region: home, rule: 'signin-home', target: functionArn, ok: true },
    ],
  });
  const [{ EventSource, Sns }] = (await received()).Records;
  expect(EventSource).toBe('aws:sns');
  expect(Sns).toMatchObject({ Type: 'Notification', TopicArn: topicArn, Subject: null });
  expect(Sns.Timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(JSON.parse(Sns.Message)).toEqual({
    version: '0',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    'detail-type': 'AWS Console Sign In via CloudTrail',
    source: 'aws.signin',
    account: fixture.account,
    time: '2026-11-23T10:00:00Z',
    region: home,
    resources: [],
    detail: record,
  });
});

test('forwards from another region, keeping region and detail', async () => {
  await makeRule(cloud(), { region: home, name: 'signin-home', target: toTopic });
  await makeRule(cloud(), { region: other, name: 'signin-forward', target: toHome });
  const delivery = await courier().deliverRecord({ ...record, awsRegion: other });
  expect(delivery.hops.map(({ region, target, ok }) => [region, target, ok])).toEqual([
    [other, toHome.Arn, true],
    [home, topicArn, true],
    [home, functionArn, true],
  ]);
  const event = JSON.parse((await received()).Records[0].Sns.Message);
  expect(event).toMatchObject({ region: other, account: fixture.account, detail: { eventID: record.eventID } });
});

test('forwards once only', async () => {
  const toOther = { Arn: toHome.Arn.replace(home, other), RoleArn: roleArn, DeadLetterConfig: { Arn: queueArn } };
  await makeRule(cloud(), { region: other, name: 'signin-forward', target: toHome });
  await makeRule(cloud(), { region: home, name: 'signin-loop', target: toOther });
  const { hops } = await courier().deliverRecord(record, { region: other });
  expect(hops.map(({ target, ok }) => [target, ok])).toEqual([
    [toHome.Arn, true],
    [toOther.Arn, false],
    [queueArn, true],
  ]);
  const [letter] = await pipeline.letters();
  expect(letter?.MessageAttributes?.ERROR_CODE?.StringValue).toBe('THIRD_REGION_HOP_DETECTED');
});

test('read-only records need the other enabled state', async () => {
  const rule = { region: home, name: 'signin-home', target: toTopic };
  const login = { ...record, eventName: 'AuthorizeOAuth2Access', eventType: 'AwsApiCall', readOnly: true };
  await makeRule(cloud(), rule);
  expect((await courier().deliverRecord(login)).hops).toEqual([]);
  await makeRule(cloud(), { ...rule, readOnly: true });
  expect((await courier().deliverRecord(login)).ok).toBe(true);
  expect((await courier().deliverRecord(record)).ok).toBe(true);
});

test('disabled rules, other regions and other sources get nothing', async () => {
  await makeRule(cloud(), { region: home, name: 'signin-home', target: toTopic, state: 'DISABLED' });
  expect(await courier().deliverRecord(record)).toEqual({ ok: false, hops: [] });
  await makeRule(cloud(), { region: home, name: 'signin-home', target: toTopic });
  expect((await courier().deliverRecord({ ...record, awsRegion: other })).hops).toEqual([]);
  expect((await courier().deliverRecord({ ...record, eventSource: 'iam.amazonaws.com' })).hops).toEqual([]);
});

/** The dead letter's error code and text after a delivery that fails. */
const deadLetter = async () => {
  const delivery = await courier().deliverRecord(record);
  expect(delivery.ok).toBe(false);
  const [letter] = await pipeline.letters();
  const { ERROR_CODE, RULE_ARN, TARGET_ARN } = letter?.MessageAttributes ?? {};
  expect(RULE_ARN?.StringValue).toMatch(/^arn:aws:events:us-east-1:000000000000:rule\//);
  expect(TARGET_ARN?.StringValue).toMatch(/^arn:aws:sns:/);
  expect(JSON.parse(letter?.Body ?? '{}').detail).toEqual(record);
  return ERROR_CODE?.StringValue;
};

test('a missing topic is a dead letter', async () => {
  await makeRule(cloud(), { region: home, name: 'signin-home', target: { ...toTopic, Arn: `${topicArn}-gone` } });
  expect(await deadLetter()).toBe('NO_RESOURCE');
});

test('a role without the permission is a dead letter', async () => {
  await makeRule(cloud(), { region: home, name: 'signin-home', target: toTopic });
  await pipeline.iam.send(new DeleteRolePolicyCommand({ RoleName: 'events', PolicyName: 'publish' }));
  expect(await deadLetter()).toBe('NO_PERMISSIONS');
});

test('a missing role, and a role that does not trust this rule, are dead letters', async () => {
  await makeRule(cloud(), { region: home, name: 'stranger', target: toTopic });
  expect(await deadLetter()).toBe('FAILED_TO_ASSUME_ROLE');
  await pipeline.iam.send(new DeleteRolePolicyCommand({ RoleName: 'events', PolicyName: 'publish' }));
  await pipeline.iam.send(new DeleteRoleCommand({ RoleName: 'events' }));
  await makeRule(cloud(), { region: home, name: 'signin-home', target: toTopic });
  const { hops } = await courier().deliverRecord(record);
  expect(hops.map(({ why }) => why ?? '').join()).toContain('does not exist');
});

test('a topic that denies everybody but the role refuses a target without it', async () => {
  await makeRule(cloud(), { region: home, name: 'signin-home', target: { ...toTopic, RoleArn: undefined } });
  expect(await deadLetter()).toBe('NO_PERMISSIONS');
});

test('a function that the topic may not invoke: the message goes to the redrive queue', async () => {
  await makeRule(cloud(), { region: home, name: 'signin-home', target: toTopic });
  await pipeline.lambda.send(new RemovePermissionCommand({ FunctionName: 'alert', StatementId: 'topic' }));
  const { ok, hops } = await courier().deliverRecord(record);
  expect(ok).toBe(false);
  expect(hops.map(({ target, ok: good }) => [target, good])).toEqual([
    [topicArn, true],
    [functionArn, false],
    [queueArn, true],
  ]);
  const [letter] = await pipeline.letters();
  const body = JSON.parse(letter?.Body ?? '{}');
  expect(body).toMatchObject({ Type: 'Notification', TopicArn: topicArn });
  expect(JSON.parse(body.Message).detail).toEqual(record);
  expect(slack.posts).toEqual([]);
});

test('fires a scheduled rule at a function', async () => {
  const events = new EventBridgeClient(clientConfig(cloud(), home));
  await events.send(new PutRuleCommand({ Name: 'wake-up', ScheduleExpression: 'rate(5 minutes)' }));
  await events.send(new PutTargetsCommand({ Rule: 'wake-up', Targets: [{ Id: 'one', Arn: functionArn }] }));
  expect((await courier().fireSchedule(home, 'wake-up')).hops).toMatchObject([{ target: functionArn, ok: false }]);
  const permission = { StatementId: 'wake-up', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' };
  const SourceArn = fixture.ruleArn(home, 'wake-up');
  await pipeline.lambda.send(new AddPermissionCommand({ FunctionName: 'alert', SourceArn, ...permission }));
  expect((await courier().fireSchedule(home, 'wake-up')).ok).toBe(true);
  expect(await received()).toMatchObject({
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    resources: [SourceArn],
  });
});
