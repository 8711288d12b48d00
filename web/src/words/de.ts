import type { Refusal } from '../wire.js';
import { spanIn } from '../text/span.js';
import type { Words } from './en.js';

/// Alles, was Hubbub auf Deutsch sagt.

type Args = Readonly<Record<string, string | number>>;

const span = spanIn({ d: 'T', h: 'Std', min: 'Min', s: 's' });
const some = (who: unknown): string => (who === undefined || who === '' ? 'Jemand' : String(who));
const by = (who: unknown): string => (who === undefined || who === '' ? '' : ` von ${who}`);
const why = (reason: unknown): string => (reason === undefined ? '' : `: ${reason}`);
const count = (n: unknown, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const ranks = {
  guest: 'Gast',
  member: 'Mitglied',
  vip: 'VIP',
  moderator: 'Moderator',
  owner: 'Eigentümer',
  admin: 'Administrator',
};
const rank = (word: unknown): string => ranks[word as keyof typeof ranks] ?? String(word);
const again = (r: Refusal): string =>
  r.retry_after_ms === undefined ? '' : ` Wieder möglich in ${span(r.retry_after_ms)}.`;
const most = (r: Refusal, unit: string): string => (r.max === undefined ? '' : ` Höchstens ${r.max}${unit}.`);

const rules: Readonly<Record<string, string>> = {
  rate: 'du zu schnell schreibst',
  duplicate: 'du das schon gesagt hast',
  similar: 'es fast dasselbe ist wie zuvor',
  links: 'zu viele Links darin sind',
  mentions: 'zu viele Leute darin genannt sind',
  capitals: 'es in Großbuchstaben geschrieben ist',
  join_flood: 'du zu oft kommst und gehst',
  hopping: 'du zu oft den Raum wechselst',
};

export const de: Words = {
  code: 'de',
  tagline: 'Ein Raum ist da, solange jemand darin ist.',
  enter: 'Eintreten',
  nick: 'Spitzname',
  nickHint: 'Bleibt er leer, bekommst du einen.',
  topic: 'Raum',
  topicHint: 'Zum Beispiel room:lobby. Wer denselben öffnet, ist mit dir darin.',
  badTopic: 'Ein Raum heißt art:name, aus Buchstaben, Ziffern und _ . ~ : / @ + # = -',
  leave: 'Verlassen',
  back: 'Anderen Raum wählen',
  retry: 'Noch einmal',
  close: 'Schließen',
  dismiss: 'Ausblenden',
  log: 'Nachrichten',
  empty: 'Noch hat niemand etwas gesagt.',
  emptyHint: 'Was hier gesagt wird, ist weg, wenn der Letzte geht.',
  older: 'Ältere Nachrichten zeigen',
  olderLoading: 'Lädt …',
  olderNone: 'Hier fängt es an.',
  unseen: (n) => count(n, 'neue Nachricht', 'neue Nachrichten'),
  down: 'Zum Neuesten',
  write: 'Nachricht schreiben',
  writeTo: (topic) => `An ${topic} schreiben`,
  send: 'Senden',
  sending: 'Wird gesendet …',
  deleted: 'Nachricht entfernt',
  remove: 'Nachricht entfernen',
  removeOf: (who) => `Nachricht von ${who} entfernen`,
  you: 'du',
  people: (n) => count(n, 'Person', 'Personen'),
  morePeople: 'Mehr Leute zeigen',
  moreHidden: (n) => `und ${count(n, 'weitere Person', 'weitere')}`,
  mutedMark: 'stumm',
  mutedUntil: (left) => `noch ${left} stumm`,
  keywords: 'Stichwörter',
  noKeywords: 'Worüber mehrere reden, steht hier eine Weile.',
  keywordLeft: (word, left) => (left === null ? word : `${word}, noch ${left}`),
  pinned: 'angeheftet',
  details: 'Leute und Stichwörter',
  settings: 'Moderieren',
  untitled: 'Raum ohne Titel',
  status: {
    connecting: 'Verbindet …',
    joined: 'Verbunden',
    reconnecting: 'Verbindung verloren. Verbindet wieder …',
    waiting: 'Wartet auf Einlass …',
    closed: 'Du bist nicht mehr im Raum.',
  },
  quietBanner: (r, left) =>
    `Ruhe: nur ab ${rank(r)} darf gesprochen werden${left === null ? '' : `, noch ${left}`}.`,
  slowBanner: (each, left) =>
    `Langsam: eine Nachricht alle ${each}${left === null ? '' : `, noch ${left}`}.`,
  mutedBanner: (left) => (left === null ? 'Du bist stummgeschaltet.' : `Du bist noch ${left} stummgeschaltet.`),
  rank,
  form: {
    title: 'Titel',
    setTitle: 'Titel setzen',
    quiet: 'Ruhe',
    quietLeast: 'Wer sprechen darf',
    everyone: 'alle (aus)',
    andAbove: (r) => `ab ${rank(r)}`,
    setQuiet: 'Ruhe setzen',
    slow: 'Langsam',
    slowEach: 'Eine Nachricht alle',
    off: 'aus',
    setSlow: 'Langsam setzen',
    ttl: 'Wie lange',
    forGood: 'bis es geändert wird',
    pin: 'Stichwort anheften',
    keyword: 'Stichwort',
    doPin: 'Anheften',
    removeKeyword: 'Entfernen',
    block: 'Fernhalten für',
    blockNot: 'darf gleich wiederkommen',
    clear: 'Alle Nachrichten entfernen',
    clearAsk: 'Wirklich alle Nachrichten entfernen?',
    clearOf: 'Nachrichten entfernen',
    rank: 'Rang',
    grant: 'Rang geben',
    revoke: 'Rang nehmen',
    mute: 'Stummschalten',
    unmute: 'Sprechen lassen',
    kick: 'Aus dem Raum entfernen',
    mayReturn: 'Darf wiederkommen',
    atOnce: 'sofort',
    after: (left) => `nach ${left}`,
    reason: 'Grund (freiwillig)',
    withMessages: 'auch die Nachrichten entfernen',
    newNick: 'Neuer Spitzname',
    rename: 'Spitznamen ändern',
    here: (since) => `hier seit ${since}`,
  },
  span,
  notices: {
    title: (a: Args) => `${some(a['by'])} hat den Titel „${a['title']}“ gesetzt.`,
    untitled: (a: Args) => `${some(a['by'])} hat den Titel entfernt.`,
    quiet: (a: Args) => `Ruhe wurde eingeschaltet${by(a['by'])}: ab ${rank(a['rank'])} darf gesprochen werden.`,
    quiet_over: (a: Args) => `Die Ruhe wurde beendet${by(a['by'])}.`,
    slow: (a: Args) => `Langsam wurde eingestellt${by(a['by'])}: eine Nachricht alle ${span(Number(a['interval_ms']))}.`,
    slow_over: (a: Args) => `Langsam wurde beendet${by(a['by'])}.`,
    rank: (a: Args) => `${some(a['member'])} ist jetzt ${rank(a['rank'])}${by(a['by'])}.`,
    muted: (a: Args) => `${some(a['member'])} wurde stummgeschaltet${by(a['by'])}${why(a['reason'])}.`,
    unmuted: (a: Args) => `${some(a['member'])} darf wieder sprechen.`,
    kicked: (a: Args) => `${some(a['member'])} wurde aus dem Raum entfernt${by(a['by'])}${why(a['reason'])}.`,
    banned: (a: Args) => `${some(a['member'])} wurde verbannt${by(a['by'])}${why(a['reason'])}.`,
    nick: (a: Args) => `${some(a['member'])} heißt jetzt ${a['nick']}.`,
    cleared: (a: Args) => `Alle Nachrichten wurden entfernt${by(a['by'])}.`,
    cleared_of: (a: Args) => `Die Nachrichten von ${a['member'] || 'jemandem'} wurden entfernt${by(a['by'])}.`,
    destroyed: (a: Args) => `Der Raum wurde geschlossen${why(a['reason'])}.`,
    recovered: (a: Args) =>
      a['messages'] === 0
        ? 'Wieder verbunden, nichts verpasst.'
        : `Wieder verbunden, ${count(a['messages'], 'verpasste Nachricht', 'verpasste Nachrichten')}.`,
    fresh: () => 'Wieder verbunden, von neuem: was dazwischen gesagt wurde, kann fehlen.',
    lagged: (a: Args) => `Deine Verbindung war zu langsam: ${count(a['events'], 'Ereignis', 'Ereignisse')} übersprungen.`,
    whispered: (a: Args) => `${some(a['member'])} flüstert: ${a['body']}`,
    warned: (a: Args) => `Vorsicht, weil ${rules[String(a['rule'])] ?? `die Regel ${a['rule']} verletzt wurde`}.`,
  },
  refusals: {
    banned: (r) => `Du bist hier verbannt.${again(r)}`,
    kicked: (r) => `Du wurdest aus dem Raum entfernt${why(r.because)}.${again(r)}`,
    members_only: () => 'Diesen Raum dürfen nur Mitglieder betreten.',
    wrong_password: () => 'Das ist nicht das Passwort dieses Raums.',
    bad_nick: (r) => `Dieser Spitzname geht nicht.${most(r, ' Zeichen')}`,
    nick_taken: () => 'Diesen Spitznamen hat hier schon jemand.',
    nick_reserved: () => 'Dieser Spitzname gehört zu einem Konto.',
    guests_not_allowed: () => 'Gäste dürfen hier nicht herein.',
    invalid: (r) =>
      r.field === undefined
        ? 'Das hat der Server nicht verstanden.'
        : `${r.field} stimmt nicht${r.expected === undefined ? '' : `, erwartet: ${r.expected}`}.`,
    'too many channels joined': () => 'Du bist über diese Verbindung in zu vielen Räumen.',
    full: () => 'Der Raum ist voll.',
    overloaded: (r) => `Hier ist gerade zu viel los.${again(r)}`,
    unavailable: (r) => `Das geht gerade nicht.${again(r)}`,
    shutting_down: () => 'Der Server fährt herunter und kommt wieder.',
    'join crashed': () => 'Beim Eintreten ist etwas schiefgegangen.',
    quiet: (r) => `Ruhe: sprechen darf man jetzt ab ${rank(r.min_rank ?? 'member')}.${again(r)}`,
    slow: (r) => `Langsam: nicht so schnell.${again(r)}`,
    muted: (r) => `Du bist stummgeschaltet.${again(r)}`,
    spam: (r) => `Nicht gesendet, weil ${rules[r.rule ?? ''] ?? 'es nach Spam aussieht'}.${again(r)}`,
    held: () => 'Deine Nachricht wartet auf die Moderation.',
    rank_too_low: (r) =>
      r.min_rank === undefined ? 'Dein Rang erlaubt das nicht.' : `Das geht erst ab ${rank(r.min_rank)}.`,
    outranked: () => 'Das geht nicht bei jemandem mit deinem Rang oder einem höheren.',
    empty: () => 'Da stand nichts.',
    too_long: (r) => `Das ist zu lang.${most(r, '')}`,
    unknown_command: () => 'Diesen Befehl kennt der Server nicht.',
    unknown_member: () => 'So jemand ist nicht mehr hier.',
    unknown_message: () => 'Diese Nachricht gibt es nicht mehr.',
    already: () => 'Das ist schon so.',
    last_owner: () => 'Der letzte Eigentümer kann nicht zurücktreten.',
    internal: () => 'Auf dem Server ist etwas schiefgegangen.',
    'unmatched topic': () => 'So einen Raum gibt es nicht.',
    no_answer: () => 'Der Server hat nicht geantwortet.',
    closed: () => 'Der Raum wurde verlassen.',
    replaced: () => 'Du bist jetzt in einem anderen Fenster in diesem Raum.',
  },
  unknownRefusal: (r) => `Das wurde abgelehnt (${r.reason}).${again(r)}`,
};
