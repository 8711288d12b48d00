import type { ReactiveController, ReactiveControllerHost } from 'lit';

/// One clock for the whole page. It ticks once a second, and only while someone listens and the page is visible.
/// Everything that shows a remaining time is redrawn on the same tick.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  if (document.visibilityState === 'hidden') return;
  for (const listener of listeners) listener();
}

function wind(): void {
  if (listeners.size > 0 && timer === undefined) timer = setInterval(tick, 1000);
  else if (listeners.size === 0 && timer !== undefined) {
    clearInterval(timer);
    timer = undefined;
  }
}

/// Redraws its host every second while `wanted` returns true.
export class Ticker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #wanted: () => boolean;
  readonly #redraw = (): void => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost, wanted: () => boolean) {
    this.#host = host;
    this.#wanted = wanted;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#wanted()) listeners.add(this.#redraw);
    else listeners.delete(this.#redraw);
    wind();
  }

  hostDisconnected(): void {
    listeners.delete(this.#redraw);
    wind();
  }
}
