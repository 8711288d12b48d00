/// What travels in Phoenix frames: the payloads of events and join replies, as they come.

export const RANKS = ['guest', 'member', 'vip', 'moderator', 'owner', 'admin'] as const;
export type Rank = (typeof RANKS)[number];

export interface Quiet {
  min_rank: Rank;
  until_at?: number;
}

export interface Slow {
  interval_ms: number;
  until_at?: number;
}

export interface Lock {
  password: boolean;
  members_only: boolean;
  max_members?: number;
}

export interface Keyword {
  keyword: string;
  /// Absent: pinned for good.
  expires_at?: number;
  pinned?: boolean;
}

export interface Topic {
  name: string;
  title: string;
  quiet: Quiet | null;
  slow: Slow | null;
  lock: Lock;
  keywords: Keyword[];
  members: number;
  registered: boolean;
  born_at: number;
}

export interface Me {
  id: string;
  nick: string;
  rank: Rank;
  muted_until_at?: number;
  key?: string;
}

export interface Author {
  id: string;
  nick: string;
  rank: Rank;
}

export interface Message {
  id: string;
  seq: number;
  at: number;
  from: Author;
  body: string;
  nonce?: string;
  deleted?: boolean;
}

/// Somebody who may not speak; one who is not here is named by `nick`.
export interface Muted {
  member: string;
  nick?: string;
  until_at?: number;
}

/// What moderators are told after their join, and when they become one, as far as the page shows it: how many are muted,
/// and the newest of these.
export interface Moderation {
  mutes: { count: number; entries: readonly Muted[] };
}

/// What a join reply and `lagged` have in common.
export interface Snapshot {
  topic: Topic;
  me: Me;
  epoch: string;
  seq: number;
  history?: Message[];
}

export interface Missed {
  seq: number;
  event: string;
  payload: Told;
}

export interface JoinReply extends Snapshot {
  recovered: boolean;
  missed?: Missed[];
}

/// The payload of a told event: any of the fields of the table in the protocol's description.
export interface Told {
  seq: number;
  at: number;
  [field: string]: unknown;
}

/// A refusal: a word, and what helps.
export interface Refusal {
  reason: string;
  retry_after_ms?: number;
  min_rank?: Rank;
  until_at?: number;
  max?: number;
  rule?: string;
  field?: string;
  expected?: string;
  /// What the person who kicked or banned wrote about it.
  text?: string;
  /// A nick that is free, where the one wanted is not.
  suggestion?: string;
  /// `address`: it is meant for an address and all behind it, not for a person.
  scope?: string;
}

/// One membership in Phoenix.Presence's shape.
export interface PresenceMeta {
  phx_ref: string;
  nick: string;
  rank: Rank;
  online_at: number;
}

export interface Member {
  id: string;
  nick: string;
  rank: Rank;
  online_at: number;
  /// In a roster, and told to moderators only.
  muted_until_at?: number;
}

export const atLeast = (rank: Rank, least: Rank): boolean =>
  RANKS.indexOf(rank) >= RANKS.indexOf(least);

/// Nobody acts on an equal or higher rank, but admin may all.
export const outranks = (rank: Rank, other: Rank): boolean =>
  rank === 'admin' || RANKS.indexOf(rank) > RANKS.indexOf(other);

/// In a join reply the last second of the year 9999 stands for never.
const NEVER = Date.UTC(9999, 11, 31, 23, 59, 59);

/// When something ends, `Infinity` for never.
export const endOf = (until: number | undefined): number => (until === undefined || until >= NEVER ? Infinity : until);

/// What the server answers for a name that no room can have; no close follows it.
export const UNMATCHED = 'unmatched topic';
