import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Io } from '../io.ts';
import { Problem } from './problem.ts';

/** What a file says, or stdin where the path is `-`. */
export async function fileText(path: string, { stdin }: Io): Promise<string> {
  if (path === '-') {
    if (stdin.isTTY) throw new Problem('- reads stdin, and that is the terminal');
    return text(stdin);
  }
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unreadable';
    throw new Problem(`${path} cannot be read (${code})`);
  }
}
