import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { FakeAccounts } from './accounts.js';
import { Connection } from './connection.js';
import { FakeTopic } from './topic.js';

/// The policy that Hubbub sends with its page, word for word.
export const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

/// The pages whose addresses are not their files'.
const PAGES: Readonly<Record<string, string>> = { '/': 'index.html', '/overlay': 'overlay.html', '/api/docs': 'api/docs.html' };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/// A stand-in for a Hubbub server, in this process and without its guarantees. It speaks the protocol well enough to
/// test a page, and can be made to do what a real server rarely does.
export class FakeServer {
  readonly #http: Server;
  readonly topics = new Map<string, FakeTopic>();
  readonly connections = new Set<Connection>();
  readonly accounts = new FakeAccounts();
  /// Tokens that have ended.
  readonly ended = new Set<string>();
  /// While true, all connections are refused.
  refusing = false;
  /// Whether topics that come up from now on keep nicks as a real server does.
  keepsNicks = false;

  private constructor(root: string) {
    this.#http = createServer((request, response) => {
      if (request.url?.startsWith('/api/v1/')) void this.accounts.answer(request, response);
      else void serve(root, request.url ?? '/', response);
    });
    this.accounts.onEnded = (token) => this.#end(token);
    const sockets = new WebSocketServer({
      noServer: true,
      perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true, threshold: 200 },
    });
    this.#http.on('upgrade', (request, socket, head) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (this.refusing || url.pathname !== '/socket/websocket') return void socket.destroy();
      sockets.handleUpgrade(request, socket, head, (ws) => {
        const connection = new Connection(ws, url.searchParams, this, tokenIn(request.headers['sec-websocket-protocol']));
        this.connections.add(connection);
        ws.on('close', () => this.connections.delete(connection));
      });
    });
  }

  static async start(root = 'dist', port = 0): Promise<FakeServer> {
    const server = new FakeServer(root);
    await new Promise<void>((resolve) => server.#http.listen(port, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  topic(name: string): FakeTopic {
    const topic = this.topics.get(name) ?? new FakeTopic(name, this.keepsNicks);
    this.topics.set(name, topic);
    return topic;
  }

  /// Ends a token, and closes its connections.
  #end(token: string): void {
    this.ended.add(token);
    for (const connection of this.connections) if (connection.token === token) connection.drop();
  }

  /// Breaks every connection, as a bad network would.
  dropAll(): void {
    for (const connection of this.connections) connection.drop();
  }

  async stop(): Promise<void> {
    this.refusing = true;
    this.dropAll();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}

/// The token that phoenix.js sends as a subprotocol.
function tokenIn(protocols = ''): string | undefined {
  const bearer = /base64url\.bearer\.phx\.([^,\s]+)/.exec(protocols)?.[1];
  return bearer === undefined ? undefined : Buffer.from(bearer, 'base64').toString();
}

async function serve(root: string, url: string, response: import('node:http').ServerResponse): Promise<void> {
  const path = normalize(new URL(url, 'http://localhost').pathname);
  try {
    const file = PAGES[path] ?? path;
    const body = await readFile(join(root, file));
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': CSP,
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}
