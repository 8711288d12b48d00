import { isolated } from '../../text/isolate.js';
import type { Refusal } from '../../wire.js';
import type { Words } from '../en.js';
import { again, most, rank, why } from '../grammar/de.js';
import { rules, stepped } from '../guard/de.js';

/// German sentences for what the server refuses.

/// Whether it holds until somebody changes it.
const endless = (r: Refusal): boolean => r.until_at === undefined && r.retry_after_ms === undefined;

const free = (r: Refusal): string => (r.suggestion === undefined ? '' : ` ${isolated(r.suggestion)} ist frei.`);

/// Labels for the wire's field names in forms.
const fields: Readonly<Record<string, string>> = {
  nick: 'Der Spitzname',
  title: 'Der Titel',
  body: 'Die Nachricht',
  keyword: 'Das Stichwort',
  text: 'Der Grund',
  password: 'Das Passwort',
  rank: 'Der Rang',
  min_rank: 'Der Rang',
  ttl_ms: 'Die Dauer',
  block_ms: 'Die Dauer',
  interval_ms: 'Die Dauer',
  slow_interval_ms: 'Die Dauer',
  quiet_min_rank: 'Der Rang',
  label: 'Der Anzeigename',
  description: 'Die Beschreibung',
  rules: 'Der Text der Regeln',
  language: 'Die Sprache',
  title_rank: 'Der Rang',
  max_members: 'Die Zahl der Personen',
  history: 'Die Zahl der Nachrichten',
};

export const refusals: Words['refusals'] = {
  kicked: (r) =>
    r.scope === 'address'
      ? `Jemand aus deinem Netz wurde aus diesem Raum entfernt; von dort darf vorerst niemand Neues beitreten.${again(r)}`
      : `Du wurdest aus dem Raum entfernt${why(r.text)}.${again(r)}`,
  banned: (r) => {
    const who = r.scope === 'address' ? 'Dein Netz ist in diesem Raum gesperrt' : 'Du bist in diesem Raum gesperrt';
    return `${who}${why(r.text)}.${endless(r) ? ' Die Sperre gilt, bis die Moderation sie aufhebt.' : again(r)}`;
  },
  sign_in: () => 'In diesen Raum kommst du nur angemeldet, nicht als Gast.',
  accounts_only: () => 'Das können nur angemeldete Personen, nicht Gäste.',
  no_such_topic: () => 'Einen registrierten Raum dieses Namens gibt es nicht.',
  may_not_found: () => 'Hier können nur angemeldete Personen einen neuen Raum öffnen.',
  bad_token: () => 'Der Server hat deine neue Anmeldung nicht angenommen.',
  token_expired: () => 'Deine Anmeldung ist abgelaufen. Lade die Seite neu, um weiterzuchatten.',
  members_only: () => 'Diesem Raum dürfen nur Mitglieder beitreten.',
  wrong_password: () => 'Das ist nicht das Passwort dieses Raums.',
  bad_nick: (r) => `Dieser Spitzname ist nicht möglich.${most(r, ' Zeichen')}`,
  nick_reserved: () => 'Dieser Spitzname gehört zu einem Konto.',
  nick_taken: (r) => `Diesen Spitznamen hat hier schon jemand.${free(r)}`,
  invalid: (r) =>
    Object.hasOwn(fields, r.field ?? '') ? `${fields[r.field!]} ist ungültig.` : 'Das hat der Server nicht verstanden.',
  'too many channels joined': () => 'Du bist mit dieser Verbindung in zu vielen Räumen.',
  full: () => 'Der Raum ist voll.',
  overloaded: (r) => `Hier ist gerade zu viel los.${again(r)}`,
  unavailable: (r) => `Das geht gerade nicht.${again(r)}`,
  incompatible: () => 'Dieser Server wird gerade aktualisiert und kann diesen Raum noch nicht zeigen. Bitte in ein paar Minuten wiederkommen.',
  shutting_down: () => 'Der Server fährt herunter und sollte bald wieder da sein.',
  'join crashed': () => 'Beim Beitreten ist etwas schiefgegangen.',
  quiet: (r) => `Ruhemodus: Schreiben darf man gerade erst ab Rang ${rank(r.min_rank ?? 'member')}.${again(r)}`,
  slow: (r) => `Slow-Modus: nicht so schnell.${again(r)}`,
  muted: (r) => `Du bist stummgeschaltet.${again(r)}`,
  spam: (r) => {
    if (r.rule === 'password') return `Es gab zu viele falsche Passwörter.${again(r)}`;
    return r.step === undefined
      ? `Nicht gesendet, weil ${rules[r.rule ?? ''] ?? 'es nach Spam aussieht'}.${again(r)}`
      : `${stepped(r)}${again(r)}`;
  },
  held: () => 'Deine Nachricht wird zuerst von der Moderation angesehen. Sie erscheint, sobald sie freigegeben ist.',
  acknowledge_first: () => 'Du wurdest verwarnt. Bestätige, dass du die Verwarnung gelesen hast, bevor du weiterschreibst.',
  rank_too_low: (r) =>
    r.min_rank === undefined ? 'Dein Rang erlaubt das nicht.' : `Das geht erst ab Rang ${rank(r.min_rank)}.`,
  outranked: () => 'Das geht nicht bei Personen mit deinem oder einem höheren Rang.',
  empty: () => 'Das war leer.',
  too_long: (r) => `Das ist zu lang.${most(r, '')}`,
  unknown_command: () => 'Diesen Befehl kennt der Server nicht.',
  unknown_member: () => 'Diese Person ist nicht mehr hier.',
  unknown_message: () => 'Diese Nachricht gibt es nicht mehr.',
  unknown_account: () => 'Dieses Konto gibt es nicht.',
  already: () => 'Das ist bereits so.',
  changed: () => 'Das hat inzwischen jemand anders geändert.',
  spectator: () => 'Wer nur zuschaut, kann das nicht.',
  last_owner: () => 'Der letzte Eigentümer kann nicht zurücktreten.',
  internal: () => 'Auf dem Server ist etwas schiefgegangen.',
  'unmatched topic': () => 'Diesen Raum gibt es nicht.',
  unreachable: () => 'Der Server ist nicht zu erreichen, oder er lässt diese Seite oder Gäste nicht zu.',
  no_answer: () => 'Der Server hat nicht geantwortet.',
  closed: () => 'Du hast den Raum verlassen.',
  replaced: () => 'Du bist diesem Raum jetzt in einem anderen Fenster beigetreten.',
};
