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
  /// What somebody gave as their reason, in their own words; ours, not of the wire.
  because?: string;
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
}

export const atLeast = (rank: Rank, least: Rank): boolean =>
  RANKS.indexOf(rank) >= RANKS.indexOf(least);

/// Nobody acts on an equal or higher rank, but admin may all.
export const outranks = (rank: Rank, other: Rank): boolean =>
  rank === 'admin' || RANKS.indexOf(rank) > RANKS.indexOf(other);

/// The reasons after which the page stops asking to join.
export const FINAL_REASONS: ReadonlySet<string> = new Set([
  'banned',
  'kicked',
  'members_only',
  'wrong_password',
  'bad_nick',
  'nick_taken',
  'nick_reserved',
  'guests_not_allowed',
  'invalid',
  'too many channels joined',
  'unmatched topic',
]);
