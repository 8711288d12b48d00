package hubbub.topic;

import java.util.Optional;

/// A warning to one person: when, by whom (as in events), and why. `strikes` is present if the spam
/// guard gave it.
///
/// @param at milliseconds since 1970 UTC
/// @param text the explanation, for the person to read
public record Warning(long at, String by, Optional<Strikes> strikes, Optional<String> text) {
  /// How long a person who is gone is remembered for a warning that they have not acknowledged.
  static final long MEMORY_MILLIS = 86_400_000;

  /// Until when it matters for a person who is gone.
  long rememberedUntil() {
    return Deadline.after(at, MEMORY_MILLIS);
  }

  /// The same with `pseudonym` in place of a member who gave it.
  Warning without(MemberId member, String pseudonym) {
    return by.equals(member.value()) ? new Warning(at, pseudonym, strikes, text) : this;
  }
}
