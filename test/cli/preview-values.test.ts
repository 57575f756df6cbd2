import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createValueReader } from '../../src/cli/preview/values.ts';

/** What is read of a text that comes in pieces of this size. */
function readAll(text: string, size = text.length) {
  const values: unknown[] = [];
  const problems: number[] = [];
  const reader = createValueReader({
    value: (value) => values.push(value),
    problem: (_, line) => problems.push(line),
  });
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
  reader.end();
  return { values, problems };
}

const shapes = fc.constantFrom<(value: unknown) => string>(
  (value) => `${JSON.stringify(value)}\n`,
  (value) => JSON.stringify(value),
  (value) => `${JSON.stringify(value, null, 2)}\r\n`,
  (value) => `\n ${JSON.stringify(value, null, '\t')},\n`,
);
const structure = fc.oneof(
  fc.object({ maxDepth: 4 }),
  fc.array(fc.jsonValue(), { minLength: 1 }),
) as fc.Arbitrary<unknown>;

describe('values out of a text', () => {
  test('all of them, in their order, whatever their form and however the text is cut', () => {
    const property = fc.property(
      fc.array(fc.tuple(structure, shapes), { maxLength: 8 }),
      fc.integer({ min: 1, max: 200 }),
      (items, size) => {
        const written = items.map(([value, write]) => write(value)).join('');
        const expected = items.map(([value]) => JSON.parse(JSON.stringify(value)));
        expect(readAll(written, size)).toEqual({ values: expected, problems: [] });
      },
    );
    fc.assert(property, { numRuns: 2_000 });
  });

  test('never more than what is there, never without a word about the rest; no text breaks it', () => {
    const damaged = fc
      .tuple(fc.array(fc.tuple(structure, shapes), { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), fc.string())
      .map(([items, from, length, put]) => {
        const text = items.map(([value, write]) => write(value)).join('');
        const at = from % text.length;
        return text.slice(0, at) + put + text.slice(at + (length % 20));
      });
    const property = fc.property(damaged, fc.integer({ min: 1, max: 200 }), (text, size) => {
      const { values, problems } = readAll(text, size);
      expect(readAll(text)).toEqual({ values, problems });
      expect(values.length + problems.length > 0 || /^[\s,\]]*$/.test(text)).toBe(true);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  test('one broken line does not take the others with it', () => {
    const good = Array.from({ length: 3_000 }, (_, n) => JSON.stringify({ n, list: [{ a: 1 }] }));
    const breaks = ['{"a":', '{"a":1', '{"a":"', '{"a":[{"b":2}', '}', 'hello', '{"a":1,', '[{"a":1},'];
    for (const broken of breaks) {
      const { values, problems } = readAll([...good.slice(0, 3), broken, ...good.slice(3)].join('\n'));
      expect(values.length).toBeGreaterThanOrEqual(good.length - 1);
      expect(problems[0]).toBe(4);
    }
  });

  test.each([
    ['nothing but beginnings', '{"a":\n'.repeat(50_000)],
    ['one line of very many values', '{"a":1}'.repeat(200_000)],
    ['deep', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
    [
      'a value over very many lines',
      JSON.stringify(
        Array.from({ length: 100_000 }, (_, n) => ({ n })),
        null,
        1,
      ),
    ],
  ])('in good time: %s', (_, text) => {
    const began = performance.now();
    readAll(text, 65_536);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

test('the command loads nothing of AWS', () => {
  const folder = join(import.meta.dirname, '../../dist/cli');
  const codeOf = (name: string) => readFileSync(join(folder, name), 'utf8');
  const commandOf = (words: string) =>
    readdirSync(folder).find((name) => name.startsWith('command-') && codeOf(name).includes(words)) ?? '';
  const loaded = (name: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const [, next = ''] of codeOf(name).matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)) loaded(next, seen);
    return seen;
  };
  const callsAws = (name: string) => [...loaded(name)].some((file) => codeOf(file).includes('GetCallerIdentity'));
  expect(callsAws(commandOf('Posting a hello'))).toBe(true);
  expect(callsAws(commandOf('No record was read'))).toBe(false);
});
