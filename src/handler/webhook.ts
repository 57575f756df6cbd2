import type { Aws } from './aws-request.ts';
import type { FunctionConfig } from './config.ts';

const slackHosts = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);
const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Where alerts go. Only Slack's two hosts over https (ux.md 4.1), or a loopback address over http.
 * Throws without quoting the text: it is a secret.
 */
function parseWebhook(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSlack = url?.protocol === 'https:' && slackHosts.has(url.host) && url.pathname.startsWith('/services/');
  const isLocal = url?.protocol === 'http:' && loopback.test(url.hostname);
  if (url && (isSlack || isLocal)) return url;
  throw new Error('what was decrypted is not a Slack webhook');
}

/** Gives the webhook, decrypted by KMS on first demand and then kept for as long as the container lives. */
export function webhookReader(aws: Aws, { webhook, functionName }: FunctionConfig): () => Promise<URL> {
  const decrypt = async () => {
    const { Plaintext } = await aws(
      'kms',
      'Decrypt',
      {
        CiphertextBlob: webhook.ciphertext,
        KeyId: webhook.keyArn,
        EncryptionContext: { LambdaFunctionName: functionName },
      },
      { timeoutMs: 3_000 },
    );
    return parseWebhook(Buffer.from(String(Plaintext), 'base64').toString());
  };
  let kept: Promise<URL> | undefined;
  return () => {
    // A failure is not kept: the next alert asks again.
    kept ??= decrypt().catch((error) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
