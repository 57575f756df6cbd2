import type { FunctionConfig } from '../../handler/config.ts';
import type { Context, Desired, SealedWebhook } from '../context.ts';
import { functionZip } from '../function-zip.ts';
import { sealedWebhook } from '../webhook.ts';

/** The function's zip: the handler and what it must know. */
export async function buildZip(context: Context, desired: Desired): Promise<Uint8Array> {
  return zip(context, desired, await sealedWebhook(context, desired));
}

/** The zip as far as it is known before anything is changed: undefined where the webhook must be encrypted first. */
export function plannedZip(context: Context, desired: Desired): Uint8Array | undefined {
  return desired.webhook.kind === 'kept' ? zip(context, desired, desired.webhook.sealed) : undefined;
}

function zip({ names, place }: Context, desired: Desired, { ciphertext, keyArn }: SealedWebhook): Uint8Array {
  const config: FunctionConfig = {
    installation: place.installation,
    version: desired.cliVersion,
    partition: place.partition,
    account: place.account,
    ...(desired.accountAlias === undefined ? {} : { accountAlias: desired.accountAlias }),
    region: place.home,
    functionName: names.function,
    tableName: names.table,
    queueUrl: names.queueUrl,
    channel: desired.choices.channel,
    legacyWebhook: desired.choices.legacyWebhook,
    webhook: { ciphertext, keyArn },
  };
  return functionZip(desired.code, config);
}
