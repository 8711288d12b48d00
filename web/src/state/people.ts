import { rosterMutes } from './mutes.js';
import type { Room } from './room.js';
import { atLeast, type Member } from '../wire.js';

/// Changes of who is here. Presence lists everybody, and tells who goes; in a big room it lists a few and counts the
/// rest, who are asked for page by page. Such a list is a picture: once the number has changed it can be asked for anew.

/// One page of the roster: those after `after`, the first ones if absent; without `next` it was the last.
export interface Page {
  members: readonly Member[];
  after?: string | undefined;
  next?: string | undefined;
}

/// Presence lists these and nobody else; whoever it listed before and does not now is gone, or has in a big room lost
/// the rank that it lists.
export function present(room: Room, members: readonly Member[]): Room {
  const here = new Set(members.map((member) => member.id));
  const isListed = (member: Member): boolean => !room.counted || atLeast(member.rank, 'vip');
  const before = new Set(room.present.filter(isListed).map((member) => member.id));
  const roster = room.roster.filter((member) => here.has(member.id) || !before.has(member.id));
  const next = together({ ...room, present: members, roster });
  return room.counted ? next : { ...next, topic: { ...room.topic, members: members.length } };
}

/// The room is too big to list everybody, and this many are in it.
export function counted(room: Room, members: number): Room {
  const isStale = room.roster.length > 0 && members !== room.topic.members;
  const rest = isStale && room.rest === 'none' ? { rest: 'ask' as const, after: undefined } : {};
  return { ...room, ...rest, counted: true, topic: { ...room.topic, members } };
}

/// Presence begins anew, and lists everybody until it says otherwise.
export const uncounted = (room: Room): Room =>
  together({ ...room, counted: false, roster: [], rest: 'ask', after: undefined });

/// A page came. One that was asked for before the list began anew would leave a gap, and is dropped.
export function listed(room: Room, page: Page): Room {
  if (page.after !== room.after) return room;
  const roster = page.after === undefined ? page.members : joined(room.roster, page.members);
  const rest = page.next === undefined ? 'none' : 'ask';
  return together({ ...rosterMutes(room, page.members), roster, rest, after: page.next });
}

/// Somebody is called otherwise, or has another rank.
export function altered(room: Room, id: unknown, change: Partial<Member>): Room {
  const each = (members: readonly Member[]): readonly Member[] =>
    members.map((member) => (member.id === id ? { ...member, ...change } : member));
  return together({ ...room, present: each(room.present), roster: each(room.roster) });
}

/// Somebody was sent away.
export function without(room: Room, id: unknown): Room {
  const others = (members: readonly Member[]): readonly Member[] => members.filter((each) => each.id !== id);
  return together({ ...room, present: others(room.present), roster: others(room.roster) });
}

const together = (room: Room): Room => ({ ...room, members: joined(room.present, room.roster) });

function joined(known: readonly Member[], more: readonly Member[]): readonly Member[] {
  const ids = new Set(known.map((member) => member.id));
  return [...known, ...more.filter((member) => !ids.has(member.id))];
}
