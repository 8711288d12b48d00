import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { emptyRoom, type Room } from '../state/room.js';
import { wordsFor, type Words } from '../words/index.js';

/// What a part asks the room's element to do.
export interface Act {
  command: string;
  payload: object;
}

/// A piece of the room's face: it shows the room, and asks for commands by an `act` event.
export abstract class Part extends LitElement {
  @property({ attribute: false }) room: Room = emptyRoom('');
  @property({ attribute: false }) words: Words = wordsFor();

  /// The server's time.
  protected now(): number {
    return Date.now() + (this.room.skew ?? 0);
  }

  /// What is left until a time of the server's, as words; null for ever.
  protected left(until: number | undefined): string | null {
    if (until === undefined || !Number.isFinite(until)) return null;
    return this.words.span(until - this.now());
  }

  protected act(command: string, payload: object): void {
    this.tell('act', { command, payload });
  }

  protected tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
