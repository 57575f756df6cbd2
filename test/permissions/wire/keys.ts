import type { Call } from '../../support/proxy.ts';
import { arnOf, ask, type Facts, field, type IamRequest, jsonTags, type Mapping, requestTags } from './request.ts';

const known = (arn: string, { keyTags }: Facts): IamRequest['context'] =>
  Object.fromEntries(Object.entries(keyTags.get(arn) ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));

/** ARN of the key a call is about, which it names by ARN or by alias. Of an alias that leads nowhere: some key. */
function keyOf(call: Call, facts: Facts, name = field(call, 'KeyId')): string {
  if (!name.startsWith('alias/')) return name;
  return facts.keyOf(name) ?? arnOf('kms', 'key/none', call, facts);
}

const onKey =
  (action: string, more: (call: Call) => IamRequest['context'] = () => ({})): Mapping =>
  (call, facts) => {
    const key = keyOf(call, facts);
    return [ask(`kms:${action}`, key, { ...known(key, facts), ...more(call) })];
  };

/** Changing an alias takes the right on the alias and on each key it leads to, before and after. */
const onAlias =
  (action: string): Mapping =>
  (call, facts) => {
    const alias = field(call, 'AliasName');
    const target = call.input.TargetKeyId;
    const keys = [
      ...(action === 'CreateAlias' ? [] : [keyOf(call, facts, alias)]),
      ...(typeof target === 'string' ? [target] : []),
    ];
    return [
      ask(`kms:${action}`, arnOf('kms', alias, call, facts)),
      ...keys.map((key) => ask(`kms:${action}`, key, known(key, facts))),
    ];
  };

const encryption = ({ input }: Call): IamRequest['context'] =>
  Object.fromEntries(
    Object.entries(input.EncryptionContext ?? {}).map(([key, value]) => [
      `kms:EncryptionContext:${key}`,
      String(value),
    ]),
  );

export const keys: Record<string, Mapping> = {
  // Tags in CreateKey count as kms:TagResource on "all keys of account and Region"; the key has no tags then.
  'kms:CreateKey': (call, facts) => {
    const context = requestTags(jsonTags(call.input.Tags));
    return [
      ask('kms:CreateKey', '*', context),
      ask('kms:TagResource', arnOf('kms', 'key/to-be', call, facts), context),
    ];
  },
  'kms:TagResource': onKey('TagResource', ({ input }) => requestTags(jsonTags(input.Tags))),
  'kms:DescribeKey': onKey('DescribeKey'),
  'kms:GetKeyPolicy': onKey('GetKeyPolicy'),
  'kms:ListResourceTags': onKey('ListResourceTags'),
  'kms:PutKeyPolicy': onKey('PutKeyPolicy'),
  'kms:EnableKey': onKey('EnableKey'),
  'kms:CancelKeyDeletion': onKey('CancelKeyDeletion'),
  'kms:ScheduleKeyDeletion': onKey('ScheduleKeyDeletion'),
  'kms:Encrypt': onKey('Encrypt', encryption),
  'kms:Decrypt': onKey('Decrypt', encryption),
  'kms:CreateAlias': onAlias('CreateAlias'),
  'kms:UpdateAlias': onAlias('UpdateAlias'),
  'kms:DeleteAlias': onAlias('DeleteAlias'),
};
