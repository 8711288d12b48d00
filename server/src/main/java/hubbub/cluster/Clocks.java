package hubbub.cluster;

/// The clocks of owners and replicas. Any thread.
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
}
