import type { Refusal } from '../wire.js';
import { de } from './de.js';
import { en, type Words } from './en.js';

export type { Words };

export const LANGUAGES: readonly Words[] = [en, de];

/// The texts in the first requested language that is available; otherwise English.
export function wordsFor(...asked: readonly (string | null | undefined)[]): Words {
  for (const tag of asked) {
    const code = tag?.toLowerCase().split('-')[0];
    const words = LANGUAGES.find((language) => language.code === code);
    if (words) return words;
  }
  return en;
}

/// The sentence for a refusal, whatever its reason.
export function sentence(words: Words, refusal: Refusal): string {
  const known = Object.hasOwn(words.refusals, refusal.reason) ? words.refusals[refusal.reason] : undefined;
  return (known ?? words.unknownRefusal)(refusal);
}
