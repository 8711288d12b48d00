package hubbub.identity;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/// What a client shows once to stay signed in: `<family>.<secret>`, both random to whoever has no
/// key of the server. Those of one sign-in are a family, so that one of them that is shown again
/// gives the others away. Each but the first follows from the one before, so whoever shows the same
/// one gets the same next one. The store knows only hashes of the two.
public record RefreshToken(String family, String secret) {
  private static final Pattern TEXT = Pattern.compile("([\\w-]{22})\\.([\\w-]{43})");
  private static final int FAMILY_BYTES = 16;
  private static final int SECRET_BYTES = 32;

  /// The first of a new family.
  static RefreshToken mint(SecureRandom random) {
    return new RefreshToken(
        RandomText.of(random, FAMILY_BYTES), RandomText.of(random, SECRET_BYTES));
  }

  /// The next one of this family: always the same.
  RefreshToken next(SecretKey key) {
    return new RefreshToken(family, RandomText.keyed(key, text()));
  }

  /// Reads what a client shows; empty if it is none.
  static Optional<RefreshToken> parse(String text) {
    return Optional.of(TEXT.matcher(text))
        .filter(its -> its.matches())
        .map(its -> new RefreshToken(its.group(1), its.group(2)));
  }

  /// As a client shows it.
  public String text() {
    return family + "." + secret;
  }

  /// The name of the family, which is no secret: it is also the `jti` of its access tokens.
  String familyHash() {
    return RandomText.hash(family);
  }

  /// What the store knows this one by.
  String hash() {
    return RandomText.hash(text());
  }

  /// Shows no secret.
  @Override
  public String toString() {
    return "refresh token of " + familyHash();
  }
}
