package hubbub.topic;

import java.util.Locale;
import java.util.Optional;

/// What a [Shield] does to those whom it binds.
public enum ShieldPreset {
  /// They may speak once in [Shield#SLOW_MILLIS].
  SLOW,
  /// A moderator sees what they say first.
  HOLD,
  /// Guests do not get in.
  ACCOUNTS_ONLY,
  /// They may not send links.
  NO_LINKS;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The word on the wire: `slow`, `hold` …
  public String word() {
    return word;
  }

  /// The preset with that word; empty if there is none.
  public static Optional<ShieldPreset> of(String word) {
    for (ShieldPreset preset : values()) {
      if (preset.word.equals(word)) {
        return Optional.of(preset);
      }
    }
    return Optional.empty();
  }
}
