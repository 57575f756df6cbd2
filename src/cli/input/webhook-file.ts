import { Secret } from '../../aws/secret.ts';
import type { Io } from '../io.ts';
import { fileText } from './file-text.ts';
import { parseWebhookUrl } from './webhook-url.ts';

/** The webhook in a file, or in stdin where the path is `-`: its first line. Wrapped before anything else sees it. */
export async function webhookFromFile(path: string, io: Io): Promise<Secret> {
  const [first = ''] = (await fileText(path, io)).trim().split(/\r?\n/);
  return new Secret(parseWebhookUrl(first));
}
