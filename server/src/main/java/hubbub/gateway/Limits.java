package hubbub.gateway;

import java.time.Duration;

/// Timeouts of a connection. `idle`: nothing received from the client. `stalled`: bytes are waiting
/// and the client takes none. `closing`: how long to wait for the client to answer a close.
public record Limits(Duration idle, Duration stalled, Duration closing) {
  /// What clients in the wild expect.
  public static final Limits DEFAULT =
      new Limits(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(1));
}
