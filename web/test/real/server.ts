import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const LAUNCHER = '../hubbub';
const IS_UP = /is up: (http:\S+)/;

/// A Hubbub server for tests: a process on a free port. Its data folder is deleted by `discard`.
export class RealServer {
  readonly #data = mkdtempSync(join(tmpdir(), 'hubbub-web-'));
  #process: ChildProcess | undefined;
  #url = '';

  private constructor() {
    process.on('exit', this.#kill);
  }

  static async start(): Promise<RealServer> {
    const server = new RealServer();
    try {
      await server.start('0');
    } catch (fault) {
      await server.discard();
      throw fault;
    }
    return server;
  }

  get url(): string {
    return this.#url;
  }

  /// A token that this server accepts; `options` say for whom.
  async token(...options: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(LAUNCHER, ['token', ...options, '--data', this.#data], { env: environment() });
    return stdout.trim();
  }

  /// A new API key with these scopes.
  async key(name: string, scopes: string): Promise<string> {
    const options = ['--scopes', scopes, '--data', this.#data];
    const { stdout } = await promisify(execFile)(LAUNCHER, ['key', name, ...options], { env: environment() });
    return /hbk_\S+/.exec(stdout)![0];
  }

  /// Stops the server as an operator would, and restarts it on the same port with the same data.
  async restart(): Promise<void> {
    await this.#stop();
    await this.start(new URL(this.#url).port);
  }

  /// Kills the server, and starts it as `restart` does.
  async crash(): Promise<void> {
    await this.#stop('SIGKILL');
    await this.start(new URL(this.#url).port);
  }

  async discard(): Promise<void> {
    await this.#stop();
    process.off('exit', this.#kill);
    rmSync(this.#data, { recursive: true, force: true });
  }

  private start(port: string): Promise<void> {
    const faster = ['--hubbub.spam.rate=20/s', '--hubbub.spam.burst=40']; // than people
    const options = ['--port', port, '--data', this.#data, '--hubbub.drain=1s', ...faster];
    const started = spawn(LAUNCHER, ['serve', ...options], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = started;
    return new Promise((resolve, reject) => {
      started.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was up`)));
      createInterface(started.stdout!).on('line', (line) => {
        const url = IS_UP.exec(line)?.[1];
        if (url === undefined) return;
        this.#url = url;
        resolve();
      });
    });
  }

  async #stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await ended;
  }

  /// Makes sure that the server never outlives the tests.
  readonly #kill = (): void => void this.#process?.kill('SIGKILL');
}

/// Variables with the prefix `HUBBUB_` are the server's settings; this one is not.
export function environment(): NodeJS.ProcessEnv {
  const { HUBBUB_URL: _, ...env } = process.env;
  return env;
}
