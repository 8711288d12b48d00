package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.app.AdminRequest.Wrong;
import hubbub.identity.RevocationList;
import hubbub.identity.TokenOperations;
import hubbub.identity.UnavailableNow;
import java.time.Duration;
import java.util.Optional;

/// Carries out `./hubbub admin revoke-token`: ends tokens of sites' users before their time.
/// Blocks.
final class TokenActs {
  /// The command's word.
  static final String COMMAND = "revoke-token";

  static final String JTI = "--jti";

  private final TokenOperations operations;

  TokenActs(TokenOperations operations) {
    this.operations = operations;
  }

  /// Carries out the request, whose first word is `revoke-token`.
  ///
  /// @throws Wrong if it cannot be
  Answer run(AdminRequest request) throws Wrong {
    String whose = request.word(1, "whose? (expected: site:ann, or site, with or without --jti)");
    int colon = whose.indexOf(':');
    String issuer = colon < 0 ? whose : whose.substring(0, colon);
    Optional<String> subject =
        colon < 0 ? Optional.empty() : Optional.of(whose.substring(colon + 1));
    if (!operations.knows(issuer)) {
      throw new Wrong(
          issuer + ": no such issuer in hubbub.tokens (an account's sessions: admin disable)");
    }
    if (subject.filter(String::isEmpty).isPresent()) {
      throw new Wrong(whose + ": which user? (expected: " + whose + "ann)");
    }
    if (subject.isPresent() && request.option(JTI).isPresent()) {
      throw new Wrong(JTI + ": is for a token, whoever's it is (expected: " + issuer + ")");
    }
    return revoke(
        new TokenOperations.Which(issuer, subject, request.option(JTI)), life(request), whose);
  }

  private static Duration life(AdminRequest request) throws Wrong {
    Duration life = request.duration(AdminActs.LIFE).orElse(RevocationList.KEPT);
    if (life.isZero() || life.compareTo(RevocationList.KEPT) > 0) {
      throw new Wrong(AdminActs.LIFE + ": expected: at most 366d");
    }
    return life;
  }

  private Answer revoke(TokenOperations.Which which, Duration life, String whose) throws Wrong {
    String what =
        which
            .jti()
            .map(id -> "the token " + id + " of " + whose)
            .orElseGet(() -> "all tokens of " + whose + " until now");
    try {
      return operations.revoke(AdminActs.BY, which, life)
          ? Answer.ok(what + ": revoked")
          : Answer.refused("too many tokens of " + which.issuer() + " are revoked already");
    } catch (UnavailableNow _) {
      throw new Wrong(what + ": revoked, but the store does not answer: again after a restart");
    }
  }
}
