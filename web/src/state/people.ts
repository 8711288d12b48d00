import { rosterMutes } from './mutes.js';
import type { Room } from './room.js';
import { atLeast, type Member } from '../wire.js';

/// Changes to who is here. Presence lists everybody, and tells who leaves. In a big room it lists only a few and
/// counts the rest, who can be asked for page by page. The pages are a snapshot: once the count has changed, they can
/// be asked for again.

/// A page of the roster: the people after `after`, or the first ones if it is absent. Without `next` it is the last
/// page.
export interface Page {
  members: readonly Member[];
  after?: string | undefined;
  next?: string | undefined;
}

/// Replaces what presence lists. Whoever it listed before but not now has left, or, in a big room, has lost the rank
/// that is listed.
export function present(room: Room, members: readonly Member[]): Room {
  const here = new Set(members.map((member) => member.id));
  const isListed = (member: Member): boolean => !room.counted || atLeast(member.rank, 'vip');
  const before = new Set(room.present.filter(isListed).map((member) => member.id));
  const roster = room.roster.filter((member) => here.has(member.id) || !before.has(member.id));
  const next = together({ ...room, present: members, roster });
  return room.counted ? next : { ...next, topic: { ...room.topic, members: members.length } };
}

/// The room is too big to list everybody; it has this many members.
export function counted(room: Room, members: number): Room {
  const isStale = room.roster.length > 0 && members !== room.topic.members;
  const rest = isStale && room.rest === 'none' ? { rest: 'ask' as const, after: undefined } : {};
  return { ...room, ...rest, counted: true, topic: { ...room.topic, members } };
}

/// Presence starts over, and lists everybody until it says otherwise.
export const uncounted = (room: Room): Room =>
  together({ ...room, counted: false, roster: [], rest: 'ask', after: undefined });

/// Adds a page. Drops one that was asked for before the list started over, as it would leave a gap.
export function listed(room: Room, page: Page): Room {
  if (page.after !== room.after) return room;
  const roster = page.after === undefined ? page.members : joined(room.roster, page.members);
  const rest = page.next === undefined ? 'none' : 'ask';
  return together({ ...rosterMutes(room, page.members), roster, rest, after: page.next });
}

/// Changes somebody's nick or rank.
export function altered(room: Room, id: unknown, change: Partial<Member>): Room {
  const each = (members: readonly Member[]): readonly Member[] =>
    members.map((member) => (member.id === id ? { ...member, ...change } : member));
  return together({ ...room, present: each(room.present), roster: each(room.roster) });
}

/// Removes somebody who was sent away.
export function without(room: Room, id: unknown): Room {
  const others = (members: readonly Member[]): readonly Member[] => members.filter((each) => each.id !== id);
  return together({ ...room, present: others(room.present), roster: others(room.roster) });
}

const together = (room: Room): Room => ({ ...room, members: joined(room.present, room.roster) });

function joined(known: readonly Member[], more: readonly Member[]): readonly Member[] {
  const ids = new Set(known.map((member) => member.id));
  return [...known, ...more.filter((member) => !ids.has(member.id))];
}
