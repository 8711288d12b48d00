import type { Refusal } from '../../wire.js';

/// What the spam guard and the shield say, in English.

/// Why something was refused, within a sentence.
export const rules: Readonly<Record<string, string>> = {
  rate: 'you are writing too fast',
  duplicate: 'you already said that',
  similar: 'it is too similar to what was said before',
  links: 'it has a link that is not welcome here',
  mentions: 'it mentions too many people',
  capitals: 'it is all in capitals',
  marks: 'it has too many accents on one letter',
  words: 'it has a word that is not welcome here',
  newcomer: 'you have only just joined',
  join_flood: 'you come and go too often',
  hopping: 'you change rooms too often',
  shield: 'the room is protected from newcomers for a while',
  hold: 'too many messages are already waiting for the moderators',
};

/// What a shield does, within a sentence.
const shields: Readonly<Record<string, string>> = {
  slow: 'people who joined after it went up may write only once every 10 s',
  hold: 'moderators see what newcomers write first',
  accounts_only: 'guests who are new do not get in',
  no_links: 'newcomers may not send links',
};
export const shielded = (preset: unknown): string => shields[String(preset)] ?? 'it protects from newcomers';

/// What the spam guard does the next time, within a sentence.
const next: Readonly<Record<string, string>> = {
  warn: 'next time you will be warned',
  refuse: 'next time it will be the same',
  hold: 'next time moderators will see first what you write',
  mute: 'next time you will be muted',
  kick: 'next time you will be removed from the room',
};

/// What a step of the spam guard means for everything that one writes.
export const stepped = (r: Refusal): string => {
  if (r.step === 'hold') return "Moderators see first what you write, so your nickname can't be changed for now.";
  const strike = r.strikes === undefined ? '' : ` This was strike ${r.strikes}`;
  const then = next[r.next ?? ''];
  return `Nothing that you write is sent for now, because too much of it was refused.${strike}${then && strike ? `; ${then}` : ''}${strike && '.'}`;
};
