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
/// How long it lasts; the audit log knows when it ends instead.
const lasting = (a: Args): string => {
  if (a['until'] !== undefined) return ` bis ${a['until']}`;
  return a['for_ms'] === undefined ? '' : ` für ${span(Number(a['for_ms']))}`;
};
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

/// Whether it holds until somebody changes it.
const endless = (r: Refusal): boolean => r.until_at === undefined && r.retry_after_ms === undefined;

const free = (r: Refusal): string => (r.suggestion === undefined ? '' : ` ${isolated(r.suggestion)} ist frei.`);

/// Was ein Schutzschild bewirkt, als Teil eines Satzes.
const shields: Readonly<Record<string, string>> = {
  slow: 'wer danach kam, darf nur alle 10 s schreiben',
  hold: 'was Neue schreiben, sieht zuerst die Moderation',
  accounts_only: 'Gäste, die neu sind, kommen nicht herein',
  no_links: 'Neue dürfen keine Links senden',
};
const shielded = (preset: unknown): string => shields[String(preset)] ?? 'er schützt vor Neuen';

const rules: Readonly<Record<string, string>> = {
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

export const de: Words = {
  code: 'de',
  needsScript: 'Hubbub braucht JavaScript.',
  tagline: 'Ein Raum existiert, solange jemand darin ist, oder dauerhaft, wenn er registriert wird.',
  enter: 'Beitreten',
  nick: 'Spitzname',
  nickHint: 'Ohne Angabe bekommst du einen zugeteilt.',
  topic: 'Raum',
  topicHint: 'Zum Beispiel room:lobby. Alle, die denselben Raum öffnen, treffen sich dort.',
  badTopic: 'Der Name eines Raums hat die Form art:name und besteht aus Buchstaben, Ziffern und _ . ~ : / @ + # = -',
  leave: 'Verlassen',
  back: 'Anderen Raum wählen',
  watching: 'du schaust nur zu',
  retry: 'Erneut versuchen',
  password: 'Passwort',
  locked: 'Dieser Raum hat ein Passwort.',
  nickHeld: 'Diesen Spitznamen benutzt vielleicht noch jemand.',
  otherNick: 'Anderer Spitzname',
  waitingFor: (left) => `Du wirst so bald wie möglich hereingelassen. Nächster Versuch in ${left}.`,
  broken: 'Da ist etwas schiefgegangen, deshalb lässt sich das hier nicht anzeigen.',
  reload: 'Neu laden',
  close: 'Schließen',
  dismiss: 'Ausblenden',
  log: 'Nachrichten',
  empty: 'Noch hat niemand etwas geschrieben.',
  emptyNow: 'Hier gibt es gerade keine Nachrichten.',
  emptyHint: 'Was hier geschrieben wird, verschwindet, wenn die letzte Person geht.',
  older: 'Ältere Nachrichten anzeigen',
  olderLoading: 'Wird geladen …',
  olderNone: 'Das ist der Anfang.',
  olderGone: 'Ältere Nachrichten werden nicht aufbewahrt.',
  unseen: (n) => count(n, 'neue Nachricht', 'neue Nachrichten'),
  down: 'Zu den neuesten Nachrichten',
  write: 'Nachricht schreiben',
  writeTo: (topic) => `An ${topic} schreiben`,
  send: 'Senden',
  sending: 'Wird gesendet …',
  unsent: 'Nicht gesendet',
  sendAgain: 'Erneut senden',
  edit: 'Bearbeiten',
  discard: 'Verwerfen',
  silence: {
    muted: 'Du bist stummgeschaltet.',
    quiet: 'Im Ruhemodus darfst du nicht schreiben.',
    slow: 'Slow-Modus: bitte warten.',
    held: 'Bitte warte einen Moment.',
  },
  silentFor: (left) => `Du kannst in ${left} wieder schreiben.`,
  deleted: ({ by, text }) => `${acted(by, 'diese Nachricht entfernt', 'Nachricht entfernt')}${why(text)}`,
  remove: 'Nachricht entfernen',
  removeOf: (who) => `Nachricht von ${who} entfernen`,
  you: 'du',
  somebody: 'Jemand',
  people: (n) => count(n, 'Person', 'Personen'),
  morePeople: 'Mehr Leute anzeigen',
  moreHidden: (n) => `und ${count(n, 'weitere Person', 'weitere Personen')}`,
  mutedMark: 'stumm',
  mutedUntil: (left) => (left === null ? 'stumm' : `noch ${left} stumm`),
  keywords: 'Stichwörter',
  noKeywords: 'Wörter, die mehrere benutzen, erscheinen hier eine Weile.',
  keywordLeft: (word, left) => (left === null ? isolated(word) : `${isolated(word)}, noch ${left}`),
  pinned: 'angeheftet',
  details: 'Leute und Stichwörter',
  settings: 'Moderieren',
  untitled: 'Raum ohne Titel',
  rules: 'Regeln',
  bans: 'Wer nicht wiederkommen darf',
  nobodyBanned: 'Niemand ist gesperrt.',
  network: (nick: string | undefined) => (nick === undefined ? 'Ein Netz' : `das Netz von ${isolated(nick)}`),
  bannedUntil: (left) => (left === null ? 'gesperrt, bis es aufgehoben wird' : `noch ${left} gesperrt`),
  guestsBannedUntil: (left) => `muss sich anmelden${left === null ? ', bis es aufgehoben wird' : `, noch ${left}`}`,
  kickedUntil: (left) => (left === null ? 'entfernt' : `entfernt, darf in ${left} wiederkommen`),
  actedBy: (who) => `von ${isolated(who)}`,
  audit: 'Moderationsprotokoll',
  nothingAudited: 'Noch nichts.',
  more: 'Mehr anzeigen',
  loading: 'Wird geladen …',
  notLoaded: 'Das ließ sich nicht laden.',
  registerRoom: 'Diesen Raum registrieren',
  roomSettings: 'Einstellungen des Raums',
  opens: (dialog) => `${dialog} …`,
  registerHint:
    'Ein registrierter Raum bleibt bestehen, auch wenn niemand darin ist: mit seinen Einstellungen, Rängen, Sperren und seinem Moderationsprotokoll. Er gehört dann dir.',
  status: {
    connecting: 'Verbinde …',
    joined: 'Verbunden',
    reconnecting: 'Verbindung verloren. Verbinde erneut …',
    restarting: 'Der Server startet neu. Verbinde erneut …',
    waiting: 'Warte auf Einlass …',
    closed: 'Du bist nicht im Raum.',
  },
  quietBanner: (r, left) =>
    `Ruhemodus: Schreiben darf man erst ab Rang ${rank(r)}${left === null ? '' : `, noch ${left}`}.`,
  slowBanner: (each, left) =>
    `Slow-Modus: eine Nachricht alle ${each}${left === null ? '' : `, noch ${left}`}.`,
  mutedBanner: (left) => (left === null ? 'Du bist stummgeschaltet.' : `Du bist noch ${left} stummgeschaltet.`),
  shieldBanner: (preset, left) => `Schutzschild: ${shielded(preset)}${left === null ? '' : `, noch ${left}`}.`,
  warningBanner: (text) => (text === undefined ? 'Du wurdest verwarnt.' : `Du wurdest verwarnt: ${isolated(text)}`),
  haveRead: 'Ich habe das gelesen',
  decide: 'Entscheiden',
  heldBanner: (n) => `${count(n, 'Nachricht wartet', 'Nachrichten warten')} auf deine Entscheidung.`,
  presets: {
    slow: 'Neue schreiben langsam',
    hold: 'Nachrichten von Neuen warten',
    accounts_only: 'Neue müssen sich anmelden',
    no_links: 'keine Links von Neuen',
  },
  rank,
  form: {
    title: 'Titel',
    setTitle: 'Titel setzen',
    quiet: 'Ruhemodus',
    quietLeast: 'Wer schreiben darf',
    everyone: 'alle (aus)',
    andAbove: (r) => `ab Rang ${rank(r)}`,
    setQuiet: 'Ruhemodus setzen',
    slow: 'Slow-Modus',
    slowEach: 'Eine Nachricht alle',
    off: 'aus',
    setSlow: 'Slow-Modus setzen',
    shield: 'Schutzschild gegen Neue',
    shieldDoes: 'Was er bewirkt',
    shieldUsual: '10 Minuten',
    setShield: 'Schutzschild setzen',
    heldMessages: 'Wartende Nachrichten',
    approve: 'Freigeben',
    approveOf: (who) => `Nachricht von ${isolated(who)} freigeben`,
    reject: 'Ablehnen',
    rejectOf: (who) => `Nachricht von ${isolated(who)} ablehnen`,
    ttl: 'Wie lange',
    forGood: 'bis es geändert wird',
    asItStands: (left) => `noch ${left}`,
    pin: 'Stichwort anheften',
    keyword: 'Stichwort',
    doPin: 'Anheften',
    removeKeyword: 'Entfernen',
    block: 'Sperren für',
    blockNot: 'nicht sperren',
    clear: 'Alle Nachrichten entfernen',
    clearAsk: 'Wirklich alle Nachrichten entfernen?',
    clearOf: 'Nachrichten entfernen',
    rank: 'Rang',
    grant: 'Rang geben',
    revoke: 'Rang entziehen',
    mute: 'Stummschalten',
    muteAnew: 'Ändern',
    unmute: 'Stummschaltung aufheben',
    unmuteOf: (who) => `Stummschaltung von ${who} aufheben`,
    mutedPeople: 'Stummgeschaltet',
    ban: 'Sperren',
    onceLifted: 'wenn die Sperre aufgehoben wird',
    lift: 'Aufheben',
    liftOf: (who) => `Sperre von ${isolated(who)} aufheben`,
    grantForGood: 'Rang auf Dauer geben',
    label: 'Anzeigename',
    description: 'Beschreibung',
    rules: 'Regeln',
    language: 'Sprache dieser Texte, zum Beispiel de',
    filter: 'Unerwünschte Wörter und Links',
    filterHint:
      'Zusätzlich zu dem, was der Server abweist. Für Moderatoren gilt das nicht. Ein Wort oder eine Domain pro Zeile; pirat* steht für alles, was so beginnt.',
    words: 'Wörter',
    wordsAction: 'Was mit solchen Nachrichten geschieht',
    wordsActions: { refuse: 'sie werden abgewiesen', mask: 'Sternchen verdecken die Wörter', hold: 'die Moderation entscheidet' },
    linksDenied: 'Niemand darf verlinken auf',
    linksAllowed: 'Auch neue Gäste dürfen verlinken auf',
    titleRank: 'Wer den Titel setzen darf',
    usualRank: 'wie üblich',
    newPassword: 'Neues Passwort',
    noPassword: 'Passwort (noch keines)',
    dropPassword: 'Passwort entfernen',
    membersOnly: 'nur für Mitglieder',
    mostMembers: 'Höchstens so viele Personen',
    noLimit: 'unbegrenzt',
    listed: 'in der Liste der Räume zeigen',
    history: 'Nachrichten, die Neue sehen',
    usualHistory: 'so viele wie üblich',
    save: 'Speichern',
    register: 'Registrieren',
    unregister: 'Registrierung aufheben',
    unregisterAsk: 'Wirklich aufheben? Der Raum endet dann, sobald niemand mehr darin ist.',
    kick: 'Aus dem Raum entfernen',
    mayReturn: 'Darf wiederkommen',
    atOnce: 'sofort',
    after: (left) => `nach ${left}`,
    why: 'Grund (optional)',
    withMessages: 'auch die Nachrichten entfernen',
    guestsOnly: 'nur als Gast sperren: angemeldet darf die Person kommen',
    newNick: 'Neuer Spitzname',
    rename: 'Spitznamen ändern',
    here: (since) => `hier seit ${since}`,
  },
  span,
  notices: {
    title: (a: Args) => `${some(a['by'])} hat den Titel in „${isolated(a['title'])}“ geändert.`,
    untitled: (a: Args) => `${some(a['by'])} hat den Titel entfernt.`,
    quiet: (a: Args) =>
      `${acted(a['by'], `den Ruhemodus${lasting(a)} eingeschaltet`, `Der Ruhemodus ist${lasting(a)} an`)}: Schreiben darf man erst ab Rang ${rank(a['rank'])}.`,
    quiet_over: (a: Args) => `${acted(a['by'], 'den Ruhemodus beendet', 'Der Ruhemodus ist vorbei')}.`,
    slow: (a: Args) =>
      `${acted(a['by'], `den Slow-Modus${lasting(a)} eingeschaltet`, `Der Slow-Modus ist${lasting(a)} an`)}: eine Nachricht alle ${span(Number(a['interval_ms']))}.`,
    slow_over: (a: Args) => `${acted(a['by'], 'den Slow-Modus beendet', 'Der Slow-Modus ist vorbei')}.`,
    shield: (a: Args) =>
      `${acted(a['by'], `den Schutzschild${lasting(a)} aktiviert`, `Der Schutzschild ist${lasting(a)} aktiv`)}: ${shielded(a['preset'])}.`,
    shield_over: (a: Args) => `${acted(a['by'], 'den Schutzschild aufgehoben', 'Der Schutzschild ist aufgehoben')}.`,
    rejected: (a: Args) =>
      `${a['how'] === 'expired' ? 'Niemand von der Moderation hat deine Nachricht rechtzeitig angesehen, deshalb ist sie nicht erschienen' : 'Deine Nachricht wurde nicht freigegeben'}${why(a['text'])}.`,
    rank: (a: Args) =>
      `${acted(a['by'], `${someone(a['member'])}${lasting(a)} zum ${rank(a['rank'])} gemacht`, `${some(a['member'])} ist jetzt${lasting(a)} ${rank(a['rank'])}`)}${why(a['text'])}.`,
    muted: (a: Args) =>
      `${acted(a['by'], `${someone(a['member'])}${lasting(a)} stummgeschaltet`, `${some(a['member'])} wurde${lasting(a)} stummgeschaltet`)}${why(a['text'])}.`,
    unmuted: (a: Args) =>
      `${acted(a['by'], `die Stummschaltung von ${a['member'] ? isolated(a['member']) : 'jemandem'} aufgehoben`, `${some(a['member'])} darf wieder schreiben`)}${why(a['text'])}.`,
    kicked: (a: Args) =>
      `${acted(a['by'], `${someone(a['member'])}${lasting(a)} aus dem Raum entfernt`, `${some(a['member'])} wurde${lasting(a)} aus dem Raum entfernt`)}${why(a['text'])}.`,
    banned: (a: Args) =>
      `${acted(a['by'], `${someone(a['member'])}${lasting(a)} gesperrt`, `${some(a['member'])} wurde${lasting(a)} gesperrt`)}${why(a['text'])}.`,
    registered: (a: Args) => `${acted(a['by'], 'diesen Raum registriert', 'Dieser Raum wurde registriert')}: Er bleibt, auch wenn niemand darin ist.`,
    unregistered: (a: Args) =>
      `${acted(a['by'], 'die Registrierung aufgehoben', 'Die Registrierung wurde aufgehoben')}: Der Raum endet, wenn die letzte Person geht.`,
    about: (a: Args) => `${acted(a['by'], 'geändert, was über diesen Raum gesagt wird', 'Was über diesen Raum gesagt wird, hat sich geändert')}.`,
    configured: (a: Args) => `${acted(a['by'], 'die Einstellungen des Raums geändert', 'Die Einstellungen des Raums wurden geändert')}.`,
    locked: (a: Args) => `${acted(a['by'], 'geändert, wer beitreten darf', 'Wer beitreten darf, wurde geändert')}.`,
    revoked: (a: Args) =>
      `${acted(a['by'], `${a['member'] ? isolated(a['member']) : 'jemandem'} den Rang entzogen`, `${some(a['member'])} hat den Rang verloren`)}${why(a['text'])}.`,
    unbanned: (a: Args) =>
      `${acted(a['by'], `die Sperre von ${a['member'] ? isolated(a['member']) : 'jemandem'} aufgehoben`, `${some(a['member'])} darf wiederkommen`)}${why(a['text'])}.`,
    deleted: (a: Args) => {
      const theirs = `eine Nachricht von ${a['member'] ? isolated(a['member']) : 'jemandem'}`;
      return `${acted(a['by'], `${theirs} entfernt`, `${theirs.replace('eine', 'Eine')} wurde entfernt`)}${why(a['text'])}.`;
    },
    keyword_pinned: (a: Args) =>
      `${acted(a['by'], `das Stichwort „${isolated(a['keyword'])}“${lasting(a)} angeheftet`, `Das Stichwort „${isolated(a['keyword'])}“ wurde${lasting(a)} angeheftet`)}.`,
    keyword_removed: (a: Args) => {
      const blocked = a['until'] === undefined ? '' : ` und${lasting(a)} gesperrt`;
      const word = `Stichwort „${isolated(a['keyword'])}“`;
      return `${acted(a['by'], `das ${word} entfernt${blocked}`, `Das ${word} wurde entfernt${blocked}`)}.`;
    },
    acted: (a: Args) => `${some(a['by'])} hat „${isolated(a['act'])}“ benutzt${lasting(a)}${why(a['text'])}.`,
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
    fresh: () => 'Neu verbunden: Einige Nachrichten können fehlen.',
    lagged: (a: Args) => `Deine Verbindung war zu langsam: ${count(a['events'], 'Ereignis', 'Ereignisse')} übersprungen.`,
    whispered: (a: Args) => `${some(a['member'])} flüstert: ${isolated(a['body'])}`,
    warned: (a: Args) =>
      a['rule'] === undefined
        ? `${acted(a['by'], 'dich verwarnt', 'Du wurdest verwarnt')}${why(a['text'])}.`
        : `Du wurdest verwarnt, weil ${rules[String(a['rule'])] ?? `die Regel ${a['rule']} verletzt wurde`}.`,
    guessed: (a: Args) =>
      `Jemand rät das Passwort dieses Raums: ${count(a['count'], 'falsches', 'falsche')} innerhalb von ${span(Number(a['within_ms']))}.`,
  },
  refusals: {
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
    spam: (r) =>
      r.rule === 'password'
        ? `Es gab zu viele falsche Passwörter.${again(r)}`
        : `Nicht gesendet, weil ${rules[r.rule ?? ''] ?? 'es nach Spam aussieht'}.${again(r)}`,
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
  },
  fullOfEntries: 'Mehr lässt sich hier nicht aufbewahren.',
  unknownRefusal: (r) => `Das wurde abgelehnt (${r.reason}).${again(r)}`,
};
