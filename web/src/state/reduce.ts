import { held, heldOf, listedHeld, resolved, warned } from './held.js';
import { living } from './keywords.js';
import { delivered, firstSeq, noneBefore, notice, prepend } from './lines.js';
import { lifted, listAsked, listCame, listFailed, type ListName, type ListPage } from './lists.js';
import { listedMutes, moderation } from './mutes.js';
import { KEPT, said, type Room } from './room.js';
import { counted, listed, present, uncounted, type Page } from './people.js';
import { tell } from './told.js';
import {
  UNMATCHED,
  type Banned,
  type Held,
  type JoinReply,
  type Member,
  type Message,
  type Moderation,
  type Muted,
  type Refusal,
  type Settings,
  type Snapshot,
  type Told,
  type Warned,
} from '../wire.js';

/// Everything that can happen to a room, as seen by its page.
export type Action =
  | { type: 'joined'; reply: JoinReply; now: number }
  | { type: 'join_refused'; refusal: Refusal; now: number }
  | { type: 'dropped'; restarts: boolean }
  | { type: 'unreachable'; now: number }
  | { type: 'closed'; refusal: Refusal; now: number }
  | { type: 'told'; event: string; told: Told; now: number }
  | { type: 'lagged'; lagged: Snapshot & { from_seq: number; to_seq: number }; now: number }
  | { type: 'epoch_changed'; epoch: string; seq: number }
  | { type: 'held'; message: Held }
  | { type: 'resolved'; resolved: { id: string; how: string; text?: string }; now: number }
  | { type: 'warned'; warned: Warned; now: number }
  | { type: 'acknowledged' }
  | { type: 'heard'; word: 'whispered'; args: Record<string, string>; now: number }
  | { type: 'present'; members: readonly Member[] }
  | { type: 'counted'; members: number }
  | { type: 'uncounted' }
  | ({ type: 'listed' } & Page)
  | { type: 'moderation'; moderation: Moderation; now: number }
  | { type: 'mutes_asked' }
  | { type: 'held_asked' }
  | { type: 'held_listed'; held: readonly Held[] }
  | { type: 'mutes_listed'; mutes: readonly Muted[] }
  | { type: 'list_asked'; of: ListName; isFirst: boolean }
  | ({ type: 'list_came'; of: ListName } & ListPage)
  | { type: 'list_failed'; of: ListName }
  | { type: 'lifted'; subject: Partial<Banned> }
  | { type: 'settings_came'; settings: Settings | null }
  | { type: 'older_asked' }
  | { type: 'older_came'; messages: readonly Message[] }
  | { type: 'older_failed' }
  | { type: 'reads' }
  | { type: 'follows' }
  | { type: 'queued'; nonce: string; body: string }
  | { type: 'sent'; nonce: string }
  | { type: 'unsent'; nonce: string }
  | { type: 'withdrawn'; nonce: string }
  | { type: 'refused'; command: string; refusal: Refusal; now: number }
  | { type: 'dismissed' };

/// The room after `action`. A pure function: the time is part of the action.
export function reduce(room: Room, action: Action): Room {
  switch (action.type) {
    case 'joined':
      return joined(room, action.reply, action.now);
    case 'join_refused':
      return joinRefused(room, action.refusal, action.now);
    case 'dropped':
      return dropped(room, action.restarts);
    case 'unreachable':
      return unreachable(room, action.now);
    case 'closed':
      return closed(room, action.refusal, action.now);
    case 'told':
      return tell(withSkew(room, action.told.at - action.now), action.event, action.told);
    case 'lagged':
      return lagged(room, action.lagged, action.now);
    case 'epoch_changed':
      return { ...room, epoch: action.epoch, seq: action.seq };
    case 'heard':
      return notice(room, action.word, action.args, action.now);
    case 'held':
      return held(room, action.message);
    case 'resolved':
      return resolved(room, action.resolved, action.now);
    case 'warned':
      return warned(room, action.warned, action.now);
    case 'acknowledged':
      return { ...room, warning: null };
    case 'present':
      return present(room, action.members);
    case 'counted':
      return counted(room, action.members);
    case 'uncounted':
      return uncounted(room);
    case 'listed':
      return listed(room, action);
    case 'moderation':
      return guessed(heldOf(moderation(room, action.moderation), action.moderation), action.moderation, action.now);
    case 'mutes_asked':
      return { ...room, mutesAreKnown: true };
    case 'held_asked':
      return { ...room, heldAreKnown: true };
    case 'held_listed':
      return listedHeld(room, action.held);
    case 'mutes_listed':
      return listedMutes(room, action.mutes);
    case 'list_asked':
      return listAsked(room, action.of, action.isFirst);
    case 'list_came':
      return listCame(room, action.of, action);
    case 'list_failed':
      return listFailed(room, action.of);
    case 'lifted':
      return lifted(room, action.subject);
    case 'settings_came':
      return { ...room, settings: action.settings };
    case 'older_asked':
      return { ...room, older: 'loading', reading: room.reading ?? room.items };
    case 'older_came':
      return prepend(room, action.messages);
    case 'older_failed':
      return { ...room, older: 'ask' };
    case 'reads':
      return room.reading ? room : { ...room, reading: room.items, unseen: 0 };
    case 'follows':
      return follow(room);
    case 'queued':
      return queued(room, action.nonce, action.body);
    case 'sent':
      return { ...without(room, action.nonce), refused: null };
    case 'unsent':
      return { ...room, outbox: room.outbox.map((out) => (out.nonce === action.nonce ? { ...out, refused: true } : out)) };
    case 'withdrawn':
      return without(room, action.nonce);
    case 'refused':
      return refused(room, action.command, action.refusal, action.now);
    case 'dismissed':
      return { ...room, refused: null };
  }
}

function joined(room: Room, reply: JoinReply, now: number): Room {
  const again = room.me !== null;
  const before: Room = { ...room, status: { kind: 'joined' }, refused: null, held: [], heldAreKnown: true, warning: null };
  if (!reply.recovered) {
    const fresh = start(before, reply, now);
    return again ? notice(fresh, 'fresh', {}, now) : fresh;
  }
  const missed = reply.missed ?? [];
  const caughtUp = missed.reduce((r, m) => tell(r, m.event, { ...m.payload, seq: m.seq }), before);
  const messages = missed.filter((m) => m.event === 'message').length;
  const standing = stand(caughtUp, reply, now);
  const wasSigningIn = again && room.status.kind === 'connecting';
  return wasSigningIn && messages === 0 ? standing : notice(standing, 'recovered', { messages }, now);
}

/// Takes over a snapshot's fields except its lines.
function stand(room: Room, snapshot: Snapshot, now: number): Room {
  const { topic, me, epoch, seq } = snapshot;
  const keywords = living(room.topic.keywords, topic.keywords, now + (room.skew ?? 0));
  return { ...room, topic: { ...topic, keywords }, me, epoch, seq };
}

function start(room: Room, snapshot: Snapshot, now: number): Room {
  const history = snapshot.history ?? [];
  const first = history[0]?.seq ?? snapshot.seq + 1;
  const older = history.length === 0 || first === 1 ? noneBefore(first) : 'ask';
  const standing = delivered(stand(room, snapshot, now), history);
  return { ...standing, items: history.map(said), reading: null, unseen: 0, older, mutes: new Map() };
}

/// Returns to the newest lines. Older messages that were loaded can be asked for again.
function follow(room: Room): Room {
  if (!room.reading) return room;
  const older = firstSeq(room.items) > firstSeq(room.reading) ? 'ask' : room.older;
  return { ...room, reading: null, unseen: 0, older };
}

/// This connection was too slow. The server's history replaces what was skipped; a line says so if something is
/// missing.
function lagged(room: Room, lag: Snapshot & { from_seq: number; to_seq: number }, now: number): Room {
  const history = lag.history ?? [];
  const first = history[0]?.seq ?? Infinity;
  const kept = room.items.filter((item) => item.kind === 'notice' || item.seq < first);
  const base = { ...delivered(stand(room, lag, now), history), items: kept, reading: null, unseen: 0 };
  const marked = first > lag.from_seq ? notice(base, 'lagged', skipped(lag, first), now) : base;
  return { ...marked, items: [...marked.items, ...history.map(said)].slice(-KEPT) };
}

const skipped = (lag: { from_seq: number; to_seq: number }, first: number): { events: number } => ({
  events: Math.min(lag.to_seq + 1, first) - lag.from_seq,
});

/// A close follows if the refusal is final; only for a name that no room can have none does.
function joinRefused(room: Room, refusal: Refusal, at: number): Room {
  const kind = refusal.reason === UNMATCHED ? 'closed' : 'waiting';
  return { ...room, status: { kind, refusal, at } };
}

/// Adds a line if somebody is guessing the room's password.
function guessed(room: Room, { password_guesses: guesses }: Moderation, now: number): Room {
  if (!guesses) return room;
  const within_ms = now + (room.skew ?? 0) - guesses.since_at;
  return notice(room, 'guessed', { count: guesses.count, within_ms }, now);
}

/// Rules that refuse one text, and let any other pass.
const ABOUT_ONE_TEXT = ['duplicate', 'similar', 'links', 'words', 'mentions', 'capitals', 'marks'];

function refused(room: Room, command: string, refusal: Refusal, at: number): Room {
  const isAboutOne = ABOUT_ONE_TEXT.includes(refusal.rule ?? '') && refusal.step !== 'refuse';
  const wait = command === 'send' && !isAboutOne ? (refusal.retry_after_ms ?? 0) : 0;
  return { ...room, refused: { command, refusal, at }, heldUntil: wait === 0 ? room.heldUntil : at + wait };
}

/// Several connections have failed. A page that was in the room before goes on reconnecting.
function unreachable(room: Room, at: number): Room {
  if (room.status.kind !== 'connecting') return room;
  return { ...room, status: { kind: 'waiting', refusal: { reason: 'unreachable' }, at } };
}

/// Attempts fail while the server restarts; that changes nothing.
function dropped(room: Room, restarts: boolean): Room {
  const { kind } = room.status;
  if (kind === 'closed' || kind === 'waiting') return room;
  if (!room.me) return { ...room, status: { kind: 'connecting' } };
  return { ...room, status: { kind: restarts || kind === 'restarting' ? 'restarting' : 'reconnecting' } };
}

/// A `phx_close` after a refused join adds nothing to the refusal. Messages that were not sent are kept and shown as
/// such.
function closed(room: Room, refusal: Refusal, now: number): Room {
  const before = 'refusal' in room.status && refusal.reason === 'closed' ? room.status : null;
  return { ...room, status: { refusal, at: now, ...before, kind: 'closed' } };
}

function queued(room: Room, nonce: string, body: string): Room {
  return { ...follow(room), outbox: [...room.outbox, { nonce, body }] };
}

const without = (room: Room, nonce: string): Room => ({
  ...room,
  outbox: room.outbox.filter((out) => out.nonce !== nonce),
});

/// Delays only make the offset smaller, so the largest one seen is the most accurate.
const withSkew = (room: Room, offset: number): Room =>
  room.skew === null || offset > room.skew ? { ...room, skew: offset } : room;
