import type { Mute, Room } from './room.js';
import { atLeast, endOf, type Member, type Moderation, type Muted } from '../wire.js';

/// Who is muted. Moderators learn it after their join, from the roster, and from the list that they can ask for;
/// everybody is told of changes.

export const isModerator = (room: Room): boolean => room.me !== null && atLeast(room.me.rank, 'moderator');

/// Adds a mute, or changes when it ends.
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

/// Adds a page of the list of mutes.
export const listedMutes = (room: Room, page: readonly Muted[]): Room => page.reduce(muted, room);

/// Replaces the known mutes by those sent to a new moderator.
export function moderation(room: Room, { mutes }: Moderation): Room {
  const known = { ...room, mutes: new Map(), mutesAreKnown: mutes.entries.length >= mutes.count };
  return listedMutes(known, mutes.entries);
}

/// Adds the mutes in a page of the roster, which only moderators see.
export function rosterMutes(room: Room, members: readonly Member[]): Room {
  const told = members.flatMap(({ id, nick, muted_until_at }) =>
    muted_until_at === undefined ? [] : [{ member: id, nick, until_at: muted_until_at }],
  );
  return listedMutes(room, told);
}

/// When a mute ends, if it still holds at `now`; otherwise undefined.
export function mutedUntil(room: Room, member: string, now: number): number | undefined {
  const until = room.mutes.get(member)?.until;
  return until !== undefined && until > now ? until : undefined;
}
