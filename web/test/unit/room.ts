import { reduce, type Action } from '../../src/state/reduce.js';
import { emptyRoom, type Room } from '../../src/state/room.js';
import type { JoinReply, Message, Told } from '../../src/wire.js';

/// Rooms and actions for the tests.

export const NOW = 1_000_000;

export const message = (seq: number, body = `body ${seq}`, more: Partial<Message> = {}): Message => ({
  id: `id-${seq}`,
  seq,
  at: NOW + seq,
  from: { id: 'other', nick: 'Grace', rank: 'guest' },
  body,
  ...more,
});

export const joinReply = (more: Partial<JoinReply> = {}): JoinReply => ({
  topic: { ...emptyRoom('room:a').topic, members: 2 },
  me: { id: 'me', nick: 'Ada', rank: 'moderator', key: 'k' },
  epoch: 'e1',
  seq: 10,
  recovered: false,
  history: [],
  ...more,
});

export const joined = (more: Partial<JoinReply> = {}): Room =>
  reduce(emptyRoom('room:a'), { type: 'joined', reply: joinReply(more), now: NOW });

export const told = (event: string, seq: number, fields: Record<string, unknown> = {}): Action => ({
  type: 'told',
  event,
  told: { seq, at: NOW + seq, ...fields } as Told,
  now: NOW + seq,
});

export const says = (seq: number, body?: string, more?: Partial<Message>): Action =>
  told('message', seq, { ...message(seq, body, more) });

export const after = (room: Room, ...actions: Action[]): Room => actions.reduce(reduce, room);

export const bodies = (room: Room): string[] =>
  (room.reading ?? room.items).flatMap((item) => (item.kind === 'message' ? [item.body] : []));

export const notices = (room: Room): string[] =>
  room.items.flatMap((item) => (item.kind === 'notice' ? [item.word] : []));
