package hubbub.identity;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/// The code of a [Link]: 128 random bits, as 22 letters, digits, `-` and `_`.
public record LinkCode(String text) {
  private static final Pattern TEXT = Pattern.compile("[\\w-]{22}");
  private static final int BYTES = 16;

  static LinkCode mint(SecureRandom random) {
    return new LinkCode(RandomText.of(random, BYTES));
  }

  /// Reads what somebody shows; empty if it is no code.
  public static Optional<LinkCode> parse(String text) {
    return TEXT.matcher(text).matches() ? Optional.of(new LinkCode(text)) : Optional.empty();
  }

  /// What the store knows it by.
  String hash() {
    return RandomText.hash(text);
  }

  /// Shows no code.
  @Override
  public String toString() {
    return "code";
  }
}
