package hubbub.cluster;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// The clocks of owners and replicas, and their source of chance: all that makes two runs of the
/// same program differ. Any thread.
interface Clocks {
  /// The machine's clocks.
  Clocks SYSTEM =
      new Clocks() {
        @Override
        public long epochMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /// Milliseconds since 1970 UTC; may jump.
  long epochMillis();

  /// Nanoseconds from an arbitrary origin; never goes back.
  long nanos();

  /// For what must differ from node to node, such as when to try again.
  default RandomGenerator chance() {
    return ThreadLocalRandom.current();
  }
}
