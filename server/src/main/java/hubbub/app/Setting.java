package hubbub.app;

import java.util.Locale;
import java.util.function.Function;

/// One setting: its name, what it is when nobody says, how its text is read (`parse` throws
/// IllegalArgumentException for what it cannot read), what is expected, and what it does.
record Setting<T>(
    String name, String fallback, String expected, Function<String, T> parse, String about) {

  /// The value of that text.
  ///
  /// @throws BadSetting if it is none
  T read(String fullName, String text, String origin) throws BadSetting {
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new BadSetting(
          fullName + ": " + text + " (expected: " + expected + "; it came from " + origin + ")");
    }
  }

  /// Whether its value is shown to nobody.
  boolean isSecret() {
    return name.endsWith("secret") || name.endsWith("password");
  }

  /// The name of that setting in the environment: `hubbub.spam.enabled` is `HUBBUB_SPAM_ENABLED`.
  static String environmentName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
