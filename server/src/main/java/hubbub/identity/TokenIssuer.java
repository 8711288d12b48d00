package hubbub.identity;

import java.util.Set;

/// Somebody whose tokens are accepted: an embedding site, or this server itself. `name` is that of
/// its settings, and part of its users' ids. `issuer` and `audience` are what its tokens must have
/// as `iss` and in `aud`.
public record TokenIssuer(
    String name,
    String issuer,
    String audience,
    VerificationKeys keys,
    Set<TokenAlgorithm> algorithms,
    ClaimNames claims,
    TokenRanks.Bound bound) {

  /// Which claims say what: who it is, its nick, its ranks, its badges.
  public record ClaimNames(String id, String name, String ranks, String badges) {
    /// What they are called if the settings do not say.
    public static final ClaimNames DEFAULT =
        new ClaimNames("sub", "name", "hubbub.ranks", "hubbub.badges");
  }

  public TokenIssuer {
    algorithms = Set.copyOf(algorithms);
  }

  /// This issuer, which may claim at most that.
  TokenIssuer withBound(TokenRanks.Bound most) {
    return new TokenIssuer(name, issuer, audience, keys, algorithms, claims, most);
  }
}
