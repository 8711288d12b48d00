import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { environment } from './server.js';

const IS_UP = /is up: (http:\S+)/;

/// Three servers that are one cluster, on 127.0.0.2 to 127.0.0.4, each a process of its own.
export class Nodes {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hubbub-nodes-'));
  readonly #running = new Map<number, ChildProcess>();
  readonly #urls = new Map<number, string>();
  readonly #port: number;

  private constructor(port: number) {
    this.#port = port;
    process.on('exit', this.#killAll);
  }

  static async start(): Promise<Nodes> {
    const nodes = new Nodes(await freePort());
    await Promise.all([1, 2, 3].map((node) => nodes.start(node)));
    return nodes;
  }

  url(node: number): string {
    return this.#urls.get(node)!;
  }

  get urls(): string[] {
    return [1, 2, 3].map((node) => this.url(node));
  }

  /// Starts a node, on the port that it had before. Resolves when it is ready.
  start(node: number): Promise<void> {
    const started = spawn('../hubbub', ['serve', ...this.#options(node)], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
    this.#running.set(node, started);
    return new Promise((resolve, reject) => {
      started.once('exit', (code) => reject(new Error(`node ${node} ended with ${code} before it was up`)));
      createInterface(started.stdout!).on('line', (line) => {
        const url = IS_UP.exec(line)?.[1];
        if (url === undefined) return;
        this.#urls.set(node, url);
        resolve();
      });
    });
  }

  #options(node: number): string[] {
    const port = this.#urls.has(node) ? new URL(this.url(node)).port : '0';
    const seeds = [2, 3, 4].map((last) => `127.0.0.${last}:${this.#port}`).join(',');
    return [
      ...['--port', port, '--data', join(this.#folder, String(node)), '--hubbub.drain=1s'],
      ...['--hubbub.secret=for-tests-only-for-tests-only-for-tests-only', '--hubbub.spam.enabled=false'],
      ...[`--hubbub.cluster.seeds=${seeds}`, `--hubbub.cluster.host=127.0.0.${node + 1}`],
      ...[`--hubbub.cluster.port=${this.#port}`, '--hubbub.cluster.insecure=true'],
    ];
  }

  /// Ends a node's process from one moment to the next, or in order. Resolves with its exit code.
  async end(node: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const running = this.#running.get(node);
    if (!running || running.exitCode !== null || running.signalCode !== null) return null;
    const ended = new Promise<number | null>((resolve) => running.once('exit', resolve));
    running.kill(signal);
    return await ended;
  }

  async discard(): Promise<void> {
    await Promise.all([1, 2, 3].map((node) => this.end(node, 'SIGKILL')));
    process.off('exit', this.#killAll);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  readonly #killAll = (): void => this.#running.forEach((node) => node.kill('SIGKILL'));
}

/// A port that nobody listens on, at none of the nodes' addresses.
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
