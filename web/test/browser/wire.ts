import type { Page, WebSocketRoute } from 'playwright-core';

/// A window whose connection to the server can be cut and restored.
export class Wire {
  readonly #routes: WebSocketRoute[] = [];
  readonly frames: string[] = [];
  /// How many connections came while it was cut.
  refused = 0;
  #isCut = false;
  #isDeaf = false;

  static async on(page: Page): Promise<Wire> {
    const wire = new Wire();
    await page.routeWebSocket(/\/socket\/websocket/, (route) => wire.#take(route));
    return wire;
  }

  #take(route: WebSocketRoute): void {
    if (this.#isCut) {
      this.refused += 1;
      return void route.close({ code: 1013 });
    }
    this.#routes.push(route);
    const server = route.connectToServer();
    route.onMessage((frame) => {
      this.frames.push(String(frame));
      server.send(frame);
    });
    server.onMessage((frame) => {
      if (!this.#isDeaf) route.send(frame);
    });
  }

  /// Drops everything that the server sends, until `mend` is called.
  deafen(): void {
    this.#isDeaf = true;
  }

  async cut(code = 1013): Promise<void> {
    this.#isCut = true;
    for (const route of this.#routes.splice(0)) await route.close({ code });
  }

  mend(): void {
    this.#isCut = this.#isDeaf = false;
  }
}
