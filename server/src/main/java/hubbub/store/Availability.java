package hubbub.store;

import hubbub.logging.ThrottledLog;
import java.util.concurrent.atomic.AtomicBoolean;

/// Whether the store answers. While it does not, reads and writes fail at once, and one connection
/// is tried every [#RETRY_MILLIS]. Any thread.
///
///     up ── a connection was lost ──▶ down ── a statement worked ──▶ up
final class Availability {
  static final long RETRY_MILLIS = 500;

  private static final ThrottledLog LOG = new ThrottledLog(Availability.class);

  private final String place;
  private final AtomicBoolean isDown = new AtomicBoolean();

  /// `place` is how the log names the store.
  Availability(String place) {
    this.place = place;
  }

  boolean isUp() {
    return !isDown.get();
  }

  /// Records that there is no connection.
  ///
  /// @return whether there was one until now: the caller must see to it that it is tried again
  boolean lost(Throwable fault) {
    boolean isNews = isDown.compareAndSet(false, true);
    if (isNews) {
      LOG.warn(
          "The store does not answer: {}. Chat goes on; what must be kept is refused until it does",
          place + ": " + Faults.lineOf(fault));
    }
    return isNews;
  }

  /// Records that a statement worked.
  void answered() {
    if (isDown.compareAndSet(true, false)) {
      LOG.warn("The store answers again: {}", place);
    }
  }
}
