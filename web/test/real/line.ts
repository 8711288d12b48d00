import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/// A line to a server that can be cut, as by a proxy that restarts.
export class CuttableLine {
  readonly #open = new Set<Socket>();
  readonly #server: Server;
  #isCut = false;

  private constructor(to: URL) {
    this.#server = createServer((client) => {
      if (this.#isCut) return void client.destroy();
      const upstream = connect(Number(to.port), to.hostname);
      for (const [from, other] of [[client, upstream], [upstream, client]] as const) {
        this.#open.add(from);
        from.pipe(other);
        from.on('error', () => {});
        from.on('close', () => {
          this.#open.delete(from);
          other.destroy();
        });
      }
    });
  }

  static async to(url: string): Promise<CuttableLine> {
    const line = new CuttableLine(new URL(url));
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /// Breaks all connections, and lets no new one through until `mend`.
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#open) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
