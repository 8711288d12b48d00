import { property } from 'lit/decorators.js';
import { emptyRoom, type Room } from '../state/room.js';
import { endOf } from '../wire.js';
import { Boundary } from './boundary.js';

/// A command that a part asks the room's element to send.
export interface Act {
  command: string;
  payload: object;
}

/// Base class of the room's parts: shows the room, and asks for commands by firing `act`.
export abstract class Part extends Boundary {
  @property({ attribute: false }) room: Room = emptyRoom('');

  /// The server's time.
  protected now(): number {
    return Date.now() + (this.room.skew ?? 0);
  }

  /// The time left until `until`, by the server's clock, in words; null if it never comes.
  protected left(until: number | undefined): string | null {
    const end = endOf(until);
    return end === Infinity ? null : this.words.span(end - this.now());
  }

  protected act(command: string, payload: object): void {
    this.tell('act', { command, payload });
  }

  protected tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
