import { terminal } from '../../handler/encode.ts';
import { problemText } from '../../handler/settings/problems.ts';
import { parseRules, type Rules } from '../../handler/settings.ts';
import type { Io } from '../io.ts';
import { fileText } from './file-text.ts';
import { Problem } from './problem.ts';

/** Alert rules as the user wrote them: what they leave out has its default, also a later one. */
export type WrittenRules = { readonly [key: string]: unknown };

/** @throws Problem, naming each place that is wrong and what is allowed there */
export function checkRules(value: unknown): { readonly written: WrittenRules; readonly rules: Rules } {
  const parsed = parseRules(value);
  if (!parsed.ok) throw new Problem(parsed.problems.map(problemText).join('\n  '));
  return { written: typeof value === 'object' && value !== null ? { ...value } : {}, rules: parsed.rules };
}

/** Reads a file of alert rules; `-` is stdin. */
export const readRulesFile = async (path: string, io: Io): Promise<ReturnType<typeof checkRules>> =>
  checkRules(await readJsonFile(path, io));

/** @throws Problem where it cannot be read or is no JSON */
export async function readJsonFile(path: string, io: Io): Promise<unknown> {
  const text = await fileText(path, io);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Problem(`${path} is no JSON: ${terminal(error instanceof Error ? error.message : String(error))}`);
  }
}
