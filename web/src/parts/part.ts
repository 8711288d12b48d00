import { property } from 'lit/decorators.js';
import { emptyRoom, type Room } from '../state/room.js';
import { endOf } from '../wire.js';
import { Boundary } from './boundary.js';

/// What a part asks the room's element to do.
export interface Act {
  command: string;
  payload: object;
}

/// A piece of the room's face: it shows the room, and asks for commands by an `act` event.
export abstract class Part extends Boundary {
  @property({ attribute: false }) room: Room = emptyRoom('');

  /// The server's time.
  protected now(): number {
    return Date.now() + (this.room.skew ?? 0);
  }

  /// What is left until a time of the server's, as words; null for ever.
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
