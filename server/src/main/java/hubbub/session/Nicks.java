package hubbub.session;

import hubbub.topic.Nick;
import java.util.Optional;
import rocks.xmpp.precis.PrecisProfile;
import rocks.xmpp.precis.PrecisProfiles;

/// Prepares display names by the PRECIS nickname profile (RFC 8266): enforcement for what is shown,
/// the comparison form for uniqueness. Any thread.
final class Nicks {
  private static final PrecisProfile PROFILE = PrecisProfiles.NICKNAME;
  private static final int MAX_CHARACTERS = 32;
  private static final int MAX_RAW_CHARACTERS = 128;

  private Nicks() {}

  /// The nick of that text, empty if it is none: too long, blank, or with characters that a nick
  /// may not have.
  static Optional<Nick> parse(String text) {
    if (text.isBlank() || text.length() > MAX_RAW_CHARACTERS) {
      return Optional.empty();
    }
    try {
      String value = PROFILE.enforce(text);
      String key = PROFILE.toComparableString(text);
      boolean isTooLong = value.codePointCount(0, value.length()) > MAX_CHARACTERS;
      return value.isEmpty() || key.isEmpty() || isTooLong
          ? Optional.empty()
          : Optional.of(new Nick(value, key));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
