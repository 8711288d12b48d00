package hubbub.topic;

import java.util.Optional;
import java.util.OptionalLong;

/// Why a membership ended; decides what its client is told.
public sealed interface Ending {
  /// Whether a newer membership may take over the state of this one.
  default boolean isLoss() {
    return this instanceof Lost || this instanceof Replaced;
  }

  /// Whether nick and rank are kept in case the member comes back soon.
  default boolean isKept() {
    return !(this instanceof Kicked || this instanceof Banned || this instanceof Crashed);
  }

  /// The client left.
  record Left() implements Ending {}

  /// The connection broke, closed or fell silent.
  record Lost() implements Ending {}

  /// A newer membership of the same connection replaced it; the client asked for that.
  record Replaced() implements Ending {}

  /// `untilAt`: the member may not come back before this time.
  record Kicked(OptionalLong untilAt, Optional<String> text, String by) implements Ending {}

  /// `untilAt`: the member may not join before this time; empty: not until the ban is lifted.
  record Banned(OptionalLong untilAt, Optional<String> text, String by) implements Ending {}

  /// A bug lost the topic's state; the client may rejoin at once.
  record Crashed() implements Ending {}
}
