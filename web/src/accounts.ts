import type { Refusal } from './wire.js';

/// The server's HTTP requests about accounts.

/// An account of the server's own.
export interface Account {
  id: string;
  name: string;
  admin?: boolean;
}

/// Somebody who has just signed in, with an access token.
export interface SignedIn {
  token: string;
  account: Account;
}

export interface Credentials {
  name: string;
  password: string;
}

/// Who may sign up: everybody, those who are invited, or nobody.
export type SignUp = 'open' | 'invite' | 'off';

/// The code of an invite link, how often it can be used, and when it ends.
export interface Invite {
  code: string;
  uses: number;
  expires_at: number;
}

/// What came of a request.
export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/// The reason when a session, or a token of it, has ended.
export const ENDED = 'token_expired';

const PATIENCE_MILLIS = 15_000;

/// Next to `assets/`, which holds this script; two constants, as for the socket.
const SCRIPT = import.meta.url;
const OWN_API = '../api/v1/';

/// The fields of a problem that are for programs.
interface Problem {
  reason?: unknown;
  retry_after_ms?: number;
  field?: string;
}

/// Asks the server; the refresh token travels in a cookie that no script can read. Never throws.
export class Accounts {
  readonly #fetch: typeof fetch;
  readonly #base: string;

  constructor(fetching: typeof fetch = (...args) => fetch(...args), base = new URL(OWN_API, SCRIPT).href) {
    this.#fetch = fetching;
    this.#base = base;
  }

  async signUpRule(): Promise<SignUp> {
    const answer = await this.#ask<{ sign_up: SignUp }>('GET', 'accounts');
    return answer.ok ? answer.value.sign_up : 'off';
  }

  signIn(body: Credentials): Promise<Answer<SignedIn>> {
    return this.#ask('POST', 'sessions', { body });
  }

  signUp(body: Credentials & { invite?: string }): Promise<Answer<SignedIn>> {
    return this.#ask('POST', 'accounts', { body });
  }

  /// Makes the first administrator's account.
  setUp(body: Credentials & { code: string }): Promise<Answer<SignedIn>> {
    return this.#ask('POST', 'setup', { body });
  }

  resetPassword(body: { code: string; password: string }): Promise<Answer<SignedIn>> {
    return this.#ask('POST', 'password-resets', { body });
  }

  /// Goes on with the session of the cookie.
  refresh(): Promise<Answer<SignedIn>> {
    return this.#ask('POST', 'sessions/refresh');
  }

  signOut(): Promise<Answer<unknown>> {
    return this.#ask('DELETE', 'sessions/current');
  }

  signOutEverywhere(token: string): Promise<Answer<unknown>> {
    return this.#ask('DELETE', 'sessions', { token });
  }

  changePassword(token: string, body: { current: string; password: string }): Promise<Answer<unknown>> {
    return this.#ask('PUT', 'me/password', { token, body });
  }

  remove(token: string, password: string): Promise<Answer<unknown>> {
    return this.#ask('DELETE', 'me', { token, body: { password } });
  }

  invite(token: string): Promise<Answer<Invite>> {
    return this.#ask('POST', 'invites', { token, body: {} });
  }

  async #ask<T>(method: string, path: string, { token, body }: { token?: string; body?: object } = {}): Promise<Answer<T>> {
    try {
      const response = await this.#fetch(this.#base + path, {
        method,
        cache: 'no-store',
        signal: AbortSignal.timeout(PATIENCE_MILLIS),
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const said = (await response.json().catch(() => ({}))) as T & Problem;
      return response.ok ? { ok: true, value: said } : { ok: false, refusal: refusalIn(said, response.status) };
    } catch {
      return { ok: false, refusal: { reason: 'unreachable' } };
    }
  }
}

/// A proxy in front of the server may answer without a reason.
function refusalIn({ reason, retry_after_ms, field }: Problem, status: number): Refusal {
  return {
    reason: typeof reason === 'string' ? reason : status >= 500 ? 'unavailable' : 'internal',
    ...(retry_after_ms === undefined ? {} : { retry_after_ms }),
    ...(field === undefined ? {} : { field }),
  };
}
