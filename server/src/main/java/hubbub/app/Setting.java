package hubbub.app;

import java.util.Locale;
import java.util.function.Function;

/// One setting: its name, its default (`fallback`), what values it accepts (`expected`, for error
/// messages), how its text is parsed (`parse` throws IllegalArgumentException for invalid text),
/// and what it does (`about`).
record Setting<T>(
    String name, String fallback, String expected, Function<String, T> parse, String about) {

  /// Parses `text`.
  ///
  /// @throws BadSetting if `text` is not a valid value
  T read(String fullName, String text, String origin) throws BadSetting {
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new BadSetting(
          fullName + ": " + shown(text) + " (expected: " + expected + "; set by " + origin + ")");
    }
  }

  /// `text` as it may be shown: that of a secret is masked.
  String shown(String text) {
    boolean isSecret = name.endsWith("secret") || name.endsWith("password");
    return isSecret && !text.isEmpty() ? "********" : text;
  }

  /// The environment variable for a setting: `HUBBUB_SPAM_ENABLED` for `hubbub.spam.enabled`.
  static String environmentName(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
