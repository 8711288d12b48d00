import type { Room } from './room.js';
import { atLeast, endOf } from '../wire.js';

/// Why I cannot send right now, and until when in the server's time; `Infinity` until somebody changes it.
export interface Silence {
  why: 'muted' | 'quiet' | 'slow' | 'held';
  until: number;
}

/// What keeps me from sending at `now`, in the server's time: the reason that lasts longest, or null.
export function silence(room: Room, now: number): Silence | null {
  const all = [muted(room), quiet(room), slow(room), held(room)];
  return all.reduce<Silence | null>(
    (longest, each) => (each && each.until > now && each.until > (longest?.until ?? 0) ? each : longest),
    null,
  );
}

function muted({ me }: Room): Silence | null {
  return me?.muted_until_at === undefined ? null : { why: 'muted', until: endOf(me.muted_until_at) };
}

function quiet({ me, topic }: Room): Silence | null {
  if (!me || !topic.quiet || atLeast(me.rank, topic.quiet.min_rank)) return null;
  return { why: 'quiet', until: endOf(topic.quiet.until_at) };
}

/// Moderators may always set slow mode, so it never applies to them.
function slow({ me, topic, items }: Room): Silence | null {
  if (!me || !topic.slow || atLeast(me.rank, 'moderator')) return null;
  const last = items.findLast((item) => item.kind === 'message' && item.from.id === me.id);
  if (!last) return null;
  return { why: 'slow', until: Math.min(last.at + topic.slow.interval_ms, topic.slow.until_at ?? Infinity) };
}

function held({ heldUntil, skew }: Room): Silence | null {
  return heldUntil === 0 ? null : { why: 'held', until: heldUntil + (skew ?? 0) };
}
