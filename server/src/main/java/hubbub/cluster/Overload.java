package hubbub.cluster;

import hubbub.topic.Command;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// What is refused of a topic that does not keep up, by how long a command has waited for it:
///
///     more than 250 ms   messages
///     more than 1 s      joins too
///
/// All else goes through: leaves, reads and moderation are what makes it better. Pure, but for the
/// spreading of when to come again.
final class Overload {
  private static final long MESSAGES_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long JOINS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SOONEST_MILLIS = 500;

  private Overload() {}

  /// Why `command` is refused after it has waited so long, if so.
  static Optional<Refusal> judge(Command command, long waitedNanos) {
    if (waitedNanos <= MESSAGES_NANOS) {
      return Optional.empty();
    }
    boolean isRefused =
        command instanceof Command.Send
            || (command instanceof Command.Join && waitedNanos > JOINS_NANOS);
    return isRefused ? Optional.of(refusal(waitedNanos)) : Optional.empty();
  }

  /// Come again after one to three times as long as the wait, each at another time.
  static Refusal refusal(long waitedNanos) {
    long least = Math.max(SOONEST_MILLIS, TimeUnit.NANOSECONDS.toMillis(waitedNanos));
    long spread = ThreadLocalRandom.current().nextLong(2 * least);
    return Refusal.of(Reason.OVERLOADED, "retry_after_ms", least + spread);
  }
}
