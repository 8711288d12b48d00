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

/// A member by phoenix.js, as it is, that writes down what it sees: which message at which seq, and every gap.
class Reader {
  readonly seen = new Map<number, string>();
  readonly gaps: string[] = [];
  readonly #socket: Socket;
  readonly #channel: Channel;
  #epoch = '';
  #next = 0;
  joins = 0;
  recovered = 0;
  isUp = false;

  constructor(
    url: string,
    readonly topic: string,
    nick: string,
  ) {
    const transport = WebSocket as unknown as new (endpoint: string) => object;
    this.#socket = new Socket(`${url.replace('http', 'ws')}/socket`, { transport, reconnectAfterMs: () => 200, rejoinAfterMs: () => 200 });
    this.#socket.onOpen(() => {
      this.isUp = true;
    });
    this.#socket.onClose(() => {
      this.isUp = false;
    });
    this.#socket.connect();
    this.#channel = this.#socket.channel(topic, () => ({ nick, ...(this.#epoch && { since: { epoch: this.#epoch, seq: this.#next - 1 } }) }));
    this.#channel.onMessage = (event: string, told: Told) => this.#told(event, told);
    this.#channel.join().receive('ok', (reply: Reply) => this.#joined(reply));
  }

  #joined(reply: Reply): void {
    this.joins += 1;
    this.recovered += reply.recovered ? 1 : 0;
    this.#epoch = reply.epoch;
    for (const { seq, body } of reply.history ?? []) this.seen.set(seq, body);
    if (!reply.recovered) this.#next = reply.seq + 1;
    for (const { event, payload } of reply.missed ?? []) this.#told(event, payload);
  }

  #told(event: string, told: Told): Told {
    if (event === 'epoch_changed' && told.epoch) this.#epoch = told.epoch;
    if (event === 'lagged') this.#next = 0;
    if (event === 'epoch_changed' || event === 'phx_reply' || typeof told?.seq !== 'number') return told;
    if (this.#next && told.seq !== this.#next) this.gaps.push(`${this.topic}: ${told.seq} instead of ${this.#next}`);
    this.#next = told.seq + 1;
    if (event === 'message' && told.body) this.seen.set(told.seq, told.body);
    return told;
  }

  say(body: string, sent: (seq: number) => void, refused: (reason: string) => void): void {
    this.#channel
      .push('send', { body, nonce: body }, 20_000)
      .receive('ok', ({ seq }: { seq: number }) => sent(seq))
      .receive('error', ({ reason }: { reason: string }) => refused(reason));
  }

  close(): void {
    this.#socket.disconnect();
  }
}

/// Members of several topics on all nodes, who talk, and what came of it.
export class History {
  readonly #readers: Reader[] = [];
  readonly #acknowledged = new Map<string, { topic: string; seq: number }>();
  readonly #refused: string[] = [];
  readonly #open = new Map<string, Reader>();
  #said = 0;

  constructor(urls: string[], topics: number) {
    for (let topic = 0; topic < topics; topic += 1) {
      urls.forEach((url, node) => this.#readers.push(new Reader(url, `room:${topic}`, `n${node}t${topic}`)));
    }
  }

  get isComplete(): boolean {
    return this.#readers.every((reader) => reader.joins > 0);
  }

  /// Whether every sender that is still connected has been answered.
  get isAnswered(): boolean {
    return [...this.#open.values()].every((reader) => !reader.isUp);
  }

  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  get refused(): string[] {
    return this.#refused;
  }

  /// How many came back after a cut, and how many of them without a gap.
  get returned(): { all: number; recovered: number } {
    const sum = (what: (reader: Reader) => number): number => this.#readers.reduce((all, reader) => all + what(reader), 0);
    return { all: sum((reader) => reader.joins - 1), recovered: sum((reader) => reader.recovered) };
  }

  /// Says `rate` messages a second, each once, for so long.
  async talk(rate: number, millis: number): Promise<void> {
    const end = Date.now() + millis;
    while (Date.now() < end) {
      const up = this.#readers.filter((reader) => reader.isUp && reader.joins > 0);
      const reader = up[Math.floor(Math.random() * up.length)];
      if (reader) this.#say(reader);
      await new Promise((resolve) => setTimeout(resolve, 1_000 / rate));
    }
  }

  #say(reader: Reader): void {
    const body = `message ${(this.#said += 1)}`;
    this.#open.set(body, reader);
    reader.say(
      body,
      (seq) => {
        this.#open.delete(body);
        this.#acknowledged.set(body, { topic: reader.topic, seq });
      },
      (reason) => {
        this.#open.delete(body);
        this.#refused.push(reason);
      },
    );
  }

  /// Everything that must not be: acknowledged messages that a connected reader does not have at their place,
  /// two messages at one place, gaps.
  faults(): string[] {
    const faults = this.#readers.flatMap((reader) => reader.gaps);
    for (const [body, { topic, seq }] of this.#acknowledged) {
      for (const reader of this.#readers) {
        if (reader.topic !== topic || !reader.isUp) continue;
        const there = reader.seen.get(seq);
        if (there !== body) faults.push(`${topic}: ${there ?? 'nothing'} at ${seq} instead of ${body}`);
      }
    }
    return faults;
  }

  close(): void {
    for (const reader of this.#readers) reader.close();
  }
}
