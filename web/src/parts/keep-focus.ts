import type { LitElement, ReactiveController } from 'lit';

/// Where to put the focus, asked for after what had it is gone.
type Place = () => HTMLElement | null | undefined;

/// Hands the focus on when an update takes away what has it, so that a keyboard does not have to begin at the top of the
/// page. `place` is asked before the update, with what has the focus within the host.
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #place: (held: Element) => Place;
  #held: Element | null = null;
  #next: Place | null = null;

  constructor(host: LitElement, place: (held: Element) => Place) {
    this.#host = host;
    this.#place = place;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#held = this.#host.shadowRoot?.activeElement ?? null;
    this.#next = this.#held && this.#place(this.#held);
  }

  hostUpdated(): void {
    const held = this.#held;
    if (held && !(held.checkVisibility() && !held.matches(':disabled'))) this.#next?.()?.focus({ preventScroll: true });
    this.#held = this.#next = null;
  }
}
