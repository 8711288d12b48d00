import type { Refusal } from '../../wire.js';
import { isolated } from '../../text/isolate.js';
import { spanIn } from '../../text/span.js';
import type { AccountWords } from './en.js';

/// German texts about accounts.

const span = spanIn({ d: 'T', h: 'Std', min: 'Min', s: 's' });
const again = (r: Refusal): string =>
  r.retry_after_ms === undefined ? '' : ` Wieder möglich in ${span(r.retry_after_ms)}.`;

export const de: AccountWords = {
  asGuest: 'Du kommst als Gast.',
  hereAsGuest: 'Du bist als Gast hier.',
  signIn: 'Anmelden',
  signUp: 'Konto anlegen',
  haveOne: 'Ich habe ein Konto',
  name: 'Name',
  password: 'Passwort',
  passwordHint: 'Mindestens 8 Zeichen.',
  inviteOnly: 'Neue Konten gibt es nur auf Einladung.',
  account: 'Konto',
  admin: 'Administrator',
  signedIn: 'Angemeldet',
  signedOut: 'Du wurdest abgemeldet.',
  waiting: 'Anmeldung läuft …',
  unsure: (name) => `Du warst als ${isolated(name)} angemeldet, aber das lässt sich gerade nicht prüfen.`,
  goOnAsGuest: 'Als Gast weitermachen',
  signOut: 'Abmelden',
  signOutEverywhere: 'Überall abmelden',
  changePassword: 'Passwort ändern',
  currentPassword: 'Bisheriges Passwort',
  newPassword: 'Neues Passwort',
  passwordChanged: 'Dein Passwort wurde geändert. Deine anderen Geräte wurden abgemeldet.',
  invite: 'Einladungslink erstellen',
  inviteLink: 'Einladungslink',
  inviteLasts: (uses, left) => `Für ${uses === 1 ? 'ein Konto' : `${uses} Konten`}, innerhalb von ${left}.`,
  copy: 'Kopieren',
  copied: 'Kopiert',
  remove: 'Konto löschen',
  removeHint:
    'Das lässt sich nicht rückgängig machen. Dein Name wird für andere frei, und du verlierst die Ränge dieses Kontos. Was du geschrieben hast, wird nicht entfernt.',
  removeForGood: 'Endgültig löschen',
  setup: 'Diesen Server einrichten',
  setupHint: 'Dieses Konto wird das des Administrators.',
  setupDo: 'Konto anlegen',
  invited: 'Du bist eingeladen',
  invitedHint: 'Wähle einen Namen und ein Passwort für dein neues Konto.',
  reset: 'Neues Passwort wählen',
  resetHint: 'Auf allen anderen Geräten wirst du abgemeldet.',
  resetDo: 'Speichern und anmelden',
  refusals: {
    wrong_password: () => 'Name und Passwort passen nicht zusammen.',
    wrong_current: () => 'Das ist nicht dein Passwort.',
    nick_taken: () => 'Diesen Namen gibt es schon, oder einen, der ihm zu ähnlich sieht.',
    bad_nick: () => 'Dieser Name ist nicht möglich. Er darf höchstens 32 Zeichen haben.',
    bad_password: () => 'Dieses Passwort ist nicht möglich. Es muss 8 bis 256 Zeichen haben.',
    sign_up_off: () => 'Hier kann im Moment niemand ein Konto anlegen.',
    bad_link: () => 'Dieser Link gilt nicht mehr: Er wurde schon benutzt, oder seine Zeit ist abgelaufen.',
    rate: (r) => `Das waren zu viele Versuche.${again(r)}`,
    unavailable: (r) => `Konten sind im Moment nicht verfügbar.${again(r)}`,
    unreachable: () => 'Der Server ist nicht zu erreichen.',
    token_expired: () => 'Deine Anmeldung ist abgelaufen. Bitte melde dich neu an.',
    forbidden: () => 'Der Server lässt das von dieser Seite aus nicht zu.',
    rank_too_low: () => 'Das können nur Administratoren.',
    full: () => 'Es gibt zu viele offene Einladungen. Warte, bis einige abgelaufen oder benutzt sind.',
  },
};
