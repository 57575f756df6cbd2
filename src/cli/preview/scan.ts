/** Says whether a JSON value that began in earlier pieces of text ends in this one. */
export type Scanner = {
  /** @returns the index behind the value's end; `more` where it goes on; `broken` where this can be no JSON any more */
  scan(text: string, from?: number): number | 'more' | 'broken';
};

const quote = 34;
const backslash = 92;
const openers = new Set([123, 91]);
const closers = new Set([125, 93]);
const separators = new Set([44, 58]);

/**
 * Follows brackets and strings, no more: what lies between is for JSON.parse. But it sees soon where a value was cut off
 * and another begins, by a line break within a string or by a value that follows another without a comma: then one
 * broken line does not swallow all that come after it.
 */
export function createScanner(): Scanner {
  let depth = 0;
  let inString = false;
  let inWord = false;
  let afterValue = false;

  /** @returns the index behind the string's end, or the text's length where it goes on, or -1 */
  const skipString = (text: string, from: number): number => {
    for (let i = from; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code === backslash) i += 1;
      else if (code === quote) {
        inString = false;
        afterValue = true;
        return i + 1;
      } else if (code < 32) return -1;
    }
    return text.length;
  };

  return {
    scan(text, from = 0) {
      let i = from;
      while (i < text.length) {
        if (inString) {
          i = skipString(text, i);
          if (i < 0) return 'broken';
          continue;
        }
        const code = text.charCodeAt(i);
        i += 1;
        if (code <= 32) {
          afterValue ||= inWord;
          inWord = false;
        } else if (separators.has(code)) {
          afterValue = false;
          inWord = false;
        } else if (closers.has(code)) {
          depth -= 1;
          afterValue = true;
          inWord = false;
          if (depth <= 0) return i;
        } else if (afterValue || (inWord && (code === quote || openers.has(code)))) {
          return 'broken';
        } else if (code === quote) {
          inString = true;
        } else if (openers.has(code)) {
          depth += 1;
        } else if (depth === 0) {
          return 'broken';
        } else {
          inWord = true;
        }
      }
      return 'more';
    },
  };
}
