import { Socket, type Channel } from 'phoenix';
import WebSocket from 'ws';

interface Reply {
  epoch: string;
  seq: number;
  recovered: boolean;
  history?: { seq: number; body: string }[];
  missed?: { seq: number; event: string; payload: Told }[];
}

interface Told {
  seq?: number;
  body?: string;
  epoch?: string;
}

/// A member by phoenix.js, as it is, that writes down what it sees.
export class Reader {
  /// Which message it saw at which seq, since it last began anew.
  readonly seen = new Map<number, string>();
  /// What must not be: a seq that is skipped or comes again, a message that comes twice, or another one at its seq.
  readonly faults: string[] = [];
  /// When messages came.
  readonly heard: number[] = [];
  readonly #seqs = new Map<string, number>();
  readonly #socket: Socket;
  readonly #channel: Channel;
  #epoch = '';
  #next = 0;
  /// The first seq from which it must have seen everything.
  first = 0;
  joins = 0;
  /// Why it was not let in when it last tried and was not.
  trouble = '';
  recovered = 0;

  constructor(
    url: string,
    readonly topic: string,
    readonly node: number,
  ) {
    const transport = WebSocket as unknown as new (endpoint: string) => object;
    this.#socket = new Socket(`${url.replace('http', 'ws')}/socket`, { transport, reconnectAfterMs: () => 200, rejoinAfterMs: () => 200 });
    this.#socket.connect();
    const nick = `node${node}${topic.replace(':', '')}`;
    this.#channel = this.#socket.channel(topic, () => ({ nick, ...(this.#epoch && { since: { epoch: this.#epoch, seq: this.#next - 1 } }) }));
    // What still comes for a join that it has given up, it ignores.
    this.#channel.onMessage = (event: string, told: Told) => (this.isUp ? this.#told(event, told) : told);
    this.#channel
      .join()
      .receive('ok', (reply: Reply) => this.#joined(reply))
      .receive('error', ({ reason }: { reason: string }) => (this.trouble = reason))
      .receive('timeout', () => (this.trouble = 'timeout'));
  }

  get isUp(): boolean {
    return this.#channel.state === 'joined';
  }

  #joined(reply: Reply): void {
    this.joins += 1;
    this.recovered += reply.recovered ? 1 : 0;
    this.#epoch = reply.epoch;
    if (!reply.recovered) this.#beginAnew(reply);
    for (const { event, payload } of reply.missed ?? []) this.#told(event, payload);
  }

  #beginAnew({ seq, history = [] }: Pick<Reply, 'seq' | 'history'>): void {
    this.seen.clear();
    this.#seqs.clear();
    this.#next = seq + 1;
    this.first = history[0]?.seq ?? this.#next;
    for (const message of history) this.#saw(message.seq, message.body);
  }

  #told(event: string, told: Told): Told {
    if (event === 'epoch_changed' && told.epoch) this.#epoch = told.epoch;
    if (event === 'lagged') this.#beginAnew(told as Reply);
    if (['epoch_changed', 'lagged', 'phx_reply'].includes(event) || typeof told?.seq !== 'number') return told;
    if (told.seq !== this.#next) this.faults.push(`gap: ${told.seq} instead of ${this.#next} in ${this.topic} at node ${this.node}`);
    this.#next = told.seq + 1;
    if (event === 'message' && told.body) {
      this.heard.push(performance.now());
      this.#saw(told.seq, told.body);
    }
    return told;
  }

  #saw(seq: number, body: string): void {
    const before = this.#seqs.get(body);
    if (before !== undefined && before !== seq) this.faults.push(`double: ${body} at ${before} and ${seq} in ${this.topic}`);
    this.#seqs.set(body, seq);
    this.seen.set(seq, body);
  }

  say(body: string, sent: (seq: number) => void, refused: (reason: string) => void): void {
    this.#channel
      .push('send', { body, nonce: body }, 60_000)
      .receive('ok', ({ seq }: { seq: number }) => sent(seq))
      .receive('error', ({ reason }: { reason: string }) => refused(reason));
  }

  close(): void {
    this.#socket.disconnect();
  }
}
