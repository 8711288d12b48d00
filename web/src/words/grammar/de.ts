import { isolated } from '../../text/isolate.js';
import { spanIn } from '../../text/span.js';
import type { Refusal } from '../../wire.js';

/// What German sentences are made of. `who` may be empty if a person's name is not known any more.

export type Args = Readonly<Record<string, string | number>>;

export const span = spanIn({ d: 'T', h: 'Std', min: 'Min', s: 's' });
export const some = (who: unknown): string => (who === undefined || who === '' ? 'Jemand' : isolated(who));
/// Somebody to whom something is done.
export const someone = (who: unknown): string => (who === undefined || who === '' ? 'jemanden' : isolated(who));
/// „Ada hat es getan.“, or „Es wurde getan.“ if nobody knows by whom.
export const acted = (who: unknown, did: string, done: string): string =>
  who === undefined || who === '' ? done : `${isolated(who)} hat ${did}`;
export const why = (text: unknown): string => (text === undefined ? '' : `: ${isolated(text)}`);
/// How long it lasts; the audit log knows when it ends instead.
export const lasting = (a: Args): string => {
  if (a['until'] !== undefined) return ` bis ${a['until']}`;
  return a['for_ms'] === undefined ? '' : ` für ${span(Number(a['for_ms']))}`;
};
export const count = (n: unknown, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const ranks = {
  guest: 'Gast',
  member: 'Mitglied',
  vip: 'VIP',
  moderator: 'Moderator',
  owner: 'Eigentümer',
  admin: 'Administrator',
};
export const rank = (word: unknown): string => ranks[word as keyof typeof ranks] ?? String(word);
export const again = (r: Refusal): string =>
  r.retry_after_ms === undefined ? '' : ` Wieder möglich in ${span(r.retry_after_ms)}.`;
export const most = (r: Refusal, unit: string): string => (r.max === undefined ? '' : ` Höchstens ${r.max}${unit}.`);
