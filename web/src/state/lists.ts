import type { Room } from './room.js';
import type { Audited, Banned } from '../wire.js';

/// Lists that moderators ask for page by page: who may not come back, and the audit log.

/// The lists, by the word with which they are asked for.
export interface Lists {
  bans: Banned;
  audit: Audited;
}
export type ListName = keyof Lists;

/// Waits for a page: the first one, or the one after those that have come.
export function listAsked(room: Room, of: ListName, isFirst: boolean): Room {
  const listing = isFirst ? { entries: [] } : room[of];
  return { ...room, [of]: { ...listing, status: 'loading' } };
}

/// A page that was asked for with `after`; absent for the first one.
export interface ListPage {
  entries: readonly unknown[];
  after: string | undefined;
  next: string | undefined;
}

/// Adds a page. Drops one that came already, or that continues a list that has begun anew.
export function listCame(room: Room, of: ListName, { entries: page, after, next }: ListPage): Room {
  if (room[of].status !== 'loading' || room[of].next !== after) return room;
  const entries = [...room[of].entries, ...page];
  return { ...room, [of]: { entries, status: 'shown', ...(next === undefined ? {} : { next }) } };
}

export const listFailed = (room: Room, of: ListName): Room => ({ ...room, [of]: { ...room[of], status: 'failed' } });

/// What a ban is about: a member's id or the tag of a block of addresses, in the fields that `unban` takes.
export const subjectOf = ({ member, prefix }: Banned): { member: string } | { prefix: string } =>
  prefix === undefined ? { member: member ?? '' } : { prefix };

const keyOf = (ban: Partial<Banned>): string => ban.prefix ?? ban.member ?? '';

/// Removes from the list whoever may come back, because a ban or a kick was lifted.
export function lifted(room: Room, subject: Partial<Banned>): Room {
  const stays = (ban: Banned): boolean => keyOf(ban) !== keyOf(subject);
  return { ...room, bans: { ...room.bans, entries: room.bans.entries.filter(stays) } };
}
