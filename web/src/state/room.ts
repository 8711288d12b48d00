import type { Keyword, Me, Member, Message, Refusal, Topic } from '../wire.js';

/// How many messages and notices are kept, and so how many stand in the page at most.
export const KEPT = 500;

/// How many older messages are asked for at once.
export const PAGE = 50;

/// How the membership stands. A refused join waits for its next attempt; one that is refused for good is closed by the
/// server right after.
///
///     connecting ──▶ joined ⇄ reconnecting
///          │  ▲         │          │
///          ▼  │         ▼          ▼
///        waiting ────▶ closed ◀────┘
export type Status =
  | { kind: 'connecting' }
  | { kind: 'joined' }
  | { kind: 'reconnecting' }
  | Outside;

/// Not in the room; `at` is when that was heard, in this machine's time.
export interface Outside {
  kind: 'waiting' | 'closed';
  refusal: Refusal;
  at: number;
}

/// What a line of the log that nobody wrote says; `word` names its sentence.
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
  | 'rank'
  | 'muted'
  | 'unmuted'
  | 'kicked'
  | 'banned'
  | 'nick'
  | 'cleared'
  | 'cleared_of'
  | 'destroyed'
  | 'recovered'
  | 'fresh'
  | 'lagged'
  | 'whispered'
  | 'warned';

export interface Said extends Message {
  kind: 'message';
  key: string;
  /// Who removed it, if that was somebody else than its author, and what they wrote about it.
  removed?: { by?: string; text?: string };
}

export type Item = Said | Notice;

/// A message on its way; `nonce` makes sending it twice harmless. One that was refused stays until its author decides.
export interface Outgoing {
  nonce: string;
  body: string;
  refused?: boolean;
}

/// A keyword on the board, with the whole span of its life as far as the page has seen it.
export interface LivingKeyword extends Keyword {
  life_ms: number;
}

/// Somebody muted: until when in the server's time, `Infinity` for good, and the nick if one was told.
export interface Mute {
  until: number;
  nick?: string;
}

/// A refused command, as shown to the one who gave it; `at` is this machine's time.
export interface Refused {
  command: string;
  refusal: Refusal;
  at: number;
}

/// The topic as the page keeps it.
export interface RoomTopic extends Topic {
  keywords: LivingKeyword[];
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
  /// While somebody reads back: the lines shown, which do not move; else null.
  readonly reading: readonly Item[] | null;
  readonly unseen: number;
  /// What stands above the oldest line: whether to ask for more, or that there is none and why.
  readonly older: 'ask' | 'loading' | 'begins' | 'gone';
  /// Those of presence, then those of the roster that it does not list.
  readonly members: readonly Member[];
  readonly present: readonly Member[];
  readonly roster: readonly Member[];
  /// Whether more of the roster can be asked for, and after whom: from the start if absent.
  readonly rest: 'ask' | 'none';
  readonly after: string | undefined;
  /// Whether presence does not list everyone, and the number of members is told by itself.
  readonly counted: boolean;
  /// Known mutes by member: for moderators all of them, for others those they have heard of.
  readonly mutes: ReadonlyMap<string, Mute>;
  /// Whether a moderator has to ask for the list of the muted, since not all of it was told.
  readonly mutesAreKnown: boolean;
  readonly outbox: readonly Outgoing[];
  readonly refused: Refused | null;
  /// Nothing may be sent before this time of this machine, by the server's last refusal of a message; 0 if it may.
  readonly heldUntil: number;
  /// The server's clock minus ours, in milliseconds; null until something happened live.
  readonly skew: number | null;
  readonly counter: number;
}

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
    registered: false,
    born_at: 0,
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
  outbox: [],
  refused: null,
  heldUntil: 0,
  skew: null,
  counter: 0,
});

/// The lines to show.
export const shown = (room: Room): readonly Item[] => room.reading ?? room.items;

export const said = (message: Message): Said => ({ ...message, kind: 'message', key: `m${message.seq}` });

/// The nick that goes with an id: of someone here, else of someone who spoke; null if unknown.
export function nickOf(room: Room, id: unknown): string | null {
  if (typeof id !== 'string') return null;
  if (room.me?.id === id) return room.me.nick;
  const here = room.members.find((member) => member.id === id);
  if (here) return here.nick;
  const spoke = room.items.findLast((item) => item.kind === 'message' && item.from.id === id);
  return spoke?.kind === 'message' ? spoke.from.nick : null;
}

/// Somebody here, or the author of a message who is not here any more. Presence may not have told of me yet.
export function personOf(room: Room, id: string): Member | undefined {
  const here = room.members.find((each) => each.id === id);
  if (here) return here;
  if (room.me?.id === id) return { id, nick: room.me.nick, rank: room.me.rank, online_at: 0 };
  const spoke = shown(room).findLast((item) => item.kind === 'message' && item.from.id === id);
  return spoke?.kind === 'message' ? { ...spoke.from, online_at: 0 } : undefined;
}
