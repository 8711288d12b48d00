package hubbub.handover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A point in time that a later process can measure from, also if the machine's clock was set
/// meanwhile: `nanos` counts from the machine's start, which `boot` names, also while it sleeps.
/// [System#nanoTime] stops then.
///
/// @param boot empty where the system gives no name
record Moment(long epochMillis, long nanos, String boot) {
  private static final Path PROC = Path.of("/proc");

  static Moment now() {
    return now(PROC);
  }

  /// Now, as the files of Linux in `proc` have it (proc(5)).
  static Moment now(Path proc) {
    long epochMillis = System.currentTimeMillis();
    try {
      String uptime = Files.readString(proc.resolve("uptime"));
      double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
      String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      return new Moment(epochMillis, (long) (seconds * TimeUnit.SECONDS.toNanos(1)), boot);
    } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException _) {
      return new Moment(epochMillis, 0, "");
    }
  }

  /// The time from `earlier` to this; empty if it can't be known, because the machine was started
  /// in between and its clock went back.
  Optional<Duration> since(Moment earlier) {
    if (!boot.isEmpty() && boot.equals(earlier.boot) && nanos >= earlier.nanos) {
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
