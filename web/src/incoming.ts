import type { Action } from './state/reduce.js';
import type { Held, Moderation, Muted, Snapshot, Told, Warned } from './wire.js';

/// Turns a channel's events into actions.

type Payload = Record<string, unknown>;

/// Phoenix's own events and Presence's, which are handled elsewhere.
const NOT_OURS = /^(phx_|chan_reply_|presence_(state|diff)$)/;

/// The action for a told event, which has a seq; null for any other.
export function told(event: string, payload: unknown): Action | null {
  const seq = (payload as Partial<Told> | null)?.seq;
  if (NOT_OURS.test(event) || event === 'epoch_changed' || event === 'lagged') return null;
  if (typeof seq !== 'number') return null;
  return { type: 'told', event, told: payload as Told, now: Date.now() };
}

/// The action for an event without a seq; null for those that the page does not show.
export function untold(event: string, payload: unknown): Action | null {
  const fields = payload as Payload;
  switch (event) {
    case 'lagged':
      return {
        type: 'lagged',
        lagged: payload as Snapshot & { from_seq: number; to_seq: number },
        now: Date.now(),
      };
    case 'epoch_changed':
      return { type: 'epoch_changed', epoch: fields['epoch'] as string, seq: fields['seq'] as number };
    case 'presence_state':
      return { type: 'uncounted' };
    case 'presence_summary':
      return fields['members'] === fields['listed']
        ? { type: 'uncounted' }
        : { type: 'counted', members: fields['members'] as number };
    case 'moderation_state':
      return { type: 'moderation', moderation: moderation(fields), now: Date.now() };
    case 'whispered':
      return heard('whispered', { member: nick(fields['from']), body: String(fields['body']) });
    case 'warned':
      return { type: 'warned', warned: payload as Warned, now: Date.now() };
    case 'message_held':
      return { type: 'held', message: payload as Held };
    case 'message_resolved':
      return { type: 'resolved', resolved: payload as { id: string; how: string; text?: string }, now: Date.now() };
    default:
      return null;
  }
}

function moderation({ mutes, ...others }: Payload): Moderation {
  const { count, entries } = (mutes ?? {}) as { count?: number; entries?: Muted[] };
  return { ...others, mutes: { count: count ?? 0, entries: entries ?? [] } };
}

const heard = (word: 'whispered', args: Record<string, string>): Action => ({
  type: 'heard',
  word,
  args,
  now: Date.now(),
});

const nick = (from: unknown): string =>
  typeof from === 'string' ? from : String((from as Payload | undefined)?.['nick'] ?? '');
