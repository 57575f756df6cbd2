import { policy } from '../compare.ts';
import type { Resource } from '../engine/resource.ts';
import type { Names, Place } from '../names.ts';
import { keyArnOf } from '../webhook.ts';
import { role } from './role.ts';
import { rolePolicy } from './role-policy.ts';
import { settingsKey } from './settings.ts';

const trusting = (service: string, condition: object) => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: 'sts:AssumeRole',
  Condition: condition,
});

/** The function's role: its log, its webhook, its table, its queue, and nothing else. */
export const functionRole = (names: Names): readonly Resource[] => [
  role({
    id: 'function-role',
    anchor: true,
    name: names.functionRole,
    arn: names.functionRoleArn,
    description: 'signin-alert: what the function that posts to Slack may do',
    // Lambda sets no aws:SourceArn when it assumes an execution role; the account is what can be bound.
    trust: policy({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  }),
  rolePolicy({
    id: 'function-role-policy',
    roleId: 'function-role',
    role: names.functionRole,
    roleArn: names.functionRoleArn,
    needs: ['key'],
    document(context, desired) {
      const keyArn = keyArnOf(context, desired);
      if (keyArn === undefined) return undefined;
      return policy(
        {
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: keyArn,
          Condition: { StringEquals: { 'kms:EncryptionContext:LambdaFunctionName': names.function } },
        },
        {
          Effect: 'Allow',
          Action: 'dynamodb:BatchGetItem',
          Resource: names.tableArn,
        },
        // The settings are the installer's: what runs in the function cannot change where alerts go.
        {
          Effect: 'Allow',
          Action: 'dynamodb:UpdateItem',
          Resource: names.tableArn,
          Condition: { 'ForAllValues:StringNotEquals': { 'dynamodb:LeadingKeys': settingsKey } },
        },
        // SendMessage is for Lambda itself, which puts failed events there in the role's name.
        {
          Effect: 'Allow',
          Action: [
            'sqs:SendMessage',
            'sqs:ReceiveMessage',
            'sqs:DeleteMessage',
            'sqs:ChangeMessageVisibility',
            'sqs:GetQueueAttributes',
          ],
          Resource: names.queueArn,
        },
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `${names.logGroupArn}:*`,
        },
      );
    },
  }),
];

/** The role of every rule's target: publish to the topic, forward to the home bus, wake the function. */
export const eventsRole = (names: Names, place: Place): readonly Resource[] => {
  const ourRules = [names.rule, `${names.rule}-*`].map(
    (rule) => `arn:${place.partition}:events:*:${place.account}:rule/${rule}`,
  );
  return [
    role({
      id: 'events-role',
      name: names.eventsRole,
      arn: names.eventsRoleArn,
      description: 'signin-alert: what its EventBridge rules may do',
      trust: policy(
        trusting('events.amazonaws.com', {
          StringEquals: { 'aws:SourceAccount': place.account },
          ArnLike: { 'aws:SourceArn': ourRules },
        }),
      ),
    }),
    rolePolicy({
      id: 'events-role-policy',
      roleId: 'events-role',
      role: names.eventsRole,
      roleArn: names.eventsRoleArn,
      needs: [],
      document: () =>
        policy(
          { Effect: 'Allow', Action: 'sns:Publish', Resource: names.topicArn },
          { Effect: 'Allow', Action: 'events:PutEvents', Resource: names.busArn },
          { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: names.functionArn },
        ),
    }),
  ];
};
