/// The payloads of events and join replies, as they arrive in Phoenix frames.

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

/// Protection from newcomers. `preset` is a word of the protocol.
export interface Shield {
  preset: string;
  until_at: number;
}

/// A message that only moderators see, until one of them approves it.
export interface Held {
  id: string;
  from: Author;
  body: string;
  rule: string;
  at: number;
  expires_at: number;
}

/// A warning to me: by somebody, or because I broke a rule of the spam guard.
export interface Warned {
  by?: string;
  rule?: string;
  text?: string;
  acknowledge?: boolean;
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
  shield?: Shield | null;
  lock: Lock;
  keywords: Keyword[];
  members: number;
  born_at: number;
  /// Whether it is kept when nobody is in it.
  registered: boolean;
  label?: string;
  description?: string;
  rules?: string;
  /// The language of what is written about it.
  language?: string;
}

export interface Me {
  id: string;
  nick: string;
  rank: Rank;
  muted_until_at?: number;
  badges?: readonly string[];
  key?: string;
}

export interface Author {
  id: string;
  nick: string;
  rank: Rank;
  /// What a site says of its users, such as `staff`.
  badges?: readonly string[];
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

/// Somebody who is muted; `nick` is given if they are not here.
export interface Muted {
  member: string;
  nick?: string;
  until_at?: number;
}

/// Somebody who may not come back for now, or a block of addresses, known by a tag.
export interface Banned {
  member?: string;
  prefix?: string;
  nick?: string;
  reason: string;
  /// `sign_in` if they may come, but not as a guest.
  how?: string;
  at: number;
  until_at?: number;
  by?: string;
  text?: string;
}

/// A line of the audit log. `act` is a command's name.
export interface Audited {
  at: number;
  act: string;
  by: Party;
  about?: Party;
  value?: string;
  until_at?: number;
  text?: string;
}

/// Somebody in the audit log, under the nick of that time.
export interface Party {
  id: string;
  nick?: string;
}

/// A registered topic's settings. Those that are off are absent.
export interface Settings {
  title: string;
  label?: string;
  description?: string;
  rules?: string;
  language?: string;
  quiet_min_rank?: Rank;
  slow_interval_ms?: number;
  lock: Lock;
  listed: boolean;
  history?: number;
  /// The lowest rank that may set the title, if it is not the kind's.
  title_rank?: Rank;
  /// What owners keep out of the room; `words_action` is `refuse`, `mask` or `hold`.
  words?: readonly string[];
  words_action?: string;
  links?: { allow: readonly string[]; deny: readonly string[] };
}

/// What moderators are sent after their join, when they become one, and while somebody guesses the room's password, as
/// far as the page shows it: the number of mutes, and the newest ones; the messages that wait, newest first; and how many
/// passwords were wrong.
export interface Moderation {
  mutes: { count: number; entries: readonly Muted[] };
  held?: { count: number; entries: readonly Held[] };
  password_guesses?: { count: number; since_at: number };
}

/// The common part of a join reply and `lagged`.
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

/// A told event's payload: any of the fields in the protocol's table of events.
export interface Told {
  seq: number;
  at: number;
  [field: string]: unknown;
}

/// A refusal: its reason, and details that help.
export interface Refusal {
  reason: string;
  retry_after_ms?: number;
  min_rank?: Rank;
  until_at?: number;
  max?: number;
  rule?: string;
  /// The spam guard's step in force, whatever is written: `refuse`, or `hold`.
  step?: string;
  /// How often the spam guard has acted already, and what it does next time.
  strikes?: number;
  next?: string;
  field?: string;
  expected?: string;
  /// The message that waits, if it is held.
  id?: string;
  /// The reason given by the person who kicked.
  text?: string;
  /// A free nick, if the requested one is taken.
  suggestion?: string;
  /// `address` if it concerns an address with everybody behind it, not a person.
  scope?: string;
}

/// One membership, in Phoenix.Presence's format.
export interface PresenceMeta {
  phx_ref: string;
  nick: string;
  rank: Rank;
  online_at: number;
  badges?: readonly string[];
}

export interface Member {
  id: string;
  nick: string;
  rank: Rank;
  online_at: number;
  badges?: readonly string[];
  /// Only in a roster, and only for moderators.
  muted_until_at?: number;
}

export const atLeast = (rank: Rank, least: Rank): boolean =>
  RANKS.indexOf(rank) >= RANKS.indexOf(least);

/// Nobody may act on someone of an equal or higher rank, except admin, who may act on anyone.
export const outranks = (rank: Rank, other: Rank): boolean =>
  rank === 'admin' || RANKS.indexOf(rank) > RANKS.indexOf(other);

/// In a join reply, the last second of the year 9999 stands for never.
const NEVER = Date.UTC(9999, 11, 31, 23, 59, 59);

/// The end of something, `Infinity` for never.
export const endOf = (until: number | undefined): number => (until === undefined || until >= NEVER ? Infinity : until);

/// The server's answer to a name that no room can have; no close follows it.
export const UNMATCHED = 'unmatched topic';
