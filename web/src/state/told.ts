import { amend, append, delivered, notice } from './lines.js';
import { altered, without } from './people.js';
import { nickOf, said, type NoticeWord, type Room } from './room.js';
import type { Keyword, Lock, Message, Quiet, Rank, Slow, Told } from '../wire.js';

/// What each told event changes; one entry per word on the wire.

type Change = (room: Room, told: Told) => Room;

const UNKNOWN = '';
const text = (value: unknown): string => (typeof value === 'string' ? value : UNKNOWN);
const who = (room: Room, id: unknown): string => nickOf(room, id) ?? UNKNOWN;

/// A line about one member and the one who acted.
function about(room: Room, word: NoticeWord, told: Told, more: Record<string, string | number> = {}): Room {
  const args = { member: who(room, told['member']), by: who(room, told['by']), ...more };
  return notice(room, word, args, told.at);
}

function until(told: Told): Record<string, number> {
  const at = told['until_at'];
  return typeof at === 'number' ? { until_at: at } : {};
}

function reason(told: Told): Record<string, string> {
  const why = text(told['reason']);
  return why === '' ? {} : { reason: why };
}

const message: Change = (room, told) => {
  const line = said(told as unknown as Message);
  return append(line.nonce === undefined ? room : delivered(room, [line]), line);
};

const messageDeleted: Change = (room, told) =>
  amend(room, (line) => (line.id === told['id'] ? { ...line, body: '', deleted: true } : line));

const historyCleared: Change = (room, told) => {
  const member = told['member'];
  if (member === undefined) return about(amend(room, () => null), 'cleared', told);
  return about(amend(room, (line) => (line.from.id === member ? null : line)), 'cleared_of', told);
};

const titleChanged: Change = (room, told) => {
  const title = text(told['title']);
  const next = { ...room, topic: { ...room.topic, title } };
  return title === '' ? about(next, 'untitled', told) : about(next, 'title', told, { title });
};

const quietChanged: Change = (room, told) => {
  const quiet = (told['quiet'] ?? null) as Quiet | null;
  const next = { ...room, topic: { ...room.topic, quiet } };
  if (quiet === null) return about(next, 'quiet_over', told);
  return about(next, 'quiet', told, { rank: quiet.min_rank });
};

const slowChanged: Change = (room, told) => {
  const slow = (told['slow'] ?? null) as Slow | null;
  const next = { ...room, topic: { ...room.topic, slow } };
  if (slow === null) return about(next, 'slow_over', told);
  return about(next, 'slow', told, { interval_ms: slow.interval_ms });
};

const lockChanged: Change = (room, told) => ({
  ...room,
  topic: { ...room.topic, lock: told['lock'] as Lock },
});

const keywordsChanged: Change = (room, told) => ({
  ...room,
  topic: { ...room.topic, keywords: told['keywords'] as Keyword[] },
});

const rankChanged: Change = (room, told) => {
  const rank = told['rank'] as Rank;
  const id = told['member'];
  const me = room.me?.id === id ? { ...room.me!, rank } : room.me;
  return about({ ...altered(room, id, { rank }), me }, 'rank', told, { rank, ...until(told) });
};

const memberMuted: Change = (room, told) => {
  const end = typeof told['until_at'] === 'number' ? told['until_at'] : Infinity;
  const mutes = new Map(room.mutes).set(text(told['member']), end);
  const mine = room.me?.id === told['member'];
  const me = mine ? { ...room.me!, muted_until_at: end } : room.me;
  return about({ ...room, mutes, me }, 'muted', told, { ...until(told), ...reason(told) });
};

const memberUnmuted: Change = (room, told) => {
  const mutes = new Map(room.mutes);
  mutes.delete(text(told['member']));
  const { muted_until_at: _, ...unmuted } = room.me ?? { id: '', nick: '', rank: 'guest' as Rank };
  const me = room.me?.id === told['member'] ? unmuted : room.me;
  return about({ ...room, mutes, me }, 'unmuted', told);
};

const nickChanged: Change = (room, told) => {
  const nick = text(told['nick']);
  const id = told['member'];
  const next = notice(room, 'nick', { member: who(room, id), nick }, told.at);
  const me = room.me?.id === id ? { ...room.me!, nick } : room.me;
  return { ...altered(next, id, { nick }), me };
};

const CHANGES: Readonly<Record<string, Change>> = {
  message,
  message_deleted: messageDeleted,
  history_cleared: historyCleared,
  title_changed: titleChanged,
  quiet_changed: quietChanged,
  slow_changed: slowChanged,
  lock_changed: lockChanged,
  keywords_changed: keywordsChanged,
  rank_changed: rankChanged,
  member_muted: memberMuted,
  member_unmuted: memberUnmuted,
  member_kicked: (room, told) => without(about(room, 'kicked', told, reason(told)), told['member']),
  member_banned: (room, told) => without(about(room, 'banned', told, reason(told)), told['member']),
  nick_changed: nickChanged,
  topic_destroyed: (room, told) => about(room, 'destroyed', told, reason(told)),
};

/// Applies one told event. A word that the page does not know only moves `seq`, and what was heard
/// already changes nothing.
export function tell(room: Room, event: string, told: Told): Room {
  if (told.seq <= room.seq) return room;
  const change = Object.hasOwn(CHANGES, event) ? CHANGES[event] : undefined;
  const next = change ? change(room, told) : room;
  return { ...next, seq: told.seq };
}
