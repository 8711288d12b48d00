import { ENDED, type Account, type Accounts, type Answer, type Credentials, type Invite, type SignedIn, type SignUp } from './accounts.js';
import type { Refusal } from './wire.js';

/// Who one is at this server. `asking`: the server is asked whether one is still signed in. `unsure`: one was signed
/// in, and the server cannot tell whether one still is. `ended`: one was signed in a moment ago.
///
///     guest ──▶ account ◀─── asking ⇄ unsure
///       ▲          │           │         │
///       └──────────┴───────────┴─────────┘
export type Identity =
  | { kind: 'guest'; ended: boolean }
  | { kind: 'asking'; name: string }
  | { kind: 'unsure'; name: string; refusal: Refusal }
  | { kind: 'account'; account: Account };

/// The other tabs of this browser.
export interface OtherTabs {
  tell(news: News): void;
  hear(listener: (news: News) => void): void;
}

/// Somebody has signed in or out in this browser.
export type News = 'in' | 'out';

/// What a session needs of the browser. `keptName` is the name of whoever signed in here last, until they sign out; empty if
/// there is none. It says that it is worth asking the server, which alone knows whether one is signed in.
export interface Surroundings {
  tabs: OtherTabs;
  keptName(): string;
  keepName(name: string): void;
  now(): number;
  pause(millis: number): Promise<void>;
}

/// A token that was not used within this time is replaced before it is.
const FRESH_MILLIS = 300_000;

/// The waits between attempts to renew a token that is in use; together shorter than the time for which the server
/// warns that it ends.
const RETRY_MILLIS = [1000, 4000, 10_000, 20_000];

/// Keeps one signed in: has the access token, in memory only, and the next one when it is needed.
export class AccountSession {
  readonly #accounts: Accounts;
  readonly #around: Surroundings;
  #identity: Identity = { kind: 'guest', ended: false };
  #token = '';
  /// When the token came, if nothing has used it yet; otherwise `-Infinity`.
  #unusedSince = -Infinity;
  /// Counts changes of who one is; an answer to a question from before one means nothing.
  #changes = 0;

  /// Called after each change.
  onChange: () => void = () => {};

  constructor(accounts: Accounts, around: Surroundings) {
    this.#accounts = accounts;
    this.#around = around;
    around.tabs.hear((news) => this.#heard(news));
  }

  get identity(): Identity {
    return this.#identity;
  }

  /// Goes on with the session of an earlier page. Who never signed in here is a guest, unasked.
  async begin(): Promise<void> {
    const name = this.#around.keptName();
    if (name !== '') await this.#ask(name);
  }

  /// Makes sure that there is a token for a new connection.
  async prepare(): Promise<void> {
    if (this.#identity.kind === 'account' && !this.#isFresh()) await this.#ask(this.#identity.account.name);
  }

  async askAgain(): Promise<void> {
    if (this.#identity.kind === 'unsure') await this.#ask(this.#identity.name);
  }

  /// Goes on as a guest, for this page only.
  goOnAsGuest(): void {
    this.#become({ kind: 'guest', ended: false });
  }

  async #ask(name: string): Promise<void> {
    this.#become({ kind: 'asking', name });
    const changes = this.#changes;
    const answer = await this.#accounts.refresh();
    if (changes !== this.#changes) return;
    if (answer.ok) this.#came(answer.value);
    else if (answer.refusal.reason === ENDED) this.#end();
    else this.#become({ kind: 'unsure', name, refusal: answer.refusal });
  }

  /// The token for a connection: the one that has just come, or the next one. Empty once the session has ended.
  readonly provider = async (): Promise<string> => {
    if (this.#isFresh()) {
      this.#unusedSince = -Infinity;
      return this.#token;
    }
    const refusal = await this.#renew();
    if (refusal) throw new Error(refusal.reason);
    return this.#token;
  };

  #isFresh(): boolean {
    return this.#around.now() - this.#unusedSince < FRESH_MILLIS;
  }

  async #renew(): Promise<Refusal | null> {
    for (let tries = 0; ; tries++) {
      const changes = this.#changes;
      const answer = await this.#accounts.refresh();
      if (changes !== this.#changes) return null;
      if (answer.ok) return this.#renewed(answer.value);
      if (answer.refusal.reason === ENDED) this.#end();
      if (answer.refusal.reason === ENDED) return null;
      if (tries === RETRY_MILLIS.length) return answer.refusal;
      await this.#around.pause(RETRY_MILLIS[tries]!);
    }
  }

  #renewed(signedIn: SignedIn): null {
    this.#came(signedIn);
    this.#unusedSince = -Infinity;
    return null;
  }

  signUpRule(): Promise<SignUp> {
    return this.#accounts.signUpRule();
  }

  signIn(credentials: Credentials): Promise<Refusal | null> {
    return this.#enter(this.#accounts.signIn(credentials));
  }

  signUp(credentials: Credentials, invite?: string): Promise<Refusal | null> {
    return this.#enter(this.#accounts.signUp({ ...credentials, ...(invite === undefined ? {} : { invite }) }));
  }

  setUp(credentials: Credentials, code: string): Promise<Refusal | null> {
    return this.#enter(this.#accounts.setUp({ ...credentials, code }));
  }

  resetPassword(password: string, code: string): Promise<Refusal | null> {
    return this.#enter(this.#accounts.resetPassword({ code, password }));
  }

  async #enter(asking: Promise<Answer<SignedIn>>): Promise<Refusal | null> {
    const answer = await asking;
    if (!answer.ok) return answer.refusal;
    this.#came(answer.value);
    this.#around.tabs.tell('in');
    return null;
  }

  /// Signs out here, in all tabs.
  signOut(): Promise<Refusal | null> {
    return this.#leave(this.#accounts.signOut());
  }

  /// Signs out on all devices.
  signOutEverywhere(): Promise<Refusal | null> {
    return this.#leave(this.#withToken((token) => this.#accounts.signOutEverywhere(token)));
  }

  /// Deletes the account.
  remove(password: string): Promise<Refusal | null> {
    return this.#leave(this.#withToken((token) => this.#accounts.remove(token, password)));
  }

  async #leave(asking: Promise<Answer<unknown>>): Promise<Refusal | null> {
    const answer = await asking;
    if (!answer.ok) return answer.refusal;
    this.#end();
    this.#around.tabs.tell('out');
    return null;
  }

  async changePassword(current: string, password: string): Promise<Refusal | null> {
    const answer = await this.#withToken((token) => this.#accounts.changePassword(token, { current, password }));
    return answer.ok ? null : answer.refusal;
  }

  invite(): Promise<Answer<Invite>> {
    return this.#withToken((token) => this.#accounts.invite(token));
  }

  /// Asks with the token, and once more with the next one if it has ended.
  async #withToken<T>(ask: (token: string) => Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await ask(this.#token);
    if (answer.ok || answer.refusal.reason !== ENDED) return answer;
    const refusal = await this.#renew();
    return refusal ? { ok: false, refusal } : ask(this.#token);
  }

  /// Who is signed in here asks again who they are if somebody has signed in in another tab; guests stay guests.
  #heard(news: News): void {
    const { kind } = this.#identity;
    if (kind === 'guest') return;
    if (news === 'out') this.#end();
    else if (kind === 'unsure') void this.askAgain();
    else void this.#renew();
  }

  #came({ token, account }: SignedIn): void {
    this.#token = token;
    this.#unusedSince = this.#around.now();
    this.#around.keepName(account.name);
    this.#become({ kind: 'account', account });
  }

  #end(): void {
    this.#token = '';
    this.#unusedSince = -Infinity;
    this.#around.keepName('');
    this.#become({ kind: 'guest', ended: true });
  }

  #become(identity: Identity): void {
    this.#identity = identity;
    this.#changes += 1;
    this.onChange();
  }
}

/// The tabs of this browser that show the same server; alone where a browser has no channel.
export function otherTabs(name: string): OtherTabs {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, hear: () => {} };
  const channel = new BroadcastChannel(name);
  return {
    tell: (news) => channel.postMessage(news),
    hear: (listener) => channel.addEventListener('message', ({ data }) => listener(data as News)),
  };
}
