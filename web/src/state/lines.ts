import { KEPT, PAGE, said, type Item, type NoticeWord, type Room, type Said } from './room.js';
import type { Message } from '../wire.js';

/// Changes of the lines of the log. While somebody reads back, what they see stays where it is: new
/// lines are added below as long as there is room, then held back until they come down again.

const newest = (items: readonly Item[]): readonly Item[] =>
  items.length > KEPT ? items.slice(-KEPT) : items;

export function append(room: Room, item: Item): Room {
  const reading = room.reading;
  return {
    ...room,
    items: newest([...room.items, item]),
    reading: reading && reading.length < KEPT ? [...reading, item] : reading,
    unseen: reading && item.kind === 'message' ? room.unseen + 1 : room.unseen,
  };
}

export function notice(
  room: Room,
  word: NoticeWord,
  args: Readonly<Record<string, string | number>>,
  at: number,
): Room {
  const counter = room.counter + 1;
  return append({ ...room, counter }, { kind: 'notice', key: `n${counter}`, at, word, args });
}

/// Takes out of the outbox what stands among these messages of mine: it was said, whatever became of its reply.
export function delivered(room: Room, messages: readonly Message[]): Room {
  const mine = messages.filter((message) => message.from.id === room.me?.id);
  const nonces = new Set(mine.map((message) => message.nonce));
  return { ...room, outbox: room.outbox.filter((out) => !nonces.has(out.nonce)) };
}

/// Changes every message for which `change` answers another one; drops those it answers null for.
export function amend(room: Room, change: (message: Said) => Said | null): Room {
  const each = (items: readonly Item[]): readonly Item[] =>
    items.flatMap((item) => {
      const next = item.kind === 'message' ? change(item) : item;
      return next ? [next] : [];
    });
  return { ...room, items: each(room.items), reading: room.reading && each(room.reading) };
}

/// Older messages came: they go on top of what is shown, and the newest make room for them.
export function prepend(room: Room, messages: readonly Message[]): Room {
  const view = room.reading ?? room.items;
  const oldest = firstSeq(view);
  const older = messages.filter((message) => message.seq < oldest).map(said);
  return {
    ...room,
    reading: [...older, ...view].slice(0, KEPT),
    older: messages.length < PAGE || older.length === 0 ? noneBefore(older[0]?.seq ?? oldest) : 'ask',
  };
}

/// Nothing older is to be had than the message with this seq: it was the first thing that happened in the room, or what
/// came before it is not kept.
export const noneBefore = (seq: number): 'begins' | 'gone' => (seq === 1 ? 'begins' : 'gone');

/// The seq of the oldest message shown; beyond every seq if there is none.
export function firstSeq(items: readonly Item[]): number {
  const first = items.find((item) => item.kind === 'message');
  return first?.kind === 'message' ? first.seq : Number.MAX_SAFE_INTEGER;
}
