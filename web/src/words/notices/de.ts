import { isolated } from '../../text/isolate.js';
import type { Words } from '../en.js';
import { acted, count, lasting, rank, some, someone, span, why, type Args } from '../grammar/de.js';
import { rules, shielded } from '../guard/de.js';

/// German sentences for what happened in the room. Moderators' acts stand so in the audit log, too.

/// What somebody did to somebody's message.
const decided = (a: Args, how: string): string => {
  const theirs = `eine Nachricht von ${a['member'] ? isolated(a['member']) : 'jemandem'}`;
  return `${acted(a['by'], `${theirs} ${how}`, `${theirs.replace('eine', 'Eine')} wurde ${how}`)}${why(a['text'])}.`;
};

export const notices: Words['notices'] = {
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
  member_warned: (a: Args) =>
    `${acted(a['by'], `${someone(a['member'])} verwarnt`, `${some(a['member'])} wurde verwarnt`)}${why(a['text'])}.`,
  held_approved: (a: Args) => decided(a, 'freigegeben'),
  held_rejected: (a: Args) => decided(a, 'abgelehnt'),
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
  deleted: (a: Args) => decided(a, 'entfernt'),
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
};
