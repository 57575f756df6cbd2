/**
 * Characters that do not show as themselves: controls (ANSI escapes begin with one), formats (bidi overrides, zero
 * width), line and paragraph separators, lone surrogates, private use, and letters drawn as nothing.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const escapeHidden = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** What nearly every value is; looking for what is hidden takes ten times as long. */
const isPlain = /^[ -~]*$/;

/** Makes every character visible, in place and on one line: a name can neither move the cursor nor turn text around. */
export const visible = (value: string): string => (isPlain.test(value) ? value : value.replace(hidden, escapeHidden));

/** At most `max` code points, the last one "…" where something was left off. */
export function cut(value: string, max: number): string {
  if (value.length <= max) return value;
  // Two code units a code point at most: no need to take a huge text apart.
  const points = Array.from(value.slice(0, 2 * max + 2));
  return points.length <= max ? points.join('') : `${points.slice(0, max - 1).join('')}…`;
}

/** For a terminal: one line, nothing in it moves the cursor, changes colours or the direction of writing. */
export const terminal = (value: string): string => visible(value);

const escapeInJson = (text: string): string =>
  text.replace(/[^ -~]+/g, (strange) =>
    strange.replace(hidden, (character) =>
      Array.from(
        { length: character.length },
        (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
      ).join(''),
    ),
  );

/** JSON text that is also safe to show in a terminal: what is hidden is written as `\uXXXX`, which means the same. */
export const json = (value: unknown): string => escapeInJson(JSON.stringify(value) ?? 'null');

/** The same over several lines, for people. */
export const prettyJson = (value: unknown): string =>
  (JSON.stringify(value, null, 2) ?? 'null').split('\n').map(escapeInJson).join('\n');

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For HTML text and quoted attributes. */
export const html = (value: string): string => visible(value).replace(/[&<>"']/g, (found) => entities[found] ?? found);

/** A field of CSV (RFC 4180), always quoted; what a spreadsheet would take for a formula gets an apostrophe (OWASP). */
export const csv = (value: string): string => {
  const shown = visible(value);
  return `"${(/^[\s'"]*[=+\-@＝＋－＠|%]/u.test(shown) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
};
