package hubbub.cluster;

import hubbub.topic.Command;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// What a topic that cannot keep up refuses, by how long a command has waited:
///
///     more than 250 ms   messages
///     more than 1 s      joins too
///
/// Everything else goes through: leaves, reads and moderation are what helps. Pure, except that
/// retry times are randomized.
final class Overload {
  private static final long MESSAGES_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long JOINS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SOONEST_MILLIS = 500;

  private Overload() {}

  /// The refusal of a command that has waited for `waitedNanos`; empty if it goes through.
  static Optional<Refusal> judge(Command command, long waitedNanos) {
    if (waitedNanos <= MESSAGES_NANOS) {
      return Optional.empty();
    }
    boolean isRefused =
        command instanceof Command.Send
            || (command instanceof Command.Join && waitedNanos > JOINS_NANOS);
    return isRefused ? Optional.of(refusal(waitedNanos)) : Optional.empty();
  }

  /// Asks the client to retry after a random time of one to three times the wait, taken as at least
  /// half a second.
  static Refusal refusal(long waitedNanos) {
    long least = Math.max(SOONEST_MILLIS, TimeUnit.NANOSECONDS.toMillis(waitedNanos));
    long spread = ThreadLocalRandom.current().nextLong(2 * least);
    return Refusal.of(Reason.OVERLOADED, "retry_after_ms", least + spread);
  }
}
