import { amend, append, delivered, notice } from './lines.js';
import { living } from './keywords.js';
import { muted, unmuted } from './mutes.js';
import { altered, without } from './people.js';
import { nickOf, said, type NoticeWord, type Room } from './room.js';
import { endOf, type Keyword, type Lock, type Message, type Quiet, type Rank, type Shield, type Slow, type Told, type Topic } from '../wire.js';

/// How each told event changes the room; one entry per event on the wire.

type About = Pick<Topic, 'registered' | 'label' | 'description' | 'rules' | 'language'>;
type Change = (room: Room, told: Told) => Room;

const UNKNOWN = '';
const text = (value: unknown): string => (typeof value === 'string' ? value : UNKNOWN);
const who = (room: Room, id: unknown): string => nickOf(room, id) ?? UNKNOWN;

/// Adds a line about a member and whoever acted on them, with the duration and the reason if given.
function about(room: Room, word: NoticeWord, told: Told, more: Record<string, string | number> = {}): Room {
  const args = { member: who(room, told['member']), by: who(room, told['by']), ...span(told, told['until_at']), ...more };
  const why = text(told['text']);
  return notice(room, word, why === '' ? args : { ...args, text: why }, told.at);
}

/// The duration of something that ends at `until`; empty if it never ends.
function span(told: Told, until: unknown): Record<string, number> {
  const end = typeof until === 'number' ? endOf(until) : Infinity;
  return end === Infinity ? {} : { for_ms: end - told.at };
}

/// A mode, or my rank or mute, has changed, so the wait that the server last demanded may no longer apply.
const freed = (room: Room): Room => ({ ...room, heldUntil: 0 });

const message: Change = (room, told) => {
  const line = said(told as unknown as Message);
  return append(line.nonce === undefined ? room : delivered(room, [line]), line);
};

const messageDeleted: Change = (room, told) =>
  amend(room, (line) => {
    if (line.id !== told['id']) return line;
    const [by, why] = [told['by'] === line.from.id ? '' : who(room, told['by']), text(told['text'])];
    const removed = { ...(by === '' ? {} : { by }), ...(why === '' ? {} : { text: why }) };
    return { ...line, body: '', deleted: true, removed };
  });

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
  const next = freed({ ...room, topic: { ...room.topic, quiet } });
  if (quiet === null) return about(next, 'quiet_over', told);
  return about(next, 'quiet', told, { rank: quiet.min_rank, ...span(told, quiet.until_at) });
};

const slowChanged: Change = (room, told) => {
  const slow = (told['slow'] ?? null) as Slow | null;
  const next = freed({ ...room, topic: { ...room.topic, slow } });
  if (slow === null) return about(next, 'slow_over', told);
  return about(next, 'slow', told, { interval_ms: slow.interval_ms, ...span(told, slow.until_at) });
};

const shieldChanged: Change = (room, told) => {
  const shield = (told['shield'] ?? null) as Shield | null;
  const next = freed({ ...room, topic: { ...room.topic, shield } });
  if (shield === null) return about(next, 'shield_over', told);
  return about(next, 'shield', told, { preset: shield.preset, ...span(told, shield.until_at) });
};

const lockChanged: Change = (room, told) => ({
  ...room,
  topic: { ...room.topic, lock: told['lock'] as Lock },
});

const keywordsChanged: Change = (room, told) => ({
  ...room,
  topic: { ...room.topic, keywords: living(room.topic.keywords, told['keywords'] as Keyword[], told.at) },
});

const rankChanged: Change = (room, told) => {
  const rank = told['rank'] as Rank;
  const id = told['member'];
  const next = about(altered(room, id, { rank }), 'rank', told, { rank });
  return room.me?.id === id ? freed({ ...next, me: { ...room.me!, rank } }) : next;
};

const memberMuted: Change = (room, told) => {
  const member = text(told['member']);
  const until_at = typeof told['until_at'] === 'number' ? told['until_at'] : Infinity;
  const nick = nickOf(room, member);
  const next = muted(room, { member, until_at, ...(nick === null ? {} : { nick }) });
  const me = room.me?.id === member ? { ...room.me, muted_until_at: until_at } : room.me;
  return about({ ...next, me }, 'muted', told);
};

const memberUnmuted: Change = (room, told) => {
  const member = text(told['member']);
  const next = about(unmuted(room, member), 'unmuted', told);
  if (room.me?.id !== member) return next;
  const { muted_until_at: _, ...me } = room.me;
  return freed({ ...next, me });
};

const nickChanged: Change = (room, told) => {
  const nick = text(told['nick']);
  const id = told['member'];
  const next = notice(room, 'nick', { member: who(room, id), nick }, told.at);
  const me = room.me?.id === id ? { ...room.me!, nick } : room.me;
  return { ...altered(next, id, { nick }), me };
};

/// Whatever else was set comes in events of its own.
const settingsChanged: Change = (room, told) => {
  const { label: _l, description: _d, rules: _r, language: _g, ...topic } = room.topic;
  const now = told['topic'] as About;
  const next = { ...room, topic: { ...topic, ...now } };
  if (now.registered === topic.registered) return about(next, 'about', told);
  return about(next, now.registered ? 'registered' : 'unregistered', told);
};

const CHANGES: Readonly<Record<string, Change>> = {
  message,
  message_deleted: messageDeleted,
  history_cleared: historyCleared,
  title_changed: titleChanged,
  quiet_changed: quietChanged,
  slow_changed: slowChanged,
  shield_changed: shieldChanged,
  lock_changed: lockChanged,
  keywords_changed: keywordsChanged,
  rank_changed: rankChanged,
  member_muted: memberMuted,
  member_unmuted: memberUnmuted,
  member_kicked: (room, told) => without(about(room, 'kicked', told), told['member']),
  member_banned: (room, told) => without(about(room, 'banned', told), told['member']),
  settings_changed: settingsChanged,
  nick_changed: nickChanged,
  topic_destroyed: (room, told) => about(room, 'destroyed', told),
};

/// Applies a told event. An unknown one only advances `seq`; one that was already applied changes nothing.
export function tell(room: Room, event: string, told: Told): Room {
  if (told.seq <= room.seq) return room;
  const change = Object.hasOwn(CHANGES, event) ? CHANGES[event] : undefined;
  const next = change ? change(room, told) : room;
  return { ...next, seq: told.seq };
}
