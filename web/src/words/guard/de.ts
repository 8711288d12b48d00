import type { Refusal } from '../../wire.js';

/// What the spam guard and the shield say, in German.

/// What a shield does, within a sentence.
const shields: Readonly<Record<string, string>> = {
  slow: 'wer danach kam, darf nur alle 10 s schreiben',
  hold: 'was Neue schreiben, sieht zuerst die Moderation',
  accounts_only: 'Gäste, die neu sind, kommen nicht herein',
  no_links: 'Neue dürfen keine Links senden',
};
export const shielded = (preset: unknown): string => shields[String(preset)] ?? 'er schützt vor Neuen';

/// Why something was refused, within a sentence.
export const rules: Readonly<Record<string, string>> = {
  rate: 'du zu schnell schreibst',
  duplicate: 'du das schon geschrieben hast',
  similar: 'es fast dasselbe wie vorher ist',
  links: 'es einen Link enthält, der hier nicht erwünscht ist',
  mentions: 'es zu viele Leute erwähnt',
  capitals: 'es nur aus Großbuchstaben besteht',
  marks: 'es zu viele Akzente auf einem Buchstaben hat',
  words: 'es ein Wort enthält, das hier nicht erwünscht ist',
  newcomer: 'du gerade erst dazugekommen bist',
  join_flood: 'du zu oft kommst und gehst',
  hopping: 'du zu oft den Raum wechselst',
  shield: 'der Raum gerade vor Neuen geschützt ist',
  hold: 'schon zu viele Nachrichten auf die Moderation warten',
};

/// What the spam guard does the next time, within a sentence.
const next: Readonly<Record<string, string>> = {
  warn: 'beim nächsten wirst du verwarnt',
  refuse: 'beim nächsten geschieht dasselbe',
  hold: 'nach dem nächsten sieht zuerst die Moderation, was du schreibst',
  mute: 'beim nächsten wirst du stummgeschaltet',
  kick: 'beim nächsten wirst du aus dem Raum entfernt',
};

/// What a step of the spam guard means for everything that one writes.
export const stepped = (r: Refusal): string => {
  if (r.step === 'hold') return 'Was du schreibst, sieht zuerst die Moderation; dein Spitzname bleibt deshalb vorerst, wie er ist.';
  const strike = r.strikes === undefined ? '' : ` Das war Verstoß ${r.strikes}`;
  const then = next[r.next ?? ''];
  return `Von dir wird gerade nichts gesendet, weil zu viel davon abgelehnt wurde.${strike}${then && strike ? `; ${then}` : ''}${strike && '.'}`;
};
