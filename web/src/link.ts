import { Presence, Socket, type Channel } from 'phoenix';
import { keepKey, keptKey, tab } from './keep.js';
import { NO_ANSWER, Outbox, type Outcome } from './outbox.js';
import { pause } from './pause.js';
import type { Action } from './state/reduce.js';
import type { Room } from './state/room.js';
import { told, untold } from './incoming.js';
import type { Token } from './token.js';
import { UNMATCHED, type JoinReply, type Member, type PresenceMeta, type Refusal } from './wire.js';

/// The room to join, and as whom. `socket` is a path or a URL; empty for the server that this script came from.
export interface Address {
  socket: string;
  topic: string;
  nick?: string;
  password?: string;
  token: Token;
  /// Only to watch the room, without being in it; with a read token, if there is one.
  watching?: { token?: string };
}

/// What the types of phoenix.js leave out.
type WithToken = Socket & { authToken?: (() => string) | undefined };

/// The element's side of a link: its current state, and where to dispatch actions.
export interface Listener {
  room(): Room;
  dispatch(action: Action): void;
}

/// The code with which a server that restarts closes its connections.
const RESTART = 1012;
/// After this many failed connections in a row the room is reported as unreachable; attempts continue.
const ATTEMPTS = 3;
/// The wait after each refused join unless the server names a longer one; the last value repeats.
const REJOIN_MILLIS = [1000, 2000, 5000, 10_000];

/// On any server, whatever the path prefix, the socket is next to `assets/`, which holds this script. Two constants,
/// because in a single expression the bundler would take the address for a file's.
const SCRIPT = import.meta.url;
const OWN_SOCKET = '../socket';

/// One membership over its own socket. Joins, rejoins by itself with `since` and the guest key, and turns whatever
/// arrives into actions.
export class RoomLink {
  readonly #address: Address;
  readonly #listener: Listener;
  readonly #socket: Socket;
  readonly #channel: Channel;
  readonly #token: Token;
  /// Whether the site is being asked for another token because the last one has ended.
  #isRenewing = false;
  #left = false;
  /// Whether I have joined by this link before.
  #hasJoined = false;
  /// What is written to the room.
  readonly outbox: Outbox;
  /// The earliest time that the server allows for the next join, by this machine's clock.
  #rejoinAt = 0;
  /// Whether the last connection that was open ended because the server restarts.
  #restarts = false;

  constructor(address: Address, listener: Listener) {
    this.#address = { ...address, socket: socketUrl(address.socket) };
    this.#listener = listener;
    this.#token = address.token;
    this.#socket = new Socket(this.#address.socket, {
      transport: this.#webSocket(),
      reconnectAfterMs: (tries) => pause(tries, this.#restarts),
      params: () => defined({ name: this.#nick(), key: keptKey(this.#address.socket) }),
      sessionStorage: tab,
      rejoinAfterMs: (tries) => Math.max(REJOIN_MILLIS[tries - 1] ?? REJOIN_MILLIS.at(-1)!, this.#rejoinAt - Date.now()),
    });
    this.#channel = this.#socket.channel(address.topic, () => this.#joinParams());
    this.outbox = new Outbox({
      room: () => listener.room(),
      dispatch: (action) => this.#dispatch(action),
      push: (command, payload) => this.push(command, payload),
      isJoined: () => !this.#left && this.#channel.state === 'joined',
      pause: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
    });
  }

  open(): void {
    this.#hear();
    this.#watch();
    if (this.#token.isMissing) void this.#after(this.#token.renew(), () => this.#connect());
    else this.#connect();
  }

  #connect(): void {
    this.#useToken();
    this.#socket.connect();
    this.#channel
      .join()
      .receive('ok', (reply: JoinReply) => this.#joined(reply))
      .receive('error', (refusal: Refusal) => this.#refused(refusal));
  }

  /// phoenix.js asks for the pause before it reports the close, so this looks at the close first.
  #webSocket(): typeof WebSocket {
    const closed = (code: number): void => void (this.#restarts = code === RESTART);
    return class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener('close', (event) => closed(event.code));
      }
    };
  }

  /// phoenix.js sends it in a header, with each connection from now on.
  #useToken(): void {
    const isGuest = this.#token.current === undefined;
    (this.#socket as WithToken).authToken = isGuest ? undefined : () => this.#token.current!;
  }

  /// Goes on once the site has given another token, or has none.
  async #after(asking: Promise<boolean>, then: (isNew: boolean) => void): Promise<void> {
    const isNew = await asking;
    if (!this.#left) then(isNew);
  }

  /// Goes on with the token that there is now, on this connection too.
  refresh(): void {
    const { current } = this.#token;
    this.#useToken();
    if (current !== undefined && this.#channel.state === 'joined') void this.push('refresh', { token: current });
  }

  /// Called once I am in, or cannot get in.
  onAnswered: () => void = () => {};

  /// Called when a new token has to be tried from the start, because the last one has ended.
  onRenewed: () => void = () => {};

  /// A browser does not tell why a connection failed: the server may be down, or refuse this page or guests.
  #watch(): void {
    let failed = 0;
    this.#socket.onOpen(() => void (failed = 0));
    this.#socket.onClose(() => {
      this.#dispatch({ type: 'dropped', restarts: this.#restarts });
      if (++failed % ATTEMPTS === 0) this.#dispatch({ type: 'unreachable', now: Date.now() });
    });
  }

  /// From now on nothing is dispatched, though the membership goes on.
  fallSilent(): void {
    this.#left = true;
  }

  /// Leaves the topic and closes the socket. Nothing is dispatched any more.
  close(): void {
    this.#left = true;
    this.#channel.leave();
    setTimeout(() => this.#socket.disconnect(), 200);
  }

  /// Sends a command and waits for its reply.
  push(command: string, payload: object): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#channel
        .push(command, payload)
        .receive('ok', (response) => resolve({ ok: true, response }))
        .receive('error', (refusal: Refusal) => resolve({ ok: false, refusal }))
        .receive('timeout', () => resolve({ ok: false, refusal: NO_ANSWER }));
    });
  }

  #joined(reply: JoinReply): void {
    this.#hasJoined = true;
    this.onAnswered();
    const { watching } = this.#address;
    if (watching) reply.me = { ...reply.me, id: '', nick: '', rank: 'guest' };
    if (reply.me.key !== undefined) keepKey(this.#address.socket, reply.me.key);
    this.#dispatch({ type: 'joined', reply, now: Date.now() });
    void this.outbox.joined();
  }

  /// The client retries by itself unless a close follows. A name that no room can have is never retried.
  #refused(refusal: Refusal): void {
    if (refusal.reason === 'token_expired' && this.#token.canReplace(Date.now())) return this.#beginAgain(refusal);
    this.#dispatch({ type: 'join_refused', refusal, now: Date.now() });
    if (refusal.reason === UNMATCHED) this.close();
  }

  #beginAgain(refusal: Refusal): void {
    this.#isRenewing = true;
    void this.#after(this.#token.replace(Date.now()), (isNew) => {
      if (isNew) this.onRenewed();
      else this.#dispatch({ type: 'closed', refusal, now: Date.now() });
    });
  }

  #hear(): void {
    const presence = new Presence(this.#channel);
    presence.onSync(() => this.#dispatch({ type: 'present', members: presence.list(asMember) }));
    this.#channel.onClose((payload: unknown) => {
      if (!this.#isRenewing) this.onAnswered();
      if (!this.#isRenewing) this.#dispatch({ type: 'closed', refusal: closing(payload), now: Date.now() });
    });
    this.#channel.onError(() => this.#dispatch({ type: 'dropped', restarts: this.#restarts }));
    this.#channel.onMessage = (event: string, payload: unknown): unknown => {
      if (event === 'phx_reply' && this.#channel.state === 'joining') this.#heardOfJoin(payload as { response?: Refusal });
      if (event === 'token_expiring' && this.#token.provider) void this.#after(this.#token.renew(), (isNew) => isNew && this.refresh());
      const action = told(event, payload) ?? untold(event, payload);
      if (action) this.#dispatch(action);
      return payload;
    };
  }

  /// Sees the answer to a join before the client does, which then sets its timer for the next one.
  #heardOfJoin({ response }: { response?: Refusal }): void {
    this.#rejoinAt = Date.now() + (response?.retry_after_ms ?? 0);
  }

  #dispatch(action: Action): void {
    if (!this.#left) this.#listener.dispatch(action);
  }

  /// The one that I have, once I have joined by this link; somebody who has just signed in is not called what the guest was.
  #nick(): string | undefined {
    const now = this.#hasJoined ? this.#listener.room().me?.nick : undefined;
    return now ?? this.#address.nick;
  }

  #joinParams(): object {
    const { me, epoch, seq } = this.#listener.room();
    const since = me ? { epoch, seq } : undefined;
    const { watching } = this.#address;
    if (watching) return defined({ spectate: true, since, token: watching.token });
    const key = keptKey(this.#address.socket);
    return defined({ nick: this.#nick(), key, since, password: this.#address.password });
  }
}

/// The reason in a `phx_close`, which has the shape of a refusal; an empty payload means a plain end.
function closing(payload: unknown): Refusal {
  const { reason } = (payload ?? {}) as { reason?: unknown };
  return typeof reason === 'string' ? { ...(payload as Refusal), reason } : { reason: 'closed' };
}

function asMember(id: string, entry: { metas: PresenceMeta[] }): Member {
  const meta = entry.metas.at(-1)!;
  const online = Math.min(...entry.metas.map((each) => each.online_at));
  const badges = meta.badges === undefined ? {} : { badges: meta.badges };
  return { id, nick: meta.nick, rank: meta.rank, online_at: online, ...badges };
}

const defined = (object: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/// phoenix.js needs an absolute `ws:` address.
function socketUrl(socket: string): string {
  const url = socket === '' ? new URL(OWN_SOCKET, SCRIPT) : new URL(socket, document.baseURI);
  return url.href.replace(/^http/, 'ws');
}
