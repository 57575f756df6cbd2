import { createHmac } from 'node:crypto';
import { EncryptCommand } from '@aws-sdk/client-kms';
import type { Context, Desired, SealedWebhook } from './context.ts';
import type { Names } from './names.ts';
import { allow, type Statement } from './permissions.ts';
import type { Secret } from './secret.ts';
import { passing, whilePassing } from './wait.ts';

/** ARN of the key that seals the webhook: the user's own, or ours once it is there. */
export const keyArnOf = ({ findings }: Context, { choices }: Desired): string | undefined =>
  choices.kmsKey ?? findings.keyArn;

/** Says whether a webhook is the sealed one, without opening that one. Bound to the key, so it tells nothing elsewhere. */
export const fingerprintOf = (url: Secret, keyArn: string): string =>
  createHmac('sha256', keyArn).update(url.reveal()).digest('hex');

/** The encryption context: named in the clear in CloudTrail, and required by the function role's permission. */
const encryptionContext = (functionName: string) => ({ LambdaFunctionName: functionName });

/**
 * To seal a webhook: with any key, but only for the function, whose role alone can open it. Not bound by the key's tag,
 * which KMS may take five minutes to heed: sealing follows the making of the key.
 */
export const permissionToSeal = (names: Names, keyArn: string): Statement =>
  allow(['kms:Encrypt'], keyArn, {
    StringEquals: Object.fromEntries(
      Object.entries(encryptionContext(names.function)).map(([key, value]) => [`kms:EncryptionContext:${key}`, value]),
    ),
  });

/**
 * The webhook as it is kept. A new one is encrypted once per run, on first demand: the body of kms:Encrypt is the one
 * place that carries it in clear, over TLS.
 */
export async function sealedWebhook(context: Context, desired: Desired): Promise<SealedWebhook> {
  if (desired.webhook.kind === 'kept') return desired.webhook.sealed;
  context.findings.sealed ??= seal(context, desired, desired.webhook.url);
  return context.findings.sealed;
}

async function seal(context: Context, desired: Desired, url: Secret): Promise<SealedWebhook> {
  const keyArn = keyArnOf(context, desired);
  if (keyArn === undefined) throw new Error('no key to seal the webhook with');
  const encrypt = () =>
    context.clients.kms(context.place.home).send(
      new EncryptCommand({
        KeyId: keyArn,
        Plaintext: Buffer.from(url.reveal()),
        EncryptionContext: encryptionContext(context.names.function),
      }),
    );
  // The user's own key is not fresh: where it is missing or disabled, waiting does not help.
  const { CiphertextBlob } = await (desired.choices.kmsKey
    ? encrypt()
    : whilePassing(context, passing.freshKey, encrypt));
  const ciphertext = Buffer.from(CiphertextBlob ?? new Uint8Array()).toString('base64');
  return { ciphertext, keyArn, fingerprint: fingerprintOf(url, keyArn) };
}
