import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { Reader } from './reader.js';

/// A message that somebody sent once, and its answer.
interface Send {
  body: string;
  by: Reader;
  /// Which of its sender's joins it belongs to: what was under way is not answered after the next one.
  join: number;
  at: number;
  answeredAt?: number;
  seq?: number;
  refusal?: string;
}

/// What members noticed of something that happened: in milliseconds, how long the slowest answer took, and the
/// longest time for which a member of a topic heard nothing.
export interface Noticed {
  answer: number;
  silence: number;
  refused: number;
}

/// Members of several topics on all nodes, who talk, and what came of it.
export class History {
  readonly #topics: Reader[][] = [];
  readonly #sends: Send[] = [];
  /// No other history of the same topics says the same.
  readonly #mark = performance.now();

  /// `urls` are those of node 1, node 2 and so on.
  constructor(urls: string[], topics: number) {
    for (let topic = 0; topic < topics; topic += 1) {
      this.#topics.push(urls.map((url, index) => new Reader(url, `room:${topic}`, index + 1)));
    }
  }

  get #readers(): Reader[] {
    return this.#topics.flat();
  }

  /// Waits until everybody has joined.
  async complete(): Promise<void> {
    const out = (): string[] => this.#readers.filter(({ isUp }) => !isUp).map(({ topic, node, trouble }) => `${topic} at node ${node}: ${trouble}`);
    await expect.poll(out, { timeout: 60_000 }).toEqual([]);
  }

  get acknowledged(): number {
    return this.#sends.filter(({ seq }) => seq !== undefined).length;
  }

  /// How many came back after a cut, and how many of them without a gap.
  get returned(): { all: number; recovered: number } {
    const sum = (what: (reader: Reader) => number): number => this.#readers.reduce((all, reader) => all + what(reader), 0);
    return { all: sum((reader) => reader.joins - 1), recovered: sum((reader) => reader.recovered) };
  }

  /// Has everybody say `rate` messages a second, each once, while something happens: before, until all are back, and after.
  async talkWhile(rate: number, happening: () => Promise<void>): Promise<void> {
    await this.complete();
    const talking = setInterval(this.#talk(rate), 5);
    try {
      await sleep(3_000);
      await happening();
      await this.complete();
      await sleep(3_000);
    } finally {
      clearInterval(talking);
    }
    await expect.poll(() => this.#sends.filter((send) => send.answeredAt === undefined && isOpen(send)).length, { timeout: 60_000 }).toBe(0);
  }

  /// Says what is due, one topic after the other, by the members at its nodes in turn.
  #talk(rate: number): () => void {
    const begun = performance.now();
    let turn = 0;
    return () => {
      for (; turn < ((performance.now() - begun) / 1_000) * rate; turn += 1) {
        const topic = this.#topics[turn % this.#topics.length]!;
        const up = topic.filter((reader) => reader.isUp);
        const by = up[Math.floor(turn / this.#topics.length) % up.length];
        if (by) this.#say(by);
      }
    };
  }

  #say(by: Reader): void {
    const send: Send = { body: `${this.#mark}: ${this.#sends.length}`, by, join: by.joins, at: performance.now() };
    this.#sends.push(send);
    const answered = (answer: Partial<Send>): void => void Object.assign(send, answer, { answeredAt: performance.now() });
    by.say(
      send.body,
      (seq) => answered({ seq }),
      (refusal) => answered({ refusal }),
    );
  }

  /// What members at these nodes noticed since then. Who was not answered before having to join again never is.
  noticed(nodes: number[], since: number): Noticed {
    const now = performance.now();
    const concerns = (send: Send): boolean => (send.answeredAt ?? (isOpen(send) ? now : send.at)) >= since;
    const sends = this.#sends.filter((send) => nodes.includes(send.by.node) && concerns(send));
    const wait = (send: Send): number => (send.answeredAt ?? (isOpen(send) ? now : Infinity)) - send.at;
    const silences = this.#readers
      .filter((reader) => nodes.includes(reader.node))
      .flatMap(({ heard }) => [...heard, now].map((at, index) => (at > since ? at - (heard[index - 1] ?? since) : 0)));
    return {
      answer: Math.round(most(sends.map(wait))),
      silence: Math.round(most(silences)),
      refused: sends.filter(({ refusal }) => refusal !== undefined).length,
    };
  }

  /// Of what members at a node sent since then: how long after it the last was acknowledged, and the first was refused.
  answers(node: number, since: number): { acknowledgedUntil: number; refusedFrom: number } {
    const sends = this.#sends.filter(({ by, at }) => by.node === node && at >= since);
    const after = (which: Send[]): number[] => which.map(({ answeredAt }) => Math.round(answeredAt! - since));
    return {
      acknowledgedUntil: most(after(sends.filter(({ seq }) => seq !== undefined))),
      refusedFrom: Math.min(Infinity, ...after(sends.filter(({ refusal }) => refusal !== undefined))),
    };
  }

  /// Everything that must not be: what readers found, two of them that saw different messages at one seq, and
  /// acknowledged messages that a connected reader does not have at their seq, though it has not begun anew since.
  faults(): string[] {
    const acknowledged = new Map<string, Send[]>(this.#topics.map(([reader]) => [reader!.topic, []]));
    for (const send of this.#sends) if (send.seq !== undefined) acknowledged.get(send.by.topic)!.push(send);
    const faults = this.#topics.flatMap((readers) => faultsOf(readers, acknowledged.get(readers[0]!.topic)!));
    return faults.concat(this.#readers.flatMap((reader) => reader.faults));
  }

  close(): void {
    for (const reader of this.#readers) reader.close();
  }
}

/// Whether a message that has no answer may still get one.
function isOpen({ by, join }: Send): boolean {
  return by.isUp && by.joins === join;
}

const most = (numbers: number[]): number => numbers.reduce((a, b) => Math.max(a, b), 0);

function faultsOf(readers: Reader[], acknowledged: Send[]): string[] {
  const faults: string[] = [];
  const up = readers.filter((reader) => reader.isUp);
  const union = new Map<number, string>();
  for (const reader of up) {
    for (const [seq, body] of reader.seen) {
      const other = union.get(seq) ?? body;
      if (other !== body) faults.push(`split: ${other} and ${body} at ${seq} in ${reader.topic}`);
      union.set(seq, body);
    }
  }
  for (const { body, seq = 0, by } of acknowledged) {
    for (const { first, seen, node } of up) {
      if (seq >= first && seen.get(seq) !== body) faults.push(`lost: ${body} is not at ${seq} in ${by.topic} at node ${node}`);
    }
  }
  return faults;
}
