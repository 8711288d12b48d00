import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { environment } from './server.js';

const IS_UP = /is up: (http:\S+)/;

/// Where nodes run: each one's address for clients and for other nodes, and what its command begins with.
export interface Ground {
  host(node: number): string;
  peer(node: number): string;
  within(node: number): string[];
}

/// 127.0.0.2 and so on.
const LOOPBACK: Ground = { host: () => '127.0.0.1', peer: (node) => `127.0.0.${node + 1}`, within: () => [] };

/// How a node is started otherwise than the others.
interface Special {
  settings?: readonly string[];
  within?: readonly string[];
}

interface Running {
  process: ChildProcess;
  ended: Promise<number | null>;
  said: string[];
}

/// Servers that are one cluster, each a process of its own, numbered from 1.
export class Nodes {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hubbub-nodes-'));
  readonly #running = new Map<number, Running>();
  readonly #urls = new Map<number, string>();

  private constructor(
    readonly all: number[],
    readonly port: number,
    readonly ground: Ground,
  ) {
    process.on('exit', this.#killAll);
  }

  static async start(count = 3, ground = LOOPBACK): Promise<Nodes> {
    const all = Array.from({ length: count }, (_, index) => index + 1);
    const nodes = new Nodes(all, await freePort(), ground);
    try {
      await Promise.all(all.map((node) => nodes.start(node)));
    } catch (fault) {
      await nodes.discard();
      throw fault;
    }
    return nodes;
  }

  url(node: number): string {
    return this.#urls.get(node)!;
  }

  get urls(): string[] {
    return this.all.map((node) => this.url(node));
  }

  others(than: number): number[] {
    return this.all.filter((node) => node !== than);
  }

  /// What a node's last run wrote, and its exit code once it has ended.
  said(node: number): string[] {
    return this.#running.get(node)!.said;
  }

  ended(node: number): Promise<number | null> {
    return this.#running.get(node)!.ended;
  }

  /// Starts a node, on the port that it had before. Resolves when it is ready.
  start(node: number, { settings = [], within = [] }: Special = {}): Promise<void> {
    const [command, ...rest] = [...this.ground.within(node), ...within, '../hubbub', 'serve', ...this.#options(node), ...settings];
    const started = spawn(command!, rest, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => started.once('close', resolve));
    const said: string[] = [];
    this.#running.set(node, { process: started, ended, said });
    createInterface(started.stderr).on('line', (line) => {
      said.push(line);
      process.stderr.write(`node ${node}: ${line}\n`);
    });
    return new Promise((resolve, reject) => {
      void ended.then((code) => reject(new Error(`node ${node} ended with ${code} before it was up`)));
      createInterface(started.stdout).on('line', (line) => {
        const url = IS_UP.exec(line)?.[1];
        if (url === undefined) return;
        this.#urls.set(node, url);
        resolve();
      });
    });
  }

  #options(node: number): string[] {
    const port = this.#urls.has(node) ? new URL(this.url(node)).port : '0';
    const seeds = this.all.map((seed) => `${this.ground.peer(seed)}:${this.port}`).join(',');
    return [
      ...['--port', port, '--host', this.ground.host(node), '--data', join(this.#folder, String(node)), '--hubbub.drain=1s'],
      ...['--hubbub.secret=for-tests-only-for-tests-only-for-tests-only', '--hubbub.spam.enabled=false'],
      ...[`--hubbub.cluster.seeds=${seeds}`, `--hubbub.cluster.host=${this.ground.peer(node)}`],
      ...[`--hubbub.cluster.port=${this.port}`, '--hubbub.cluster.insecure=true'],
    ];
  }

  signal(node: number, signal: NodeJS.Signals): void {
    this.#running.get(node)?.process.kill(signal);
  }

  /// Ends a node's process from one moment to the next, or in order. Resolves with its exit code.
  end(node: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.signal(node, signal);
    return this.ended(node);
  }

  async discard(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((node) => this.end(node, 'SIGKILL')));
    process.off('exit', this.#killAll);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  readonly #killAll = (): void => this.#running.forEach((node) => node.process.kill('SIGKILL'));
}

/// A port that nobody listens on, at none of the nodes' addresses.
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
