import { beforeEach, describe, expect, test } from 'vitest';
import { AccountSession, type News } from '../../src/account-session.js';
import { Accounts } from '../../src/accounts.js';

const ANN = { id: 'a1', name: 'Ann' };
const MINUTE = 60_000;

type Reply = { status: number; body: object } | 'no network';

/// The server: answers each request with the next reply to it, and the last one again.
class Server {
  readonly replies = new Map<string, Reply[]>();
  readonly requests: string[] = [];
  readonly tokens: string[] = [];

  on(request: string, ...replies: Reply[]): void {
    this.replies.set(request, replies);
  }

  readonly fetch = async (url: unknown, init?: RequestInit): Promise<Response> => {
    const request = `${init?.method} ${String(url)}`;
    this.requests.push(request);
    const token = (init?.headers as Record<string, string>)['authorization'];
    if (token !== undefined) this.tokens.push(token);
    const replies = this.replies.get(request) ?? [];
    const reply = replies.length > 1 ? replies.shift()! : replies[0]!;
    if (reply === 'no network') throw new TypeError('Failed to fetch');
    return new Response(reply.status === 204 ? null : JSON.stringify(reply.body), { status: reply.status });
  };
}

const signedIn = (token: string, account: object = ANN): Reply => ({ status: 200, body: { token, account } });
const refused = (status: number, reason: string): Reply => ({ status, body: { reason } });
const DONE: Reply = { status: 204, body: {} };
const ENDED = refused(401, 'token_expired');
const DOWN = refused(503, 'unavailable');

let server: Server;
let kept: string;
let now: number;
let pauses: number[];
let told: News[];
let hear: (news: News) => void;
let session: AccountSession;

beforeEach(() => {
  server = new Server();
  [kept, now, pauses, told] = ['', 0, [], []];
  session = new AccountSession(new Accounts(server.fetch as typeof fetch, ''), {
    tabs: { tell: (news) => void told.push(news), hear: (listener) => void (hear = listener) },
    keptName: () => kept,
    keepName: (name) => void (kept = name),
    now: () => now,
    pause: async (millis) => void pauses.push(millis),
  });
});

const kind = (): string => session.identity.kind;

async function signIn(token = 't1'): Promise<void> {
  server.on('POST sessions', signedIn(token));
  expect(await session.signIn({ name: 'ann', password: 'correct horse' })).toBeNull();
}

describe('a page that is loaded', () => {
  test('by somebody who never signed in asks nothing: they are a guest', async () => {
    await session.begin();
    expect(kind()).toBe('guest');
    expect(server.requests).toEqual([]);
  });

  test('by somebody who signed in goes on with their session', async () => {
    kept = 'Ann';
    server.on('POST sessions/refresh', signedIn('t1'));
    const begun = session.begin();
    expect(session.identity).toEqual({ kind: 'asking', name: 'Ann' });
    await begun;
    expect(session.identity).toEqual({ kind: 'account', account: ANN });
    expect(await session.provider()).toBe('t1');
    expect(server.requests).toHaveLength(1);
  });

  test('after the session has ended says so, and asks no more', async () => {
    kept = 'Ann';
    server.on('POST sessions/refresh', ENDED);
    await session.begin();
    expect(session.identity).toEqual({ kind: 'guest', ended: true });
    expect(kept).toBe('');
  });

  test.each<Reply>(['no network', DOWN, { status: 502, body: [] }])('while the server cannot tell (%o) makes nobody a guest', async (reply) => {
    kept = 'Ann';
    server.on('POST sessions/refresh', reply, signedIn('t1'));
    await session.begin();
    expect(session.identity).toMatchObject({ kind: 'unsure', name: 'Ann' });
    await session.askAgain();
    expect(kind()).toBe('account');
  });

  test('lets one go on as a guest meanwhile, and asks again when it is loaded the next time', async () => {
    kept = 'Ann';
    server.on('POST sessions/refresh', DOWN);
    await session.begin();
    session.goOnAsGuest();
    expect(session.identity).toEqual({ kind: 'guest', ended: false });
    expect(kept).toBe('Ann');
  });

  test('takes no notice of an answer that comes after one has signed in', async () => {
    kept = 'Ann';
    let answer: (response: Response) => void = () => {};
    const late = new Promise<Response>((resolve) => (answer = resolve));
    const { fetch } = server;
    server.on('POST sessions', signedIn('t2'));
    const slow = new AccountSession(new Accounts(((url, init) => (url === 'sessions/refresh' ? late : fetch(url, init))) as typeof globalThis.fetch, ''), {
      tabs: { tell: () => {}, hear: () => {} },
      keptName: () => kept,
      keepName: (name) => void (kept = name),
      now: () => now,
      pause: async () => {},
    });
    const begun = slow.begin();
    await slow.signIn({ name: 'ann', password: 'correct horse' });
    answer(new Response(JSON.stringify({ reason: 'token_expired' }), { status: 401 }));
    await begun;
    expect(slow.identity.kind).toBe('account');
  });
});

describe('a token', () => {
  test('is used once, then there is another one', async () => {
    await signIn();
    server.on('POST sessions/refresh', signedIn('t2'));
    expect(await session.provider()).toBe('t1');
    expect(await session.provider()).toBe('t2');
  });

  test('that was not used for five minutes is replaced', async () => {
    await signIn();
    server.on('POST sessions/refresh', signedIn('t2'));
    now = 5 * MINUTE;
    expect(await session.provider()).toBe('t2');
  });

  test('is renewed although the server is away for a moment', async () => {
    await signIn();
    await session.provider();
    server.on('POST sessions/refresh', DOWN, 'no network', signedIn('t2'));
    expect(await session.provider()).toBe('t2');
    expect(pauses).toEqual([1000, 4000]);
    expect(kind()).toBe('account');
  });

  test('is not renewed for ever: then one stays who one is, with the old one', async () => {
    await signIn();
    await session.provider();
    server.on('POST sessions/refresh', DOWN);
    await expect(session.provider()).rejects.toThrow('unavailable');
    expect(pauses.reduce((sum, each) => sum + each)).toBeLessThan(MINUTE);
    expect(kind()).toBe('account');
  });

  test('is not given to a session that has ended elsewhere', async () => {
    await signIn();
    await session.provider();
    server.on('POST sessions/refresh', ENDED);
    expect(await session.provider()).toBe('');
    expect(session.identity).toEqual({ kind: 'guest', ended: true });
  });

  test('is there for the next room, or nobody enters it', async () => {
    await signIn();
    await session.provider();
    server.on('POST sessions/refresh', DOWN);
    await session.prepare();
    expect(kind()).toBe('unsure');
  });
});

describe('signing in', () => {
  test('with a wrong password changes nothing', async () => {
    server.on('POST sessions', refused(403, 'wrong_password'));
    expect(await session.signIn({ name: 'ann', password: 'wrong' })).toEqual({ reason: 'wrong_password' });
    expect(session.identity).toEqual({ kind: 'guest', ended: false });
    expect(kept).toBe('');
  });

  test('keeps the name, and nothing else, and tells the other tabs', async () => {
    await signIn();
    expect(kept).toBe('Ann');
    expect(told).toEqual(['in']);
  });

  test('too often says how long to wait', async () => {
    server.on('POST sessions', { status: 429, body: { reason: 'rate', retry_after_ms: 9000, title: 'Too many' } });
    expect(await session.signIn({ name: 'ann', password: 'wrong' })).toEqual({ reason: 'rate', retry_after_ms: 9000 });
  });
});

describe('signing out', () => {
  test('ends the session here, and in the other tabs', async () => {
    await signIn();
    server.on('DELETE sessions/current', DONE);
    expect(await session.signOut()).toBeNull();
    expect(session.identity).toEqual({ kind: 'guest', ended: true });
    expect(kept).toBe('');
    expect(told).toEqual(['in', 'out']);
  });

  test('is not claimed if the server did not answer', async () => {
    await signIn();
    server.on('DELETE sessions/current', 'no network');
    expect(await session.signOut()).toEqual({ reason: 'unreachable' });
    expect(kind()).toBe('account');
  });

  test('everywhere takes another token if the last one has ended', async () => {
    await signIn();
    server.on('DELETE sessions', ENDED, DONE);
    server.on('POST sessions/refresh', signedIn('t2'));
    expect(await session.signOutEverywhere()).toBeNull();
    expect(server.tokens).toEqual(['Bearer t1', 'Bearer t2']);
    expect(kind()).toBe('guest');
  });
});

describe('another tab', () => {
  test('that signs out signs this one out, without its asking or telling', async () => {
    await signIn();
    hear('out');
    expect(session.identity).toEqual({ kind: 'guest', ended: true });
    expect(told).toEqual(['in']);
  });

  test('that signs in as somebody else makes this one ask who one is', async () => {
    await signIn();
    server.on('POST sessions/refresh', signedIn('t2', { id: 'b1', name: 'Bob' }));
    hear('in');
    await expect.poll(() => session.identity).toMatchObject({ account: { name: 'Bob' } });
  });

  test('does not concern a guest', () => {
    hear('out');
    hear('in');
    expect(session.identity).toEqual({ kind: 'guest', ended: false });
    expect(server.requests).toEqual([]);
  });
});
