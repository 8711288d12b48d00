package hubbub.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a client shows once to stay signed in: `<family>.<secret>`, both random. Those of one
/// sign-in are a family, so that one of them that is shown again gives the others away. The store
/// knows only hashes of the two.
public record RefreshToken(String family, String secret) {
  private static final Pattern TEXT = Pattern.compile("([\\w-]{22})\\.([\\w-]{43})");
  private static final int FAMILY_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /// The first of a new family.
  static RefreshToken mint(SecureRandom random) {
    return new RefreshToken(text(random, FAMILY_BYTES), text(random, SECRET_BYTES));
  }

  /// The next one of this family.
  RefreshToken next(SecureRandom random) {
    return new RefreshToken(family, text(random, SECRET_BYTES));
  }

  private static String text(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return BASE64.encodeToString(bytes);
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
    return sha256(family);
  }

  /// What the store knows this one by.
  String hash() {
    return sha256(text());
  }

  private static String sha256(String text) {
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Shows no secret.
  @Override
  public String toString() {
    return "refresh token of " + familyHash();
  }
}
