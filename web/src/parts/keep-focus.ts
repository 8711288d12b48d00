import type { LitElement, ReactiveController } from 'lit';

/// Returns the element to focus; called after the focused element is gone.
type Place = () => HTMLElement | null | undefined;

/// Moves the focus on when an update removes the focused element, so that keyboard users do not start over at the top
/// of the page. `place` is called before the update, with the focused element within the host.
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

/// The focused element, through all shadow roots.
export function focusedIn(root: Element): HTMLElement | null {
  let at = root.shadowRoot?.activeElement ?? null;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at as HTMLElement | null;
}
