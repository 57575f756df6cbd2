import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../input/problem.ts';
import type { Io } from '../io.ts';

/** Something to read records from; its name is for the user. */
export type Source = { readonly name: string; open(): AsyncIterable<Uint8Array> };

const highWaterMark = 1 << 18;

/** Files of a folder that look like records: also CloudTrail's own log files. */
const looksLikeRecords = /\.(json|ndjson|jsonl)(\.gz)?$/i;

const file = (path: string): Source => ({ name: path, open: () => createReadStream(path, { highWaterMark }) });

const standardInput = ({ stdin }: Pick<Io, 'stdin'>): Source => ({ name: 'stdin', open: () => stdin });

/**
 * What an argument stands for: a file, all files with records below a folder, or stdin where it is `-`.
 * @throws Problem
 */
export async function sourcesOf(argument: string, io: Pick<Io, 'stdin'>): Promise<readonly Source[]> {
  if (argument === '-') {
    if (io.stdin.isTTY) throw new Problem('- reads stdin, and that is the terminal');
    return [standardInput(io)];
  }
  try {
    if (!(await stat(argument)).isDirectory()) return [file(argument)];
    const entries = await readdir(argument, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && looksLikeRecords.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
    if (paths.length === 0) throw new Problem(`${argument} holds no .json, .ndjson or .jsonl file (nor one with .gz)`);
    return paths.toSorted().map(file);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${argument} cannot be read (${codeOf(error)})`);
  }
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
