import type { Room, RoomTopic } from './room.js';
import { atLeast, type Settings } from '../wire.js';

/// A room's settings, as their form shows and sends them.

export const isOwner = (room: Room): boolean => room.me !== null && atLeast(room.me.rank, 'owner');

/// The form's values. Off is `''`, 0 or `guest`, as in the commands that set them.
export interface Chosen {
  title: string;
  label: string;
  description: string;
  rules: string;
  quiet_min_rank: string;
  slow_interval_ms: number;
  members_only: boolean;
  max_members: number;
  listed: boolean;
  /// Absent: as many as the kind keeps.
  history?: number;
}

export const chosenIn = ({ lock, quiet_min_rank, slow_interval_ms, history, ...rest }: Settings): Chosen => ({
  title: rest.title,
  label: rest.label ?? '',
  description: rest.description ?? '',
  rules: rest.rules ?? '',
  quiet_min_rank: quiet_min_rank ?? 'guest',
  slow_interval_ms: slow_interval_ms ?? 0,
  members_only: lock.members_only,
  max_members: lock.max_members ?? 0,
  listed: rest.listed,
  ...(history === undefined ? {} : { history }),
});

/// What a room that is not registered yet would be registered with.
export const settingsOf = ({ title, lock }: RoomTopic): Settings => ({ title, lock, listed: false });

/// The fields of `after` that differ from those of `before`. Surrounding space does not count, as a form drops it.
export function changed(before: Chosen, after: Partial<Chosen>): Partial<Chosen> {
  const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);
  const isNew = ([name, value]: [string, unknown]): boolean => trimmed(value) !== trimmed(before[name as keyof Chosen]);
  return Object.fromEntries(Object.entries(after).filter(isNew));
}
