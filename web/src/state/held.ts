import { notice } from './lines.js';
import { isModerator } from './mutes.js';
import { nickOf, type Room } from './room.js';
import type { Held, Moderation, Warned } from '../wire.js';

/// Messages that wait for a moderator, and warnings to me.

/// Why a message does not appear at once: no refusal for good.
export const HELD = 'held';

/// Adds a message that waits.
export const held = (room: Room, message: Held): Room => ({ ...room, held: [...without(room, message.id).held, message] });

/// Adds the messages that wait, as a moderator is told of the newest of them.
export function heldOf(room: Room, { held: waiting }: Moderation): Room {
  if (!waiting) return room;
  const next = listedHeld(room, waiting.entries);
  return { ...next, heldAreKnown: next.held.length >= waiting.count };
}

/// Adds a page of the list of them.
export function listedHeld(room: Room, page: readonly Held[]): Room {
  const came = new Set(page.map(({ id }) => id));
  const all = [...room.held.filter(({ id }) => !came.has(id)), ...page];
  return { ...room, held: all.toSorted((a, b) => a.at - b.at) };
}

/// A message waits no longer, and neither does the note that it does. If it was mine and will not appear, a line says so. What moderators say is never held.
export function resolved(before: Room, { id, how, text }: { id: string; how: string; text?: string }, now: number): Room {
  const isNoted = before.refused?.refusal.reason === HELD && before.refused.refusal.id === id;
  const room = isNoted ? { ...before, refused: null } : before;
  if (isModerator(room) || how === 'approved') return without(room, id);
  return notice(room, 'rejected', text === undefined ? { how } : { how, text }, now);
}

/// I was warned. What I have to acknowledge stays in view, and is told again after each join.
export function warned(room: Room, warning: Warned, now: number): Room {
  if (warning.acknowledge) return { ...room, warning };
  const { rule, by, text } = warning;
  const who = by === undefined ? {} : { by: nickOf(room, by) ?? '' };
  return notice(room, 'warned', { ...who, ...(rule !== undefined && { rule }), ...(text !== undefined && { text }) }, now);
}

const without = (room: Room, id: string): Room => ({ ...room, held: room.held.filter((message) => message.id !== id) });
