/// Asks the embedding site for a token: a JWT that its backend has just signed.
export type TokenProvider = () => Promise<string>;

/// If the token that replaced an ended one is refused so soon, the site has no better one.
const SOON_MILLIS = 10_000;

/// The token with which an element comes: kept for reconnects, and replaced when it is about to end or has ended.
export class Token {
  /// The last one; undefined if there is none, and one comes as a guest.
  current: string | undefined;
  /// How to get another.
  provider: TokenProvider | null;
  #replacedAt = -Infinity;

  constructor(current?: string, provider: TokenProvider | null = null) {
    this.current = current;
    this.provider = provider;
  }

  /// Whether one has to be asked for before connecting.
  get isMissing(): boolean {
    return this.current === undefined && this.provider !== null;
  }

  /// Whether to replace one that was refused as ended at `now`.
  canReplace(now: number): boolean {
    return this.provider !== null && now - this.#replacedAt > SOON_MILLIS;
  }

  /// Asks the site for one in place of one that was refused as ended at `now`; false if it has none to give.
  replace(now: number): Promise<boolean> {
    this.#replacedAt = now;
    return this.renew();
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
