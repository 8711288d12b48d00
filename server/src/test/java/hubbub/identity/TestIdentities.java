package hubbub.identity;

import java.time.InstantSource;
import java.util.List;

/// Identities for tests of other packages.
public final class TestIdentities {
  private TestIdentities() {}

  /// Guests may come, and no token is accepted.
  public static Identities guestsOnly() {
    ServerKeys keys = new ServerKeys(new byte[32]);
    return new Identities(
        true,
        new Guests(keys, InstantSource.system()),
        new Tokens(List.of(), keys.of(KeyPurpose.SITE_USERS), _ -> false, InstantSource.system()),
        new ReadTokens(keys, InstantSource.system()));
  }
}
