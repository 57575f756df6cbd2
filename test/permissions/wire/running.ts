import type { Call } from '../../support/proxy.ts';
import { arnOf, ask, type Facts, field, jsonTags, type Mapping, making, passing, requestTags } from './request.ts';

const fn = (call: Call, facts: Facts) =>
  arnOf('lambda', `function:${String(call.input.FunctionName ?? call.resource)}`, call, facts);

const onFunction =
  (action: string): Mapping =>
  (call, facts) => [ask(`lambda:${action}`, fn(call, facts))];

const withRole = (call: Call, facts: Facts) =>
  typeof call.input.Role === 'string' ? [passing(call.input.Role, 'lambda.amazonaws.com', fn(call, facts))] : [];

const group = (call: Call, facts: Facts) => arnOf('logs', `log-group:${field(call, 'logGroupName')}`, call, facts);

/** With `:*`, but for what is about tags. */
const onGroup =
  (action: string): Mapping =>
  (call, facts) => [ask(`logs:${action}`, `${group(call, facts)}:*`)];

const trail = (call: Call, facts: Facts) => {
  const name = String(call.input.Name ?? call.input.TrailName ?? call.input.ResourceId);
  return name.startsWith('arn:') ? name : arnOf('cloudtrail', `trail/${name}`, call, facts);
};

const onTrail =
  (action: string): Mapping =>
  (call, facts) => [ask(`cloudtrail:${action}`, trail(call, facts))];

/** Lambda, CloudWatch Logs and CloudTrail. */
export const running: Record<string, Mapping> = {
  'lambda:CreateFunction': (call, facts) => [
    ...making('lambda:CreateFunction', 'lambda:TagResource', fn(call, facts), jsonTags(call.input.Tags)),
    ...withRole(call, facts),
  ],
  // The answer's tags are left out (TagsError) where the second is missing.
  'lambda:GetFunction': (call, facts) => [
    ask('lambda:GetFunction', fn(call, facts)),
    ask('lambda:ListTags', fn(call, facts)),
  ],
  'lambda:GetFunctionConfiguration': onFunction('GetFunctionConfiguration'),
  'lambda:UpdateFunctionCode': onFunction('UpdateFunctionCode'),
  'lambda:UpdateFunctionConfiguration': (call, facts) => [
    ask('lambda:UpdateFunctionConfiguration', fn(call, facts)),
    ...withRole(call, facts),
  ],
  'lambda:TagResource': (call) => [
    ask(
      'lambda:TagResource',
      decodeURIComponent(call.path.split('/tags/')[1] ?? ''),
      requestTags(jsonTags(call.input.Tags)),
    ),
  ],
  'lambda:DeleteFunction': onFunction('DeleteFunction'),
  'lambda:GetFunctionEventInvokeConfig': onFunction('GetFunctionEventInvokeConfig'),
  'lambda:PutFunctionEventInvokeConfig': onFunction('PutFunctionEventInvokeConfig'),
  'lambda:DeleteFunctionEventInvokeConfig': onFunction('DeleteFunctionEventInvokeConfig'),
  'lambda:GetPolicy': onFunction('GetPolicy'),
  'lambda:AddPermission': (call, facts) => [
    ask('lambda:AddPermission', fn(call, facts), { 'lambda:Principal': field(call, 'Principal') }),
  ],
  'lambda:RemovePermission': onFunction('RemovePermission'),
  'lambda:Invoke': onFunction('InvokeFunction'),

  'logs:CreateLogGroup': (call, facts) => {
    const tags = jsonTags(call.input.tags);
    return [
      ask('logs:CreateLogGroup', `${group(call, facts)}:*`, requestTags(tags)),
      ...(Object.keys(tags).length > 0 ? [ask('logs:TagResource', group(call, facts), requestTags(tags))] : []),
    ];
  },
  'logs:TagResource': (call) => [ask('logs:TagResource', field(call, 'resourceArn'))],
  'logs:ListTagsForResource': (call) => [ask('logs:ListTagsForResource', field(call, 'resourceArn'))],
  'logs:DescribeLogGroups': () => [ask('logs:DescribeLogGroups', '*')],
  'logs:PutRetentionPolicy': onGroup('PutRetentionPolicy'),
  'logs:DeleteLogGroup': onGroup('DeleteLogGroup'),
  'logs:FilterLogEvents': onGroup('FilterLogEvents'),

  'cloudtrail:CreateTrail': (call, facts) =>
    making('cloudtrail:CreateTrail', 'cloudtrail:AddTags', trail(call, facts), jsonTags(call.input.TagsList)),
  'cloudtrail:AddTags': onTrail('AddTags'),
  'cloudtrail:ListTags': (call) =>
    (Array.isArray(call.input.ResourceIdList) ? call.input.ResourceIdList : []).map((arn) =>
      ask('cloudtrail:ListTags', String(arn)),
    ),
  'cloudtrail:DescribeTrails': () => [ask('cloudtrail:DescribeTrails', '*')],
  'cloudtrail:GetTrail': onTrail('GetTrail'),
  'cloudtrail:GetTrailStatus': onTrail('GetTrailStatus'),
  'cloudtrail:GetEventSelectors': onTrail('GetEventSelectors'),
  'cloudtrail:PutEventSelectors': onTrail('PutEventSelectors'),
  'cloudtrail:UpdateTrail': onTrail('UpdateTrail'),
  'cloudtrail:StartLogging': onTrail('StartLogging'),
  'cloudtrail:DeleteTrail': onTrail('DeleteTrail'),
};
