package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// Why a membership ended, and so what its client is told.
public sealed interface Ending {
  /// Whether somebody may still come back to what the membership had.
  default boolean isLoss() {
    return this instanceof Lost || this instanceof Replaced;
  }

  /// Whether nick and rank are kept for whoever comes back soon.
  default boolean isKept() {
    return !(this instanceof Kicked || this instanceof Crashed);
  }

  /// The client left.
  record Left() implements Ending {}

  /// The connection broke, closed or fell silent.
  record Lost() implements Ending {}

  /// A newer membership of the same connection took its place, of which its client knows: it asked
  /// for it.
  record Replaced() implements Ending {}

  /// `untilAt`: before that it may not come back.
  record Kicked(OptionalLong untilAt, Optional<String> text, String by) implements Ending {}

  /// The topic's state was lost to a bug: the client may join again at once.
  record Crashed() implements Ending {}
}
