package hubbub.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that the test moves.
final class TestClock implements InstantSource {
  private final AtomicLong now = new AtomicLong(1_800_000_000_000L);

  void moveTo(long millis) {
    now.set(millis);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now.get());
  }
}
