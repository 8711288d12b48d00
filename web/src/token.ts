/// Asks the embedding site for a token: a JWT that its backend has just signed.
export type TokenProvider = () => Promise<string>;

/// If the token that replaced an ended one is refused so soon, the site may have no better one.
const SOON_MILLIS = 10_000;

/// The waits before a refused token is replaced, and the next one if it is refused soon, too: tokens have their second of
/// issue only, so one that was signed in the second of a revocation counts as revoked.
const WAITS_MILLIS = [0, 1_500];

/// The token with which an element comes: kept for reconnects, and replaced when it is about to end or has ended.
export class Token {
  /// The last one; undefined if there is none, and one comes as a guest.
  current: string | undefined;
  /// How to get another.
  provider: TokenProvider | null;
  #replacedAt = -Infinity;
  /// How many were replaced in a row, each soon after the one before.
  #replaced = 0;
  #pause: (millis: number) => Promise<void>;

  constructor(current?: string, provider: TokenProvider | null = null, pause = sleep) {
    this.current = current;
    this.provider = provider;
    this.#pause = pause;
  }

  /// Whether one has to be asked for before connecting.
  get isMissing(): boolean {
    return this.current === undefined && this.provider !== null;
  }

  /// Whether to replace one that was refused as ended at `now`.
  canReplace(now: number): boolean {
    return this.provider !== null && this.#replacedSoon(now) < WAITS_MILLIS.length;
  }

  /// Asks the site for one in place of one that was refused as ended at `now`; false if it has none to give.
  async replace(now: number): Promise<boolean> {
    const wait = WAITS_MILLIS[this.#replacedSoon(now)] ?? 0;
    this.#replaced = this.#replacedSoon(now) + 1;
    this.#replacedAt = now;
    if (wait > 0) await this.#pause(wait);
    return this.renew();
  }

  #replacedSoon(now: number): number {
    return now - this.#replacedAt > SOON_MILLIS ? 0 : this.#replaced;
  }

  /// Asks the site for another one; false if it has none to give.
  async renew(): Promise<boolean> {
    try {
      const token = await this.provider?.();
      if (!token) return false;
      this.current = token;
      return true;
    } catch (fault) {
      console.warn('hubbub-room: tokenProvider failed:', fault);
      return false;
    }
  }
}

const sleep = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));
