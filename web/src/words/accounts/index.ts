import type { Refusal } from '../../wire.js';
import { sentence, type Words } from '../index.js';
import { de } from './de.js';
import { en, type AccountWords } from './en.js';

export type { AccountWords };

/// The texts about accounts, in the language of `words`.
export const accountWords = (words: Words): AccountWords => (words.code === 'de' ? de : en);

/// The sentence for a refusal of a request about accounts, whatever its reason.
export function accountSentence(words: Words, refusal: Refusal): string {
  const { refusals } = accountWords(words);
  const known = Object.hasOwn(refusals, refusal.reason) ? refusals[refusal.reason] : undefined;
  return known?.(refusal) ?? sentence(words, refusal);
}
