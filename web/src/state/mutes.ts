import type { Mute, Room } from './room.js';
import { atLeast, endOf, type Member, type Moderation, type Muted } from '../wire.js';

/// Who may not speak. Moderators are told after their join, by the roster, and by the list that they can ask for;
/// everybody hears of what changes.

export const isModerator = (room: Room): boolean => room.me !== null && atLeast(room.me.rank, 'moderator');

/// One more mute, or one that ends at another time.
export function muted(room: Room, { member, nick, until_at }: Muted): Room {
  const known = nick ?? room.mutes.get(member)?.nick;
  const mute: Mute = { until: endOf(until_at), ...(known === undefined ? {} : { nick: known }) };
  return { ...room, mutes: new Map(room.mutes).set(member, mute) };
}

export function unmuted(room: Room, member: string): Room {
  const mutes = new Map(room.mutes);
  mutes.delete(member);
  return { ...room, mutes };
}

/// A page of the list of the muted.
export const listedMutes = (room: Room, page: readonly Muted[]): Room => page.reduce(muted, room);

/// What is told to who is a moderator from now on: it replaces what was known.
export function moderation(room: Room, { mutes }: Moderation): Room {
  const known = { ...room, mutes: new Map(), mutesAreKnown: mutes.entries.length >= mutes.count };
  return listedMutes(known, mutes.entries);
}

/// What a page of the roster says of mutes, to moderators.
export function rosterMutes(room: Room, members: readonly Member[]): Room {
  const told = members.flatMap(({ id, nick, muted_until_at }) =>
    muted_until_at === undefined ? [] : [{ member: id, nick, until_at: muted_until_at }],
  );
  return listedMutes(room, told);
}

/// When somebody may speak again, as of `now`; undefined if they may.
export function mutedUntil(room: Room, member: string, now: number): number | undefined {
  const until = room.mutes.get(member)?.until;
  return until !== undefined && until > now ? until : undefined;
}
