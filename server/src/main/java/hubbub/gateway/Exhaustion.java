package hubbub.gateway;

import hubbub.logging.ThrottledLog;

/// Reports that something of the machine is exhausted: a line a minute, however many connections it
/// meets. Any thread.
final class Exhaustion {
  private static final ThrottledLog LOG = new ThrottledLog(Exhaustion.class);

  private Exhaustion() {}

  /// Netty, or the JVM, has no memory left for a connection's bytes.
  static void ofMemory() {
    LOG.warn(
        "Out of {}: closing the connections that need more. JAVA_OPTS=-Xmx… gives Hubbub more",
        "memory");
  }
}
