package hubbub.identity;

import hubbub.topic.MemberId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Identities for tests of other packages.
public final class TestIdentities {
  private static final ServerKeys KEYS = new ServerKeys(new byte[32]);

  private TestIdentities() {}

  /// Guests may come, and no token is accepted.
  public static Identities guestsOnly() {
    return with(List.of());
  }

  /// Guests may come, and accounts.
  public static Identities withAccounts() {
    return with(List.of(AccountTokens.issuer(KEYS)));
  }

  private static Identities with(List<TokenIssuer> issuers) {
    return new Identities(
        true,
        new Guests(KEYS, InstantSource.system()),
        new Tokens(issuers, KEYS.of(KeyPurpose.SITE_USERS), _ -> false, InstantSource.system()),
        new ReadTokens(KEYS, _ -> true, InstantSource.system()));
  }

  /// A token of Ann's account.
  public static String token(boolean isAdmin) {
    Account ann = new Account(new MemberId("aAnn"), "Ann", "ann", "hash", 1, isAdmin, false);
    return AccountTokens.sign(KEYS, ann, "family", Instant.now());
  }
}
