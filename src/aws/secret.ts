import { inspect } from 'node:util';

/**
 * A value that shows itself nowhere: not in string concatenation, JSON, `console.log` or an error's properties.
 * Only `reveal` gives it out, and a search for that word finds every place that does.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
