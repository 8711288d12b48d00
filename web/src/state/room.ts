import type { Audited, Banned, Held, Keyword, Me, Member, Message, Refusal, Settings, Topic, Warned } from '../wire.js';

/// How many messages and notices are kept, and so the most that the page shows.
export const KEPT = 500;

/// How many older messages to ask for at once.
export const PAGE = 50;

/// The state of the membership. A refused join waits for its next attempt. If the refusal is final, the server closes
/// the membership right after it.
///
///     connecting ──▶ joined ⇄ reconnecting, restarting
///          │  ▲         │          │
///          ▼  │         ▼          ▼
///        waiting ────▶ closed ◀────┘
export type Status =
  | { kind: 'connecting' }
  | { kind: 'joined' }
  | { kind: 'reconnecting' }
  | { kind: 'restarting' }
  | Outside;

/// Not in the room. `at` is when the refusal arrived, in this machine's time.
export interface Outside {
  kind: 'waiting' | 'closed';
  refusal: Refusal;
  at: number;
}

/// A line of the log that is not a message; `word` selects its sentence.
export interface Notice {
  kind: 'notice';
  key: string;
  at: number;
  word: NoticeWord;
  args: Readonly<Record<string, string | number>>;
}

export type NoticeWord =
  | 'title'
  | 'untitled'
  | 'quiet'
  | 'quiet_over'
  | 'slow'
  | 'slow_over'
  | 'shield'
  | 'shield_over'
  | 'rejected'
  | 'rank'
  | 'muted'
  | 'unmuted'
  | 'kicked'
  | 'banned'
  | 'registered'
  | 'unregistered'
  | 'about'
  | 'nick'
  | 'cleared'
  | 'cleared_of'
  | 'destroyed'
  | 'recovered'
  | 'fresh'
  | 'lagged'
  | 'whispered'
  | 'warned'
  | 'guessed'
  | AuditWord;

/// Lines that only the audit log has.
export type AuditWord =
  | 'configured'
  | 'locked'
  | 'revoked'
  | 'member_warned'
  | 'held_approved'
  | 'held_rejected'
  | 'unbanned'
  | 'deleted'
  | 'keyword_pinned'
  | 'keyword_removed'
  | 'acted';

export interface Said extends Message {
  kind: 'message';
  key: string;
  /// Who removed it, if not its author, and the reason they gave.
  removed?: { by?: string; text?: string };
}

export type Item = Said | Notice;

/// A message on its way; `nonce` makes it safe to send twice. A refused one stays until its author decides.
export interface Outgoing {
  nonce: string;
  body: string;
  refused?: boolean;
}

/// A keyword on the board, with its whole life span as far as the page has seen it.
export interface LivingKeyword extends Keyword {
  life_ms: number;
}

/// When a mute ends, in the server's time, `Infinity` for never; and the nick if it is known.
export interface Mute {
  until: number;
  nick?: string;
}

/// A refused command, as shown to the person who sent it; `at` is this machine's time.
export interface Refused {
  command: string;
  refusal: Refusal;
  at: number;
}

/// The topic as the page stores it.
export interface RoomTopic extends Topic {
  keywords: LivingKeyword[];
}

/// A list as far as it has come. `next` is where to continue; once it is absent, the list is whole.
export interface Listing<Entry> {
  readonly entries: readonly Entry[];
  readonly status: 'loading' | 'shown' | 'failed';
  readonly next?: string;
}

/// Everything that the page shows of one topic.
export interface Room {
  readonly status: Status;
  readonly topic: RoomTopic;
  readonly me: Me | null;
  readonly epoch: string;
  readonly seq: number;
  /// The newest lines, oldest first, at most `KEPT`.
  readonly items: readonly Item[];
  /// The lines in view while somebody reads back; they do not move. Otherwise null.
  readonly reading: readonly Item[] | null;
  readonly unseen: number;
  /// What is above the oldest line: more to ask for, or nothing, and why.
  readonly older: 'ask' | 'loading' | 'begins' | 'gone';
  /// The people in `present`, then those in `roster` who are not in it.
  readonly members: readonly Member[];
  readonly present: readonly Member[];
  readonly roster: readonly Member[];
  /// Whether more of the roster can be asked for. `after` is where to continue; undefined for the start.
  readonly rest: 'ask' | 'none';
  readonly after: string | undefined;
  /// Whether presence lists only some members, so that their number is sent separately.
  readonly counted: boolean;
  /// Known mutes by member: all of them for moderators, for others the ones they were told of.
  readonly mutes: ReadonlyMap<string, Mute>;
  /// False if a moderator still has to ask for the list of mutes, since it was sent only in part.
  readonly mutesAreKnown: boolean;
  /// The messages that wait for a moderator, oldest first; only moderators are told of them.
  readonly held: readonly Held[];
  /// False if a moderator still has to ask for the list of them, since it was sent only in part.
  readonly heldAreKnown: boolean;
  /// What I must acknowledge before I may write.
  readonly warning: Warned | null;
  /// What a moderator or owner has asked to see, as of then.
  readonly bans: Listing<Banned>;
  readonly audit: Listing<Audited>;
  /// Null until they have come.
  readonly settings: Settings | null;
  readonly outbox: readonly Outgoing[];
  readonly refused: Refused | null;
  /// The server's last refusal forbids sending before this time, by this machine's clock; 0 if it does not.
  readonly heldUntil: number;
  /// The server's clock minus ours, in milliseconds; null until the first live event.
  readonly skew: number | null;
  readonly counter: number;
}

const NONE_LISTED = { entries: [], status: 'loading' } as const;

export const emptyRoom = (topic: string): Room => ({
  status: { kind: 'connecting' },
  topic: {
    name: topic,
    title: '',
    quiet: null,
    slow: null,
    lock: { password: false, members_only: false },
    keywords: [],
    members: 0,
    born_at: 0,
    registered: false,
  },
  me: null,
  epoch: '',
  seq: 0,
  items: [],
  reading: null,
  unseen: 0,
  older: 'ask',
  members: [],
  present: [],
  roster: [],
  rest: 'ask',
  after: undefined,
  counted: false,
  mutes: new Map(),
  mutesAreKnown: true,
  held: [],
  heldAreKnown: true,
  warning: null,
  bans: NONE_LISTED,
  audit: NONE_LISTED,
  settings: null,
  outbox: [],
  refused: null,
  heldUntil: 0,
  skew: null,
  counter: 0,
});

/// The lines to show.
export const shown = (room: Room): readonly Item[] => room.reading ?? room.items;

export const said = (message: Message): Said => ({ ...message, kind: 'message', key: `m${message.seq}` });

/// The nick of an id, from those here or from past messages; null if unknown.
export function nickOf(room: Room, id: unknown): string | null {
  if (typeof id !== 'string') return null;
  if (room.me?.id === id) return room.me.nick;
  const here = room.members.find((member) => member.id === id);
  if (here) return here.nick;
  const spoke = room.items.findLast((item) => item.kind === 'message' && item.from.id === id);
  return spoke?.kind === 'message' ? spoke.from.nick : null;
}

/// Somebody who is here, or a message's author who has left. I may be missing from presence just after joining.
export function personOf(room: Room, id: string): Member | undefined {
  const here = room.members.find((each) => each.id === id);
  if (here) return here;
  if (room.me?.id === id) {
    const { nick, rank, badges } = room.me;
    return { id, nick, rank, online_at: 0, ...(badges && { badges }) };
  }
  const spoke = shown(room).findLast((item) => item.kind === 'message' && item.from.id === id);
  return spoke?.kind === 'message' ? { ...spoke.from, online_at: 0 } : undefined;
}
