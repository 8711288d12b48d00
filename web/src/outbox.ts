import type { Action } from './state/reduce.js';
import type { Outgoing, Room } from './state/room.js';
import type { Refusal } from './wire.js';

/// The outcome of a command.
export type Outcome = { ok: true; response: Record<string, unknown> } | { ok: false; refusal: Refusal };

/// No reply came in time.
export const NO_ANSWER: Refusal = { reason: 'no_answer' };

/// What was written without a connection waits for so long if the server asks for it; if for longer, it is given back.
const LONGEST_WAIT_MILLIS = 30_000;

/// The spam guard's rules that are about when something is said. The others want another text, however long one waits.
const ABOUT_TIME: readonly string[] = ['rate', 'newcomer', 'hopping'];

const helpsToWait = ({ reason, rule, step }: Refusal): boolean =>
  reason !== 'spam' || step === 'refuse' || ABOUT_TIME.includes(rule ?? '');

/// What an outbox needs of its room's link.
export interface Way {
  room(): Room;
  dispatch(action: Action): void;
  push(command: string, payload: object): Promise<Outcome>;
  isJoined(): boolean;
  pause(millis: number): Promise<unknown>;
}

/// What somebody has written, on its way. A message is sent at once, and again after a rejoin; its nonce prevents
/// duplicates. What waits when the room is joined again is sent in order, one message after the other, and as fast as
/// the server's limits allow; what is written meanwhile goes behind it.
export class Outbox {
  readonly #way: Way;
  /// The number of joins so far. A rejoin sends all pending messages again, so a timeout from before it means nothing.
  #joins = 0;
  /// Whether messages that waited for a rejoin are being sent.
  #isCatchingUp = false;

  constructor(way: Way) {
    this.#way = way;
  }

  /// Called with each message that was refused.
  onUnsent: (message: Outgoing) => void = () => {};

  say(body: string): void {
    const nonce = randomName();
    this.#way.dispatch({ type: 'queued', nonce, body });
    if (this.#way.isJoined() && !this.#isCatchingUp) void this.#send({ nonce, body }, 0);
  }

  /// The room was joined, for the first time or again: sends what waits.
  async joined(): Promise<void> {
    const joins = ++this.#joins;
    this.#isCatchingUp = true;
    const isCurrent = (): boolean => joins === this.#joins && this.#way.isJoined();
    for (let next = this.#next(); next && isCurrent(); next = this.#next()) {
      const wait = await this.#send(next, LONGEST_WAIT_MILLIS);
      if (wait > 0) await this.#way.pause(wait);
    }
    if (isCurrent()) this.#isCatchingUp = false;
  }

  #next(): Outgoing | undefined {
    return this.#way.room().outbox.find((out) => !out.refused);
  }

  /// Sends a message. Returns how many milliseconds to wait before it is sent again, if that is less than `longest`; 0 if
  /// it is not to be sent again.
  async #send({ nonce, body }: Outgoing, longest: number): Promise<number> {
    const joins = this.#joins;
    const outcome = await this.#way.push('send', { body, nonce });
    if (outcome.ok) {
      this.#way.dispatch({ type: 'sent', nonce });
      return 0;
    }
    const { refusal } = outcome;
    if (refusal === NO_ANSWER && !this.#isMissing(nonce, joins)) return 0;
    const wait = helpsToWait(refusal) ? (refusal.retry_after_ms ?? Infinity) : Infinity;
    if (wait < longest) return Math.max(wait, 1);
    this.#giveBack({ nonce, body }, refusal);
    return 0;
  }

  #giveBack({ nonce, body }: Outgoing, refusal: Refusal): void {
    // A held message has arrived: it must not go back into the field, to be sent once more.
    const isHeld = refusal.reason === 'held';
    this.#way.dispatch({ type: isHeld ? 'sent' : 'unsent', nonce });
    this.#way.dispatch({ type: 'refused', command: 'send', refusal, now: Date.now() });
    if (!isHeld && this.#way.isJoined()) this.onUnsent({ nonce, body });
  }

  /// Whether the message has truly gone unanswered: it has not come back as an event, and no rejoin has sent it
  /// again.
  #isMissing(nonce: string, joins: number): boolean {
    const isUnderWay = this.#way.room().outbox.some((out) => out.nonce === nonce);
    return isUnderWay && joins === this.#joins && this.#way.isJoined();
  }
}

/// 22 random characters. `crypto.randomUUID` is missing on pages without TLS.
function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll('=', '');
}
