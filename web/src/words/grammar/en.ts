import { isolated } from '../../text/isolate.js';
import { spanIn } from '../../text/span.js';
import type { Refusal } from '../../wire.js';

/// What English sentences are made of. `who` may be empty if a person's name is not known any more.

export type Args = Readonly<Record<string, string | number>>;

export const span = spanIn({ d: 'd', h: 'h', min: 'min', s: 's' });
export const some = (who: unknown): string => (who === undefined || who === '' ? 'Someone' : isolated(who));
/// Somebody, within a sentence.
export const someone = (who: unknown): string => (who === undefined || who === '' ? 'someone' : isolated(who));
/// “Ada did it.”, or “It was done.” if nobody knows by whom.
export const acted = (who: unknown, did: string, done: string): string =>
  who === undefined || who === '' ? done : `${isolated(who)} ${did}`;
export const why = (text: unknown): string => (text === undefined ? '' : `: ${isolated(text)}`);
/// How long it lasts; the audit log knows when it ends instead.
export const lasting = (a: Args): string => {
  if (a['until'] !== undefined) return ` until ${a['until']}`;
  return a['for_ms'] === undefined ? '' : ` for ${span(Number(a['for_ms']))}`;
};
export const count = (n: unknown, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const ranks = {
  guest: 'guest',
  member: 'member',
  vip: 'VIP',
  moderator: 'moderator',
  owner: 'owner',
  admin: 'administrator',
};
export const rank = (word: unknown): string => ranks[word as keyof typeof ranks] ?? String(word);
export const aRank = (word: unknown): string => `${/^[aeo]/.test(rank(word)) ? 'an' : 'a'} ${rank(word)}`;
export const again = (r: Refusal): string =>
  r.retry_after_ms === undefined ? '' : ` Try again in ${span(r.retry_after_ms)}.`;
export const most = (r: Refusal, unit: string): string => (r.max === undefined ? '' : ` At most ${r.max}${unit}.`);
