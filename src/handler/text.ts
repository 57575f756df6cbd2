import { en, type Texts } from './text/en.ts';
import { ja } from './text/ja.ts';

export type { Texts };

/** Languages of the messages; the ids are the values of `language` in the settings. */
export type Language = 'en' | 'ja';

export const texts: { readonly [language in Language]: Texts } = { en, ja };
