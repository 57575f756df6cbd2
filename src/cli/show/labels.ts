/** What people call the things that CloudFormation's type names mean. */
const labels: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'IAM role',
  'AWS::IAM::RolePolicy': 'role policy',
  'AWS::KMS::Key': 'KMS key',
  'AWS::DynamoDB::Table': 'DynamoDB table',
  'AWS::S3::Bucket': 'S3 bucket',
  'AWS::CloudTrail::Trail': 'CloudTrail trail',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::SQS::Queue': 'SQS queue',
  'AWS::Lambda::Function': 'Lambda function',
  'AWS::Lambda::EventInvokeConfig': 'invoke config',
  'AWS::Lambda::Permission': 'invoke permission',
  'AWS::SNS::Topic': 'SNS topic',
  'AWS::SNS::Subscription': 'subscription',
  'AWS::Events::Rule': 'EventBridge rule',
  'AWS::Events::Rule.Target': 'rule target',
  Settings: 'settings',
};

type Named = { readonly id: string; readonly type: string };

/** Ids of one kind that exist once per region: shown as one. */
const perRegion: Readonly<Record<string, string>> = { forwarder: 'forwarding rule' };

/** The kind of a resource that there is one of per region; undefined for others. */
export const familyOf = (id: string): string | undefined => {
  const [family = ''] = id.split(':');
  return family in perRegion ? family : undefined;
};

export const labelOf = ({ id, type }: Named): string =>
  perRegion[familyOf(id) ?? ''] ?? labels[type] ?? type.replace(/^AWS::/, '').replaceAll('::', ' ');
