package hubbub.gateway;

import java.time.Duration;

/// How patient the server is with a connection. `idle`: without a byte from the client. `stalled`:
/// with bytes for the client of which it takes none. `closing`: for the client's answer to a close.
public record Limits(Duration idle, Duration stalled, Duration closing) {
  /// What clients in the wild are used to.
  public static final Limits DEFAULT =
      new Limits(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(1));
}
