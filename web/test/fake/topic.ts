import { RANKS, atLeast, type Held, type Keyword, type Lock, type Member, type Message, type Muted, type Quiet, type Rank, type Slow } from '../../src/wire.js';
import { Refused, type Connection } from './connection.js';
import { Lasting } from './lasting.js';

export interface Membership {
  connection: Connection;
  joinRef: string;
  topic: FakeTopic;
  id: string;
  phxRef: string;
  onlineAt: number;
}

interface Standing {
  nick: string;
  rank: Rank;
  badges?: string[];
  mutedUntil?: number;
  spokeAt?: number;
  /// Until when what they have sent uses up the rate.
  paidUntil?: number;
}

type Payload = Record<string, unknown>;
interface Logged {
  seq: number;
  event: string;
  payload: Payload;
}

const refuse = (reason: string, details: Payload = {}, final = false): never => {
  throw new Refused({ reason, ...details }, final);
};
const until = (payload: Payload): { until_at?: number } =>
  typeof payload['ttl_ms'] === 'number' ? { until_at: Date.now() + payload['ttl_ms'] } : {};
const textOf = (payload: Payload): Payload => (payload['text'] === undefined ? {} : { text: payload['text'] });
/// A refusal's fields for a time that passes.
const passing = (end: number): Payload => ({ until_at: end, retry_after_ms: end - Date.now() });

/// How a server writes a permanent mute in a join reply.
const FOR_GOOD = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/// For how long the nick of a lost connection is kept, in milliseconds.
const LINGER = 1500;
/// How many mutes moderators are sent when they join.
const NEWEST = 20;

let refs = 0;

/// A topic of the stand-in. Handles everything in order and tells everybody at once.
export class FakeTopic {
  epoch = 'e1';
  seq = 0;
  title = '';
  quiet: Quiet | null = null;
  slow: Slow | null = null;
  keywords: Keyword[] = [];
  history: Message[] = [];
  log: Logged[] = [];
  readonly members = new Set<Membership>();
  /// Those who only watch; they have no id.
  readonly spectators = new Set<Membership>();
  /// Further members, who have no connection.
  crowd: Member[] = [];
  /// Above this many, presence does not list everybody: the crowd is only counted.
  limit = 1000;
  password = '';
  /// While set, refuses all joins and commands with this.
  refusing: { reason: string; [detail: string]: unknown } | null = null;
  /// How many messages somebody may send at once, and how many milliseconds later one more.
  rate = { burst: 1000, millis: 0 };
  readonly standings = new Map<string, Standing>();
  /// Messages that wait for a moderator.
  held: Held[] = [];
  readonly barred = new Map<string, number>();
  readonly lasting = new Lasting((id) => this.standings.get(id)?.nick);
  /// Nicks of people who lost their connection, and until when they are reserved.
  readonly lost = new Map<string, number>();
  /// No new guest may join until this time, since somebody of the same address was kicked.
  barredAddress = 0;

  /// Who was refused the nick of somebody present once, and was told to ask again.
  readonly #toldToWait = new WeakSet<Connection>();
  /// Who lost each nick in `lost`, and so may have it back at once.
  readonly #losers = new Map<string, string>();

  /// `keepsNicks`: a lost connection's nick is reserved for a moment, and somebody present gets the time to answer
  /// before their nick is refused for good.
  constructor(
    readonly name: string,
    readonly keepsNicks = false,
  ) {}

  admit(password: unknown): void {
    if (this.refusing) throw new Refused(this.refusing);
    if (this.password !== '' && password !== this.password) refuse('wrong_password', {}, true);
  }

  join(connection: Connection, joinRef: string, id: string, nick: string, isNew: boolean): Membership {
    this.lasting.admit(id);
    const end = this.barred.get(id);
    if (end !== undefined && end > Date.now()) refuse('kicked', passing(end), true);
    if (isNew && this.barredAddress > Date.now()) refuse('kicked', { scope: 'address', ...passing(this.barredAddress) }, true);
    if (/[\p{Cc}]/u.test(nick) || nick.trim() === '' || nick.length > 32) refuse('bad_nick', { max: 32 }, true);
    const own = this.#isKept(id) ? this.standings.get(id)!.nick : nick;
    this.#refuseTaken(connection, id, own);
    const first = this.members.size === 0 && this.standings.size === 0;
    const known = this.standings.get(id) ?? { nick, rank: first ? 'moderator' : 'guest' };
    this.standings.set(id, { ...known, nick: own });
    return { connection, joinRef, topic: this, id, phxRef: `r${++refs}`, onlineAt: Date.now() };
  }

  /// Gives a guest's place to the account as which the same person comes now.
  takeOver(guest: string, heir: string, nick: string): void {
    const its = this.standings.get(guest);
    if (!its || ![...this.members].some((each) => each.id === guest)) return;
    const own = this.standings.get(heir)?.rank ?? 'guest';
    this.closeAll(guest, {});
    this.standings.delete(guest);
    this.standings.set(heir, { nick, rank: atLeast(own, its.rank) ? own : its.rank });
  }

  /// Lets somebody watch.
  watch(connection: Connection, joinRef: string): Membership {
    if (this.members.size === 0) refuse('no_such_topic', {}, true);
    return { connection, joinRef, topic: this, id: '', phxRef: `r${++refs}`, onlineAt: Date.now() };
  }

  #refuseTaken(connection: Connection, id: string, nick: string): void {
    const suggestion = `${nick}2`;
    if (this.#taken(id, nick)) {
      const mayBeLost = this.keepsNicks && !this.#toldToWait.has(connection);
      this.#toldToWait.add(connection);
      if (mayBeLost) refuse('nick_taken', { suggestion, retry_after_ms: 200 });
      refuse('nick_taken', { suggestion }, true);
    }
    const kept = (this.lost.get(nick) ?? 0) - Date.now();
    if (kept > 0 && this.#losers.get(nick) !== id) refuse('nick_taken', { suggestion, retry_after_ms: kept });
  }

  /// Whether that one lost a connection a moment ago.
  #isKept(id: string): boolean {
    return [...this.#losers].some(([nick, loser]) => loser === id && (this.lost.get(nick) ?? 0) > Date.now());
  }

  /// A membership ends because its connection broke.
  lose(membership: Membership): void {
    if (this.keepsNicks && this.members.has(membership)) {
      const { nick } = this.standings.get(membership.id)!;
      this.lost.set(nick, Date.now() + LINGER);
      this.#losers.set(nick, membership.id);
    }
    this.end(membership);
  }

  #taken(id: string, nick: string): boolean {
    return [...this.members].some(
      (m) => m.id !== id && this.standings.get(m.id)!.nick.toLowerCase() === nick.toLowerCase(),
    );
  }

  welcome(membership: Membership, since?: { epoch: string; seq: number }): Payload {
    const covered = since !== undefined && since.epoch === this.epoch && since.seq >= (this.log[0]?.seq ?? this.seq + 1) - 1;
    const rest = covered
      ? { recovered: true, missed: this.log.filter((each) => each.seq > since.seq) }
      : { recovered: false, history: this.history.slice(-100) };
    return { ...this.snapshot(membership), ...rest };
  }

  snapshot({ id }: Membership): Payload {
    return {
      topic: {
        name: this.name,
        title: this.title,
        quiet: this.quiet,
        slow: this.slow,
        lock: this.#lock(),
        keywords: this.keywords,
        members: this.#count() + (id === '' ? 0 : 1),
        born_at: 1,
        ...this.lasting.about(),
      },
      me: id === '' ? { spectator: true } : this.#me(id),
      epoch: this.epoch,
      seq: this.seq,
    };
  }

  #me(id: string): Payload {
    const { nick, rank, badges, mutedUntil } = this.standings.get(id)!;
    const muted = mutedUntil === undefined ? {} : { muted_until_at: Math.min(mutedUntil, FOR_GOOD) };
    return { id, nick, rank, key: `key-of-${id}`, ...(badges && { badges }), ...muted };
  }

  #lock(): Lock {
    return { members_only: false, ...this.lasting.settings?.lock, password: this.password !== '' };
  }

  present(membership: Membership): void {
    if (membership.id === '') {
      this.spectators.add(membership);
      return this.push(membership, 'presence_state', this.#state());
    }
    this.members.add(membership);
    this.push(membership, 'presence_state', this.#state());
    this.#diff([membership], []);
    this.summarize();
    this.#tellOfModeration(membership);
  }

  /// Sends the moderation state if the member is a moderator.
  #tellOfModeration(membership: Membership): void {
    if (!this.#moderates(membership)) return;
    const mutes = this.#mutes();
    const entries = mutes.toReversed().slice(0, NEWEST);
    this.push(membership, 'moderation_state', { mutes: { count: mutes.length, entries }, bans: { count: 0, entries: [] } });
  }

  #mutes(): Muted[] {
    return [...this.standings].flatMap(([member, { nick, mutedUntil }]) =>
      mutedUntil === undefined || mutedUntil < Date.now()
        ? []
        : [{ member, nick, ...(mutedUntil === Infinity ? {} : { until_at: mutedUntil }) }],
    );
  }

  /// Sends everybody the number of members, if there are too many to list.
  summarize(): void {
    if (this.#isBig()) this.#broadcast('presence_summary', { members: this.#count(), listed: this.members.size });
  }

  #count(): number {
    return this.members.size + this.crowd.length;
  }

  #isBig(): boolean {
    return this.#count() > this.limit;
  }

  #state(): Payload {
    const crowd = this.#isBig() ? [] : this.crowd;
    const listed = crowd.map(({ id, ...meta }) => [id, { metas: [{ phx_ref: `c${id}`, ...meta }] }]);
    return { ...Object.fromEntries(listed), ...this.#presence([...this.members]) };
  }

  #roster(after: string, limit: number, rank: Rank): Payload {
    const here = [...this.members].map(({ id, onlineAt }) => {
      const { nick, rank } = this.standings.get(id)!;
      return { id, nick, rank, online_at: onlineAt };
    });
    const all = [...here, ...this.crowd].sort((a, b) => (a.id < b.id ? -1 : 1)).filter((each) => each.id > after);
    const muted = (id: string): Payload => {
      const end = atLeast(rank, 'moderator') ? this.standings.get(id)?.mutedUntil : undefined;
      return end === undefined ? {} : { muted_until_at: Math.min(end, FOR_GOOD) };
    };
    const members = all.slice(0, limit).map((each) => ({ ...each, ...muted(each.id) }));
    return { members, ...(all.length > limit ? { next: members.at(-1)!.id } : {}) };
  }

  end(membership: Membership): void {
    if (!this.spectators.delete(membership) && this.members.delete(membership)) this.#diff([], [membership]);
  }

  push(membership: Membership, event: string, payload: Payload): void {
    membership.connection.send(membership.joinRef, null, this.name, event, payload);
  }

  #presence(members: Membership[]): Payload {
    const state: Record<string, { metas: Payload[] }> = {};
    for (const { id, phxRef, onlineAt } of members) {
      const { nick, rank, badges } = this.standings.get(id)!;
      (state[id] ??= { metas: [] }).metas.push({ phx_ref: phxRef, nick, rank, online_at: onlineAt, ...(badges && { badges }) });
    }
    return state;
  }

  #diff(joins: Membership[], leaves: Membership[]): void {
    this.#broadcast('presence_diff', { joins: this.#presence(joins), leaves: this.#presence(leaves) });
  }

  #broadcast(event: string, payload: Payload): void {
    for (const { connection } of [...this.members, ...this.spectators]) connection.send(null, null, this.name, event, payload);
  }

  /// Sends a told event to all members.
  tell(event: string, payload: Payload): { seq: number; at: number } {
    const place = { seq: ++this.seq, at: Date.now() };
    const whole = { ...payload, ...place };
    this.log = [...this.log, { seq: place.seq, event, payload: whole }].slice(-200);
    this.#broadcast(event, whole);
    return place;
  }

  say(id: string, nick: string, body: string, nonce?: unknown): Payload {
    const { rank = 'guest', badges } = this.standings.get(id) ?? {};
    const fields = { id: `msg-${this.seq + 1}`, from: { id, nick, rank, ...(badges && { badges }) }, body, ...(nonce ? { nonce } : {}) };
    const place = this.tell('message', fields);
    this.history = [...this.history, { ...fields, ...place } as unknown as Message].slice(-200);
    return { id: fields.id, ...place };
  }

  /// Has a message of somebody wait for a moderator.
  hold(id: string, body: string): void {
    const { nick, rank } = this.standings.get(id)!;
    const message: Held = { id: `held-${++refs}`, from: { id, nick, rank }, body, rule: 'words', at: Date.now(), expires_at: Date.now() + 600_000 };
    this.held = [...this.held, message];
    this.#pushTo((each) => this.#moderates(each), 'message_held', { ...message });
  }

  #resolve(id: unknown, how: Payload): Held {
    const message = this.held.find((each) => each.id === id) ?? refuse('unknown_message');
    this.held = this.held.filter((each) => each !== message);
    this.#pushTo((each) => each.id === message.from.id || this.#moderates(each), 'message_resolved', { id, ...how });
    return message;
  }

  #moderates({ id }: Membership): boolean {
    return atLeast(this.standings.get(id)!.rank, 'moderator');
  }

  #pushTo(whom: (membership: Membership) => boolean, event: string, payload: Payload): void {
    for (const membership of [...this.members].filter(whom)) this.push(membership, event, payload);
  }

  command(membership: Membership, command: string, payload: Payload): Payload {
    const handler = Object.hasOwn(this.#commands, command) ? this.#commands[command] : undefined;
    const mine = this.standings.get(membership.id) ?? { nick: '', rank: 'guest' };
    if (membership.id === '' && !LOOKING.has(command)) refuse('spectator');
    if (this.refusing) throw new Refused(this.refusing);
    if (!handler) return refuse('unknown_command');
    if (!OPEN.has(command) && !atLeast(mine.rank, 'moderator')) refuse('rank_too_low', { min_rank: 'moderator' });
    if (OWNERS.has(command) && !atLeast(mine.rank, 'owner')) refuse('rank_too_low', { min_rank: 'owner' });
    const reply = handler(payload, membership.id, mine) ?? {};
    this.lasting.log(command, membership.id, payload);
    return reply;
  }

  readonly #commands: Record<string, (payload: Payload, by: string, mine: Standing) => Payload | void> = {
    send: (payload, by, mine) => this.#send(payload, by, mine),
    set_nick: ({ nick }, by, mine) => {
      if (this.#taken(by, String(nick))) refuse('nick_taken');
      this.standings.set(by, { ...mine, nick: String(nick) });
      this.tell('nick_changed', { member: by, nick });
      this.#update(by);
    },
    history: ({ before_seq, limit }) => ({
      messages: this.history.filter((each) => each.seq < Number(before_seq ?? Infinity)).slice(-Number(limit ?? 100)),
    }),
    roster: ({ after, limit }, _, mine) => this.#roster(String(after ?? ''), Number(limit ?? 100), mine.rank),
    list: ({ of, after, limit }) => {
      const from = Number(after ?? 0);
      const to = from + Number(limit ?? 100);
      const lists: Record<string, unknown[]> = { mutes: this.#mutes(), bans: this.lasting.bans, audit: this.lasting.audit };
      const all = lists[String(of)] ?? refuse('invalid', { field: 'of' });
      return { entries: all.slice(from, to), ...(to < all.length ? { next: String(to) } : {}) };
    },
    set_title: ({ title }, by) => {
      if (this.title === title) refuse('already');
      this.title = String(title);
      this.tell('title_changed', { title, by });
    },
    set_quiet: (payload, by) => {
      const least = payload['min_rank'] as Rank | null;
      this.quiet = least === null ? null : { min_rank: least, ...until(payload) };
      this.tell('quiet_changed', { quiet: this.quiet, by });
    },
    set_slow: (payload, by) => {
      const interval = Number(payload['interval_ms']);
      this.slow = interval === 0 ? null : { interval_ms: interval, ...until(payload) };
      this.tell('slow_changed', { slow: this.slow, by });
    },
    mute: (payload, by) => {
      const id = this.#subject(payload, by);
      const end = until(payload).until_at ?? Infinity;
      this.standings.set(id, { ...this.standings.get(id)!, mutedUntil: end });
      this.tell('member_muted', { member: id, by, ...until(payload), ...textOf(payload) });
    },
    unmute: (payload, by) => {
      const id = this.#subject(payload, by);
      delete this.standings.get(id)!.mutedUntil;
      this.tell('member_unmuted', { member: id, by, ...textOf(payload) });
    },
    warn: (payload, by) => {
      const id = this.#subject(payload, by);
      const warning = { by, ...textOf(payload), ...(payload['acknowledge'] ? { acknowledge: true } : {}) };
      this.#pushTo((each) => each.id === id, 'warned', warning);
    },
    acknowledge: () => {},
    approve: ({ id }, by) => {
      const { from, body } = this.#resolve(id, { how: 'approved', by });
      this.say(from.id, from.nick, body);
    },
    reject: ({ id, text }, by) => void this.#resolve(id, { how: 'rejected', by, ...textOf({ text }) }),
    kick: (payload, by) => this.#kick(payload, by),
    ban: (payload, by) => this.#ban(payload, by),
    unban: (payload) => this.lasting.unban(payload),
    register: (payload, by) => {
      this.lasting.register({ title: this.title, lock: this.#lock() }, payload);
      this.#configured(payload, by);
    },
    configure: (payload, by) => {
      this.lasting.configure(payload);
      this.#configured(payload, by);
    },
    settings: () => ({ ...(this.lasting.settings ?? refuse('no_such_topic')) }),
    unregister: (_, by) => {
      this.lasting.settings = null;
      this.tell('settings_changed', { topic: this.lasting.about(), by });
    },
    delete: ({ id, text }, by, mine) => {
      const message = this.history.find((each) => each.id === id) ?? refuse('unknown_message');
      if (message.from.id !== by && !atLeast(mine.rank, 'moderator')) refuse('rank_too_low');
      this.history = this.history.filter((each) => each.id !== id);
      this.tell('message_deleted', { id, by, ...textOf({ text }) });
    },
    clear: ({ member, text }, by) => {
      this.history = member === undefined ? [] : this.history.filter((each) => each.from.id !== member);
      this.tell('history_cleared', { by, ...(member === undefined ? {} : { member }), ...textOf({ text }) });
    },
    pin_keyword: (payload) => {
      const ttl = Number(payload['ttl_ms'] ?? 600_000);
      const pinned = { keyword: String(payload['keyword']), expires_at: Date.now() + ttl, pinned: true };
      this.board([pinned, ...this.keywords.filter((each) => each.keyword !== pinned.keyword)]);
    },
    remove_keyword: ({ keyword }) => this.board(this.keywords.filter((each) => each.keyword !== keyword)),
    grant: (payload, by) => this.#rank(payload, payload['rank'] as Rank, by),
    revoke: (payload, by) => this.#rank(payload, 'guest', by),
  };

  board(keywords: Keyword[]): void {
    this.keywords = keywords;
    this.tell('keywords_changed', { keywords });
  }

  #send(payload: Payload, by: string, mine: Standing): Payload {
    const body = String(payload['body'] ?? '');
    if (body.trim() === '') refuse('empty');
    if (body.length > 4096) refuse('too_long', { max: 4096 });
    const now = Date.now();
    if (mine.mutedUntil !== undefined && mine.mutedUntil > now) refuse('muted', mine.mutedUntil === Infinity ? {} : passing(mine.mutedUntil));
    if (this.quiet && !atLeast(mine.rank, this.quiet.min_rank)) refuse('quiet', { ...this.quiet, ...(this.quiet.until_at ? passing(this.quiet.until_at) : {}) });
    const wait = Math.min((mine.spokeAt ?? 0) + (this.slow?.interval_ms ?? 0), this.slow?.until_at ?? Infinity) - now;
    if (this.slow && wait > 0 && !atLeast(mine.rank, 'moderator')) refuse('slow', { retry_after_ms: wait });
    const before = this.history.find((each) => each.nonce !== undefined && each.nonce === payload['nonce']);
    if (before) return { id: before.id, seq: before.seq, at: before.at };
    this.#slowDown(mine);
    mine.spokeAt = Date.now();
    return this.say(by, mine.nick, body, payload['nonce']);
  }

  /// Refuses somebody who sends faster than `rate`.
  #slowDown(mine: Standing): void {
    const { burst, millis } = this.rate;
    const paidUntil = Math.max(mine.paidUntil ?? 0, Date.now()) + millis;
    const wait = paidUntil - burst * millis - Date.now();
    if (wait > 0) refuse('spam', { rule: 'rate', retry_after_ms: wait });
    mine.paidUntil = paidUntil;
  }

  #subject(payload: Payload, by: string): string {
    const id = String(payload['member']);
    const theirs = this.standings.get(id) ?? refuse('unknown_member');
    const mine = this.standings.get(by)!;
    if (RANKS.indexOf(theirs.rank) >= RANKS.indexOf(mine.rank)) refuse('outranked');
    return id;
  }

  #kick(payload: Payload, by: string): void {
    const id = this.#subject(payload, by);
    const kick = { member: id, by, ...until(payload), ...textOf(payload) };
    this.tell('member_kicked', kick);
    if (payload['with_messages']) this.#commands['clear']!({ member: id }, by, this.standings.get(by)!);
    if (kick.until_at !== undefined) this.barred.set(id, kick.until_at);
    this.closeAll(id, { reason: 'kicked', ...kick });
  }

  #ban(payload: Payload, by: string): void {
    const id = this.#subject(payload, by);
    const ban = { ...until(payload), ...textOf(payload) };
    this.lasting.ban(id, by, { ...ban, ...(payload['how'] === 'sign_in' ? { how: 'sign_in' } : {}) });
    this.tell('member_banned', { member: id, by, ...ban });
    if (payload['with_messages']) this.#commands['clear']!({ member: id }, by, this.standings.get(by)!);
    this.closeAll(id, { reason: 'banned', member: id, by, ...ban });
  }

  /// Tells what was configured, each in its own event.
  #configured({ title, password }: Payload, by: string): void {
    if (password !== undefined) this.password = String(password);
    if (title !== undefined) this.tell('title_changed', { title: (this.title = String(title)), by });
    this.tell('lock_changed', { lock: this.#lock(), by });
    this.tell('settings_changed', { topic: this.lasting.about(), by });
  }

  /// Ends all memberships of an id.
  closeAll(id: string, payload: Payload): void {
    for (const membership of [...this.members].filter((each) => each.id === id)) {
      this.end(membership);
      membership.connection.close(membership, payload);
    }
  }

  #rank(payload: Payload, rank: Rank, by: string): void {
    const id = this.#subject(payload, by);
    this.standings.set(id, { ...this.standings.get(id)!, rank });
    this.tell('rank_changed', { member: id, rank, by, ...until(payload), ...textOf(payload) });
    this.#update(id);
    for (const membership of this.members) if (membership.id === id) this.#tellOfModeration(membership);
  }

  /// Gives every membership of an id a new meta, as Phoenix.Presence does on an update.
  #update(id: string): void {
    for (const membership of [...this.members].filter((each) => each.id === id)) {
      const leaves = this.#presence([membership]);
      membership.phxRef = `r${++refs}`;
      this.#broadcast('presence_diff', { joins: this.#presence([membership]), leaves });
    }
  }
}

const OWNERS: ReadonlySet<string> = new Set(['register', 'configure', 'settings', 'unregister']);

/// Commands of those who only watch.
const LOOKING: ReadonlySet<string> = new Set(['history', 'roster']);

/// Commands open to everybody; `delete` has its own check.
const OPEN: ReadonlySet<string> = new Set(['send', 'set_nick', 'history', 'roster', 'delete', 'acknowledge']);
