import type { IncomingMessage, ServerResponse } from 'node:http';

interface FakeAccount {
  id: string;
  name: string;
  password: string;
  admin?: true;
}

type Body = Record<string, string>;

class Problem extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    readonly more: object = {},
  ) {
    super(reason);
  }
}

/// The accounts of the stand-in, in memory: a session is a number in a cookie.
export class FakeAccounts {
  signUp: 'open' | 'invite' | 'off' = 'open';
  readonly people = new Map<string, FakeAccount>();
  /// Codes of links, with what they are for: `setup`, `invite`, or the name of whose password is reset.
  readonly codes = new Map<string, string>();
  /// While set, refuses everything with this.
  refusing: { status: number; reason: string; retry_after_ms?: number } | null = null;
  /// Called with each token that has ended.
  onEnded: (token: string) => void = () => {};

  readonly #sessions = new Map<string, FakeAccount>();
  readonly #tokens = new Map<string, { session: string; account: FakeAccount }>();
  #counter = 0;

  /// The account that a token is of.
  of(token: string): FakeAccount | undefined {
    return this.#tokens.get(token)?.account;
  }

  add(name: string, password: string, more: { admin?: true } = {}): void {
    this.people.set(name.toLowerCase(), { id: `a-${name}`, name, password, ...more });
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks = await request.toArray();
    const text = Buffer.concat(chunks as Buffer[]).toString();
    try {
      if (this.refusing) throw new Problem(this.refusing.status, this.refusing.reason, this.refusing);
      const path = request.url!.slice('/api/v1/'.length);
      this.#route(`${request.method} ${path}`, text === '' ? {} : (JSON.parse(text) as Body), request, response);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      send(response, problem.status, { ...problem.more, reason: problem.reason });
    }
  }

  #route(what: string, body: Body, request: IncomingMessage, response: ServerResponse): void {
    const cookie = /hubbub_refresh=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const own = (): FakeAccount => this.of(request.headers.authorization?.slice('Bearer '.length) ?? '') ?? refuse(401, 'token_expired');
    switch (what) {
      case 'GET accounts':
        return send(response, 200, { sign_up: this.signUp });
      case 'POST accounts':
        return this.#signedIn(response, 201, this.#signUp(body));
      case 'POST setup':
        this.#use(body['code'], 'setup');
        return this.#signedIn(response, 201, this.#create(body, { admin: true }));
      case 'POST password-resets':
        return this.#signedIn(response, 200, this.#reset(body));
      case 'POST sessions':
        return this.#signedIn(response, 200, this.#confirmed(this.people.get(body['name']!.toLowerCase()), body['password']));
      case 'POST sessions/refresh':
        return this.#signedIn(response, 200, this.#sessions.get(cookie) ?? refuse(401, 'token_expired'), cookie);
      case 'DELETE sessions/current':
        this.#end((session) => session === cookie);
        return send(response, 204);
      case 'DELETE sessions':
        this.endAll(own().name);
        return send(response, 204);
      case 'PUT me/password':
        this.#confirmed(own(), body['current']).password = body['password']!;
        return send(response, 204);
      case 'DELETE me':
        this.#confirmed(own(), body['password']);
        this.people.delete(own().name.toLowerCase());
        this.endAll(own().name);
        return send(response, 204);
      case 'POST invites':
        if (!own().admin) refuse(403, 'rank_too_low');
        this.codes.set('new-code', 'invite');
        return send(response, 201, { code: 'new-code', uses: 1, expires_at: Date.now() + 604_800_000 });
      default:
        refuse(404, 'not_found');
    }
  }

  #signUp(body: Body): FakeAccount {
    if (this.signUp === 'off') refuse(403, 'sign_up_off');
    if (this.signUp === 'invite' || body['invite'] !== undefined) this.#use(body['invite'], 'invite');
    return this.#create(body);
  }

  #create({ name, password }: Body, more: { admin?: true } = {}): FakeAccount {
    if (this.people.has(name!.toLowerCase())) refuse(409, 'nick_taken');
    if (password!.length < 8) refuse(422, 'bad_password');
    this.add(name!, password!, more);
    return this.people.get(name!.toLowerCase())!;
  }

  #reset({ code, password }: Body): FakeAccount {
    const account = this.people.get((this.codes.get(code!) ?? '').toLowerCase()) ?? refuse(403, 'bad_link');
    account.password = password!;
    this.codes.delete(code!);
    return account;
  }

  #use(code: string | undefined, kind: string): void {
    if (this.codes.get(code ?? '') !== kind) refuse(403, 'bad_link');
    this.codes.delete(code!);
  }

  #confirmed(account: FakeAccount | undefined, password: string | undefined): FakeAccount {
    return account?.password === password && account ? account : refuse(403, 'wrong_password');
  }

  /// Ends all sessions of an account.
  endAll(name: string): void {
    this.#end((session) => this.#sessions.get(session)?.name === name);
  }

  #end(isMeant: (session: string) => boolean): void {
    for (const [token, { session }] of [...this.#tokens].filter(([, each]) => isMeant(each.session))) {
      this.#tokens.delete(token);
      this.onEnded(token);
      this.#sessions.delete(session);
    }
  }

  #signedIn(response: ServerResponse, status: number, account: FakeAccount, session = `s${++this.#counter}`): void {
    const token = `t${++this.#counter}`;
    this.#sessions.set(session, account);
    this.#tokens.set(token, { session, account });
    response.setHeader('set-cookie', `hubbub_refresh=${session}; Path=/api/v1/sessions; HttpOnly; SameSite=Strict`);
    const { password: _, ...shown } = account;
    send(response, status, { token, expires_at: Date.now() + 900_000, account: shown });
  }
}

function refuse(status: number, reason: string): never {
  throw new Problem(status, reason);
}

function send(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
