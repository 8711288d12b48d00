package hubbub.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a program shows to use an API key: `hbk_<id>_<secret>`, both random. It begins with a word
/// that tools which look for leaked secrets can find. The store knows the id, and of the whole only
/// a hash; the secret has 256 random bits, so that a fast hash is enough.
public record ApiSecret(String id, String secret) {
  private static final Pattern TEXT = Pattern.compile("hbk_([A-Za-z0-9]{12})_([\\w-]{43})");
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_CHARACTERS = 12;
  private static final int SECRET_BYTES = 32;

  /// A new one.
  public static ApiSecret mint(SecureRandom random) {
    StringBuilder id = new StringBuilder(ID_CHARACTERS);
    for (int i = 0; i < ID_CHARACTERS; i++) {
      id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return new ApiSecret(id.toString(), RandomText.of(random, SECRET_BYTES));
  }

  /// Reads what a program shows; empty if it is none.
  public static Optional<ApiSecret> parse(String text) {
    return Optional.of(TEXT.matcher(text))
        .filter(its -> its.matches())
        .map(its -> new ApiSecret(its.group(1), its.group(2)));
  }

  /// As a program shows it.
  public String text() {
    return "hbk_" + id + "_" + secret;
  }

  /// What the store knows this one by: base64url.
  public String hash() {
    return RandomText.hash(text());
  }

  /// Whether this is the one with that hash. Takes the same time whether it is or not.
  public boolean hasHash(String other) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  /// Shows no secret.
  @Override
  public String toString() {
    return "API key " + id;
  }
}
