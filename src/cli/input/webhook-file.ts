import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Secret } from '../../aws/secret.ts';
import type { Io } from '../io.ts';
import { Problem } from './problem.ts';
import { parseWebhookUrl } from './webhook-url.ts';

/** The webhook in a file, or in stdin where the path is `-`: its first line. Wrapped before anything else sees it. */
export async function webhookFromFile(path: string, { stdin }: Io): Promise<Secret> {
  const [first = ''] = (await content(path, stdin)).trim().split(/\r?\n/);
  return new Secret(parseWebhookUrl(first));
}

async function content(path: string, stdin: Io['stdin']): Promise<string> {
  if (path === '-') {
    if (stdin.isTTY) throw new Problem('- reads stdin, and that is the terminal; leave the flag out to type it hidden');
    return text(stdin);
  }
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unreadable';
    throw new Problem(`${path} cannot be read (${code})`);
  }
}
