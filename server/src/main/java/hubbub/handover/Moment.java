package hubbub.handover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A point in time that a later process can measure from, also if the machine's clock was set
/// meanwhile: `nanos` counts from the machine's start, which `boot` names.
///
/// @param boot empty where the system gives no name
record Moment(long epochMillis, long nanos, String boot) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  static Moment now() {
    return new Moment(System.currentTimeMillis(), System.nanoTime(), bootId());
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /// The time from `earlier` to this; empty if it can't be known, because the machine was started
  /// in between and its clock went back.
  Optional<Duration> since(Moment earlier) {
    if (!boot.isEmpty() && boot.equals(earlier.boot)) {
      return Optional.of(Duration.ofNanos(nanos - earlier.nanos));
    }
    return Optional.of(Duration.ofMillis(epochMillis - earlier.epochMillis))
        .filter(age -> !age.isNegative());
  }

  /// How far the machine's clock was set forward since `earlier`, which was `age` ago; negative for
  /// back, 0 if it only went a little fast or slow.
  long clockSetMillis(Moment earlier, Duration age) {
    long set = epochMillis - earlier.epochMillis - age.toMillis();
    return Math.abs(set) < TimeUnit.SECONDS.toMillis(2) ? 0 : set;
  }
}
