import type { Refusal } from '../wire.js';
import { isolated } from '../text/isolate.js';
import { spanIn } from '../text/span.js';
import type { Words } from './en.js';

/// All of Hubbub's German texts.

type Args = Readonly<Record<string, string | number>>;

const span = spanIn({ d: 'T', h: 'Std', min: 'Min', s: 's' });
const some = (who: unknown): string => (who === undefined || who === '' ? 'Jemand' : isolated(who));
/// „Ada hat es getan.“, or „Es wurde getan.“ if nobody knows by whom.
const acted = (who: unknown, did: string, done: string): string =>
  who === undefined || who === '' ? done : `${isolated(who)} hat ${did}`;
const why = (text: unknown): string => (text === undefined ? '' : `: ${isolated(text)}`);
const lasting = (a: Args): string => (a['for_ms'] === undefined ? '' : ` für ${span(Number(a['for_ms']))}`);
const someone = (who: unknown): string => (who === undefined || who === '' ? 'jemanden' : isolated(who));
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

const free = (r: Refusal): string => (r.suggestion === undefined ? '' : ` ${isolated(r.suggestion)} ist frei.`);

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
};

export const de: Words = {
  code: 'de',
  needsScript: 'Hubbub braucht JavaScript.',
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
  password: 'Passwort',
  locked: 'Dieser Raum hat ein Passwort.',
  nickHeld: 'Den Spitznamen hat vielleicht noch jemand.',
  otherNick: 'Anderer Spitzname',
  waitingFor: (left) => `Du kommst herein, sobald es geht. Nächster Versuch in ${left}.`,
  broken: 'Da ist etwas schiefgegangen; das hier lässt sich nicht anzeigen.',
  reload: 'Neu laden',
  close: 'Schließen',
  dismiss: 'Ausblenden',
  log: 'Nachrichten',
  empty: 'Noch hat niemand etwas gesagt.',
  emptyNow: 'Hier stehen gerade keine Nachrichten.',
  emptyHint: 'Was hier gesagt wird, ist weg, wenn der Letzte geht.',
  older: 'Ältere Nachrichten zeigen',
  olderLoading: 'Lädt …',
  olderNone: 'Hier fängt es an.',
  olderGone: 'Ältere Nachrichten werden nicht aufgehoben.',
  unseen: (n) => count(n, 'neue Nachricht', 'neue Nachrichten'),
  down: 'Zum Neuesten',
  write: 'Nachricht schreiben',
  writeTo: (topic) => `An ${topic} schreiben`,
  send: 'Senden',
  sending: 'Wird gesendet …',
  unsent: 'Nicht gesendet',
  sendAgain: 'Noch einmal senden',
  edit: 'Bearbeiten',
  discard: 'Verwerfen',
  silence: {
    muted: 'Du bist stummgeschaltet.',
    quiet: 'Solange Ruhe ist, darfst du nicht schreiben.',
    slow: 'Langsam-Modus: bitte warten.',
    held: 'Bitte warte einen Moment.',
  },
  silentFor: (left) => `Du kannst in ${left} wieder schreiben.`,
  deleted: ({ by, text }) => `${acted(by, 'diese Nachricht entfernt', 'Nachricht entfernt')}${why(text)}`,
  remove: 'Nachricht entfernen',
  removeOf: (who) => `Nachricht von ${who} entfernen`,
  you: 'du',
  somebody: 'Jemand',
  people: (n) => count(n, 'Person', 'Personen'),
  morePeople: 'Mehr Leute zeigen',
  moreHidden: (n) => `und ${count(n, 'weitere Person', 'weitere')}`,
  mutedMark: 'stumm',
  mutedUntil: (left) => (left === null ? 'stumm' : `noch ${left} stumm`),
  keywords: 'Stichwörter',
  noKeywords: 'Worüber mehrere reden, steht hier eine Weile.',
  keywordLeft: (word, left) => (left === null ? isolated(word) : `${isolated(word)}, noch ${left}`),
  pinned: 'angeheftet',
  details: 'Leute und Stichwörter',
  settings: 'Moderieren',
  untitled: 'Raum ohne Titel',
  status: {
    connecting: 'Verbindet …',
    joined: 'Verbunden',
    reconnecting: 'Verbindung verloren. Verbindet wieder …',
    waiting: 'Wartet auf Einlass …',
    closed: 'Du bist nicht im Raum.',
  },
  quietBanner: (r, left) =>
    `Ruhe: nur ab ${rank(r)} darf gesprochen werden${left === null ? '' : `, noch ${left}`}.`,
  slowBanner: (each, left) =>
    `Langsam-Modus: eine Nachricht alle ${each}${left === null ? '' : `, noch ${left}`}.`,
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
    slow: 'Langsam-Modus',
    slowEach: 'Eine Nachricht alle',
    off: 'aus',
    setSlow: 'Langsam-Modus setzen',
    ttl: 'Wie lange',
    forGood: 'bis es geändert wird',
    asItStands: (left) => `noch ${left}`,
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
    muteAnew: 'Ändern',
    unmute: 'Sprechen lassen',
    unmuteOf: (who) => `${who} sprechen lassen`,
    mutedPeople: 'Stummgeschaltet',
    kick: 'Aus dem Raum entfernen',
    mayReturn: 'Darf wiederkommen',
    atOnce: 'sofort',
    after: (left) => `nach ${left}`,
    why: 'Grund (freiwillig)',
    withMessages: 'auch die Nachrichten entfernen',
    newNick: 'Neuer Spitzname',
    rename: 'Spitznamen ändern',
    here: (since) => `hier seit ${since}`,
  },
  span,
  notices: {
    title: (a: Args) => `${some(a['by'])} hat den Titel in „${isolated(a['title'])}“ geändert.`,
    untitled: (a: Args) => `${some(a['by'])} hat den Titel entfernt.`,
    quiet: (a: Args) =>
      `${acted(a['by'], `${lasting(a).trim()} Ruhe eingeschaltet`.trim(), `Ruhe ist eingeschaltet${lasting(a)}`)}: nur ab ${rank(a['rank'])} darf gesprochen werden.`,
    quiet_over: (a: Args) => `${acted(a['by'], 'die Ruhe beendet', 'Die Ruhe ist vorbei')}.`,
    slow: (a: Args) =>
      `${acted(a['by'], `den Langsam-Modus${lasting(a)} eingeschaltet`, `Der Langsam-Modus ist an${lasting(a)}`)}: eine Nachricht alle ${span(Number(a['interval_ms']))}.`,
    slow_over: (a: Args) => `${acted(a['by'], 'den Langsam-Modus beendet', 'Der Langsam-Modus ist vorbei')}.`,
    rank: (a: Args) =>
      `${acted(a['by'], `${someone(a['member'])}${lasting(a)} zum ${rank(a['rank'])} gemacht`, `${some(a['member'])} ist jetzt${lasting(a)} ${rank(a['rank'])}`)}${why(a['text'])}.`,
    muted: (a: Args) =>
      `${acted(a['by'], `${someone(a['member'])}${lasting(a)} stummgeschaltet`, `${some(a['member'])} wurde${lasting(a)} stummgeschaltet`)}${why(a['text'])}.`,
    unmuted: (a: Args) =>
      `${acted(a['by'], `die Stummschaltung von ${a['member'] ? isolated(a['member']) : 'jemandem'} aufgehoben`, `${some(a['member'])} darf wieder sprechen`)}${why(a['text'])}.`,
    kicked: (a: Args) =>
      `${acted(a['by'], `${someone(a['member'])}${lasting(a)} aus dem Raum entfernt`, `${some(a['member'])} wurde${lasting(a)} aus dem Raum entfernt`)}${why(a['text'])}.`,
    banned: (a: Args) =>
      `${acted(a['by'], `${someone(a['member'])}${lasting(a)} verbannt`, `${some(a['member'])} wurde${lasting(a)} verbannt`)}${why(a['text'])}.`,
    nick: (a: Args) => `${some(a['member'])} heißt jetzt ${isolated(a['nick'])}.`,
    cleared: (a: Args) => `${acted(a['by'], 'alle Nachrichten entfernt', 'Alle Nachrichten wurden entfernt')}${why(a['text'])}.`,
    cleared_of: (a: Args) => {
      const theirs = `Nachrichten von ${a['member'] ? isolated(a['member']) : 'jemandem'}`;
      return `${acted(a['by'], `die ${theirs} entfernt`, `Die ${theirs} wurden entfernt`)}${why(a['text'])}.`;
    },
    destroyed: (a: Args) => `Der Raum wurde geschlossen${why(a['text'])}.`,
    recovered: (a: Args) =>
      a['messages'] === 0
        ? 'Wieder verbunden, nichts verpasst.'
        : `Wieder verbunden, ${count(a['messages'], 'verpasste Nachricht', 'verpasste Nachrichten')}.`,
    fresh: () => 'Wieder verbunden, von neuem: was dazwischen gesagt wurde, kann fehlen.',
    lagged: (a: Args) => `Deine Verbindung war zu langsam: ${count(a['events'], 'Ereignis', 'Ereignisse')} übersprungen.`,
    whispered: (a: Args) => `${some(a['member'])} flüstert: ${isolated(a['body'])}`,
    warned: (a: Args) => `Vorsicht, weil ${rules[String(a['rule'])] ?? `die Regel ${a['rule']} verletzt wurde`}.`,
  },
  refusals: {
    banned: (r) => `Du bist hier verbannt${why(r.text)}.${again(r)}`,
    kicked: (r) =>
      r.scope === 'address'
        ? `Jemand aus deinem Netz wurde aus diesem Raum entfernt; von dort kommt vorerst niemand Neues herein.${again(r)}`
        : `Du wurdest aus dem Raum entfernt${why(r.text)}.${again(r)}`,
    members_only: () => 'Diesen Raum dürfen nur Mitglieder betreten.',
    wrong_password: () => 'Das ist nicht das Passwort dieses Raums.',
    bad_nick: (r) => `Dieser Spitzname geht nicht.${most(r, ' Zeichen')}`,
    nick_taken: (r) => `Diesen Spitznamen hat hier schon jemand.${free(r)}`,
    nick_reserved: () => 'Dieser Spitzname gehört zu einem Konto.',
    guests_not_allowed: () => 'Gäste dürfen hier nicht herein.',
    invalid: (r) =>
      Object.hasOwn(fields, r.field ?? '') ? `${fields[r.field!]} geht so nicht.` : 'Das hat der Server nicht verstanden.',
    'too many channels joined': () => 'Du bist über diese Verbindung in zu vielen Räumen.',
    full: () => 'Der Raum ist voll.',
    overloaded: (r) => `Hier ist gerade zu viel los.${again(r)}`,
    unavailable: (r) => `Das geht gerade nicht.${again(r)}`,
    shutting_down: () => 'Der Server fährt herunter und kommt wieder.',
    'join crashed': () => 'Beim Eintreten ist etwas schiefgegangen.',
    quiet: (r) => `Ruhe: sprechen darf man jetzt ab ${rank(r.min_rank ?? 'member')}.${again(r)}`,
    slow: (r) => `Langsam-Modus: nicht so schnell.${again(r)}`,
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
    unreachable: () => 'Der Server ist nicht zu erreichen, oder er lässt diese Seite oder Gäste nicht ein.',
    no_answer: () => 'Der Server hat nicht geantwortet.',
    closed: () => 'Der Raum wurde verlassen.',
    replaced: () => 'Du bist jetzt in einem anderen Fenster in diesem Raum.',
  },
  unknownRefusal: (r) => `Das wurde abgelehnt (${r.reason}).${again(r)}`,
};
