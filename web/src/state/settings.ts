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
  language: string;
  quiet_min_rank: string;
  slow_interval_ms: number;
  members_only: boolean;
  max_members: number;
  title_rank: string;
  listed: boolean;
  /// One a line, like the domains.
  words: string;
  words_action: string;
  links_allow: string;
  links_deny: string;
  /// Absent: as many as the kind keeps.
  history?: number;
}

export const chosenIn = ({ lock, quiet_min_rank, slow_interval_ms, history, ...rest }: Settings): Chosen => ({
  title: rest.title,
  label: rest.label ?? '',
  description: rest.description ?? '',
  rules: rest.rules ?? '',
  language: rest.language ?? '',
  title_rank: rest.title_rank ?? 'guest',
  quiet_min_rank: quiet_min_rank ?? 'guest',
  slow_interval_ms: slow_interval_ms ?? 0,
  members_only: lock.members_only,
  max_members: lock.max_members ?? 0,
  listed: rest.listed,
  words: (rest.words ?? []).join('\n'),
  words_action: rest.words_action ?? 'refuse',
  links_allow: (rest.links?.allow ?? []).join('\n'),
  links_deny: (rest.links?.deny ?? []).join('\n'),
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

/// What a command sets them by.
export function payloadOf({ words, links_allow, links_deny, ...rest }: Partial<Chosen>): Record<string, unknown> {
  const allow = links_allow === undefined ? {} : { allow: listOf(links_allow) };
  const deny = links_deny === undefined ? {} : { deny: listOf(links_deny) };
  const links = { ...allow, ...deny };
  return {
    ...rest,
    ...(words === undefined ? {} : { words: listOf(words) }),
    ...(Object.keys(links).length === 0 ? {} : { links }),
  };
}

/// What was written one a line, or with commas between.
export const listOf = (written: string): string[] =>
  written
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
