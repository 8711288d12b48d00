import { Presence, Socket, type Channel } from 'phoenix';
import { keepKey, keptKey } from './keep.js';
import type { Action } from './state/reduce.js';
import type { Room } from './state/room.js';
import { told, untold } from './incoming.js';
import type { JoinReply, Member, PresenceMeta, Refusal } from './wire.js';

/// Where to, and as whom: `socket` is a path, or an address of whatever kind.
export interface Address {
  socket: string;
  topic: string;
  nick?: string;
  token?: string;
  password?: string;
}

/// How a command ended.
export type Outcome = { ok: true; response: Record<string, unknown> } | { ok: false; refusal: Refusal };

/// The element's side of a link: what it knows, and where to tell it of more.
export interface Listener {
  room(): Room;
  dispatch(action: Action): void;
}

const NO_ANSWER: Refusal = { reason: 'no_answer' };
/// So many attempts in a row without a connection are told; the next ones go on.
const ATTEMPTS = 3;
const UNMATCHED = 'unmatched topic';

/// One membership over its own socket: joins, comes back by itself with `since` and the guest key, and
/// turns what arrives into actions.
export class RoomLink {
  readonly #address: Address;
  readonly #listener: Listener;
  readonly #socket: Socket;
  readonly #channel: Channel;
  #left = false;
  /// How often this has joined: what was sent before the last time is sent again, so that time's silence says nothing.
  #joins = 0;

  constructor(address: Address, listener: Listener) {
    this.#address = { ...address, socket: socketUrl(address.socket) };
    this.#listener = listener;
    this.#socket = new Socket(this.#address.socket, { params: () => this.#connectParams() });
    this.#channel = this.#socket.channel(address.topic, () => this.#joinParams());
  }

  open(): void {
    this.#hear();
    this.#watch();
    this.#socket.connect();
    this.#channel
      .join()
      .receive('ok', (reply: JoinReply) => this.#joined(reply))
      .receive('error', (refusal: Refusal) => this.#refused(refusal));
  }

  /// A browser does not say why a connection failed: nobody there, or one who refuses this page or guests.
  #watch(): void {
    let failed = 0;
    this.#socket.onOpen(() => void (failed = 0));
    this.#socket.onClose(() => {
      this.#dispatch({ type: 'dropped' });
      if (++failed === ATTEMPTS) this.#dispatch({ type: 'unreachable', now: Date.now() });
    });
  }

  /// Leaves the topic and closes the socket; nothing is dispatched any more.
  close(): void {
    this.#left = true;
    this.#channel.leave();
    setTimeout(() => this.#socket.disconnect(), 200);
  }

  /// Gives a command and waits for its reply.
  push(command: string, payload: object): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#channel
        .push(command, payload)
        .receive('ok', (response) => resolve({ ok: true, response }))
        .receive('error', (refusal: Refusal) => resolve({ ok: false, refusal }))
        .receive('timeout', () => resolve({ ok: false, refusal: NO_ANSWER }));
    });
  }

  /// Sends a message, and again after a reconnect; its nonce keeps it from being said twice.
  say(body: string): void {
    const nonce = randomName();
    this.#dispatch({ type: 'queued', nonce, body });
    if (this.#channel.state === 'joined') void this.#send(nonce, body);
  }

  async #send(nonce: string, body: string): Promise<void> {
    const joins = this.#joins;
    const outcome = await this.push('send', { body, nonce });
    if (!outcome.ok && outcome.refusal === NO_ANSWER && !this.#isMissing(nonce, joins)) return;
    this.#dispatch({ type: 'sent', nonce });
    if (outcome.ok) return;
    this.#dispatch({ type: 'refused', command: 'send', refusal: outcome.refusal, now: Date.now() });
    this.onUnsent(body);
  }

  /// Whether an answer is due: the message has not been seen among what was told, and will not be sent again.
  #isMissing(nonce: string, joins: number): boolean {
    const isUnderWay = this.#listener.room().outbox.some((out) => out.nonce === nonce);
    return isUnderWay && joins === this.#joins && this.#channel.state === 'joined';
  }

  /// Called with the text of a message that was refused.
  onUnsent: (body: string) => void = () => {};

  #joined(reply: JoinReply): void {
    this.#joins += 1;
    if (reply.me.key !== undefined) keepKey(this.#address.socket, reply.me.key);
    this.#dispatch({ type: 'joined', reply, now: Date.now() });
    for (const { nonce, body } of this.#listener.room().outbox) void this.#send(nonce, body);
  }

  /// The client asks again by itself, unless a close follows; a name that can't be served never will
  /// be.
  #refused(refusal: Refusal): void {
    this.#dispatch({ type: 'join_refused', refusal, now: Date.now() });
    if (refusal.reason === UNMATCHED) this.close();
  }

  #hear(): void {
    const presence = new Presence(this.#channel);
    presence.onSync(() => this.#dispatch({ type: 'present', members: presence.list(asMember) }));
    this.#channel.onClose((payload: unknown) => {
      this.#dispatch({ type: 'closed', refusal: closing(payload), now: Date.now() });
    });
    this.#channel.onError(() => this.#dispatch({ type: 'dropped' }));
    this.#channel.onMessage = (event: string, payload: unknown): unknown => {
      const action = told(event, payload) ?? untold(event, payload);
      if (action) this.#dispatch(action);
      return payload;
    };
  }

  #dispatch(action: Action): void {
    if (!this.#left) this.#listener.dispatch(action);
  }

  #nick(): string | undefined {
    return this.#listener.room().me?.nick ?? this.#address.nick;
  }

  #connectParams(): object {
    if (this.#address.token !== undefined) return { token: this.#address.token };
    return defined({ name: this.#nick(), key: keptKey(this.#address.socket) });
  }

  #joinParams(): object {
    const { me, epoch, seq } = this.#listener.room();
    const since = me ? { epoch, seq } : undefined;
    const key = this.#address.token === undefined ? keptKey(this.#address.socket) : undefined;
    return defined({ nick: this.#nick(), key, since, password: this.#address.password });
  }
}

/// A `phx_close` says why. One that names a member and who acted is a kick, and its reason is what
/// that one wrote; after a refused join it is the refusal again; the empty object is a plain end.
function closing(payload: unknown): Refusal {
  const { reason, by } = (payload ?? {}) as { reason?: unknown; by?: unknown };
  const said = typeof reason === 'string' && reason !== '';
  if (by !== undefined) return said ? { reason: 'kicked', because: reason } : { reason: 'kicked' };
  return said ? { ...(payload as Refusal), reason } : { reason: 'closed' };
}

function asMember(id: string, entry: { metas: PresenceMeta[] }): Member {
  const meta = entry.metas.at(-1)!;
  const online = Math.min(...entry.metas.map((each) => each.online_at));
  return { id, nick: meta.nick, rank: meta.rank, online_at: online };
}

const defined = (object: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/// 22 random characters; `crypto.randomUUID` is missing on pages without TLS.
function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll('=', '');
}

/// phoenix.js wants a path, or a whole `ws:` address.
function socketUrl(socket: string): string {
  return socket.startsWith('/') ? socket : new URL(socket, document.baseURI).href.replace(/^http/, 'ws');
}
