import type { WebSocket } from 'ws';
import type { FakeServer } from './server.js';
import type { FakeTopic, Membership } from './topic.js';

type Frame = [string | null, string | null, string, string, Record<string, unknown>];

/// A join or command was refused.
export class Refused extends Error {
  constructor(readonly refusal: { reason: string; [detail: string]: unknown }, readonly final = false) {
    super(refusal.reason);
  }
}

let born = 0;

/// One socket that speaks Phoenix's protocol.
export class Connection {
  readonly #ws: WebSocket;
  readonly #params: URLSearchParams;
  readonly #server: FakeServer;
  readonly #memberships = new Map<string, Membership>();

  /// `token`: the one that the client has brought last.
  constructor(ws: WebSocket, params: URLSearchParams, server: FakeServer, public token?: string) {
    this.#ws = ws;
    this.#params = params;
    this.#server = server;
    ws.on('message', (data) => this.#received(JSON.parse(String(data)) as Frame));
    ws.on('close', () => this.#memberships.forEach((membership) => membership.topic.lose(membership)));
  }

  /// Warns the client that its token ends.
  expire(): void {
    for (const [topic, { joinRef }] of this.#memberships) this.send(joinRef, null, topic, 'token_expiring', { at: Date.now() });
  }

  drop(): void {
    this.#ws.terminate();
  }

  send(...frame: Frame): void {
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.send(JSON.stringify(frame));
  }

  #received([joinRef, ref, topic, event, payload]: Frame): void {
    const reply = (status: string, response: object): void =>
      this.send(joinRef, ref, topic, 'phx_reply', { status, response });
    if (topic === 'phoenix') return this.send(null, ref, topic, 'phx_reply', { status: 'ok', response: {} });
    if (event === 'phx_join') return this.#join(joinRef!, ref, topic, payload, reply);
    const membership = this.#memberships.get(topic);
    if (event === 'phx_leave') return this.#leave(membership, joinRef!, topic, reply);
    if (!membership) return this.send(null, ref, topic, 'phx_reply', unmatched());
    if (event === 'refresh') {
      this.token = String(payload['token']);
      return reply('ok', {});
    }
    try {
      reply('ok', membership.topic.command(membership, event, payload));
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      reply('error', thrown.refusal);
    }
  }

  #join(
    joinRef: string,
    ref: string | null,
    name: string,
    payload: Record<string, unknown>,
    reply: (status: string, response: object) => void,
  ): void {
    if (!name.startsWith('room:')) return this.send(null, ref, name, 'phx_reply', unmatched());
    const topic: FakeTopic = this.#server.topic(name);
    try {
      if (this.#server.ended.has(this.token ?? '')) throw new Refused({ reason: 'token_expired' }, true);
      topic.admit(payload['password']);
      const key = (payload['key'] as string | undefined) ?? this.#params.get('key') ?? undefined;
      const account = this.#server.accounts.of(this.token ?? '');
      const isNew = !account && !key?.startsWith('key-of-');
      const id = account?.id ?? (isNew ? `g${++born}` : key!.slice('key-of-'.length));
      const nick = (payload['nick'] as string | undefined) ?? account?.name ?? this.#params.get('name') ?? `guest-${born}`;
      if (account && key?.startsWith('key-of-')) topic.takeOver(key.slice('key-of-'.length), id, nick);
      const membership = payload['spectate'] === true ? topic.watch(this, joinRef) : topic.join(this, joinRef, id, nick, isNew);
      this.#memberships.set(name, membership);
      reply('ok', topic.welcome(membership, payload['since'] as { epoch: string; seq: number } | undefined));
      topic.present(membership);
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      reply('error', thrown.refusal);
      if (thrown.final) this.send(joinRef, joinRef, name, 'phx_close', thrown.refusal);
    }
  }

  #leave(
    membership: Membership | undefined,
    joinRef: string,
    topic: string,
    reply: (status: string, response: object) => void,
  ): void {
    reply('ok', {});
    if (!membership) return;
    this.forget(membership);
    membership.topic.end(membership);
    this.send(joinRef, joinRef, topic, 'phx_close', {});
  }

  /// Ends a membership, as the server.
  close(membership: Membership, payload: Record<string, unknown>): void {
    this.forget(membership);
    const { joinRef, topic } = membership;
    this.send(joinRef, joinRef, topic.name, 'phx_close', payload);
  }

  forget(membership: Membership): void {
    this.#memberships.delete(membership.topic.name);
  }
}

const unmatched = (): Record<string, unknown> => ({
  status: 'error',
  response: { reason: 'unmatched topic' },
});
