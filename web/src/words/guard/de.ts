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
