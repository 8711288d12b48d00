package hubbub.topic;

import java.util.Optional;

/// Why a membership ended, and so what its client is told.
public sealed interface Ending {
  /// Whether somebody may still come back to what the membership had.
  default boolean isLoss() {
    return this instanceof Lost || this instanceof Replaced;
  }

  /// The client left.
  record Left() implements Ending {}

  /// The connection broke, closed or fell silent.
  record Lost() implements Ending {}

  /// A newer membership of the same connection took its place, of which its client knows: it asked
  /// for it.
  record Replaced() implements Ending {}

  record Kicked(Optional<String> reason, String by) implements Ending {}

  /// The topic's state was lost to a bug: the client may join again at once.
  record Crashed() implements Ending {}
}
