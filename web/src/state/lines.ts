import { KEPT, PAGE, said, type Item, type NoticeWord, type Room, type Said } from './room.js';
import type { Message } from '../wire.js';

/// Changes to the log's lines. While somebody reads back, the lines in view do not move: new ones are added below as
/// long as there is room, then held back until the reader returns to the end.

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

/// Removes from the outbox those of my messages that are among `messages`: they were sent, whatever became of the
/// reply.
export function delivered(room: Room, messages: readonly Message[]): Room {
  const mine = messages.filter((message) => message.from.id === room.me?.id);
  const nonces = new Set(mine.map((message) => message.nonce));
  return { ...room, outbox: room.outbox.filter((out) => !nonces.has(out.nonce)) };
}

/// Replaces each message by what `change` returns; removes it if that is null.
export function amend(room: Room, change: (message: Said) => Said | null): Room {
  const each = (items: readonly Item[]): readonly Item[] =>
    items.flatMap((item) => {
      const next = item.kind === 'message' ? change(item) : item;
      return next ? [next] : [];
    });
  return { ...room, items: each(room.items), reading: room.reading && each(room.reading) };
}

/// Adds older messages at the top of the view, and drops the newest ones to make room.
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

/// Why nothing is older than the message with this seq: it was the room's first event, or the server has not kept
/// what came before it.
export const noneBefore = (seq: number): 'begins' | 'gone' => (seq === 1 ? 'begins' : 'gone');

/// The seq of the oldest message in `items`; above every seq if there is none.
export function firstSeq(items: readonly Item[]): number {
  const first = items.find((item) => item.kind === 'message');
  return first?.kind === 'message' ? first.seq : Number.MAX_SAFE_INTEGER;
}
