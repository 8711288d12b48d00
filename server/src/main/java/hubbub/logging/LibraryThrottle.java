package hubbub.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/// Keeps the lines of libraries few: each of their messages has one line a minute, as in a
/// [ThrottledLog], which counts what was left out. Libraries log what clients cause, and do not
/// count. [ServerLog] sets it up; Hubbub's own lines pass. Any thread.
public final class LibraryThrottle extends TurboFilter {
  private static final String OURS = "hubbub";

  private final ThrottledLog log;

  /// For Logback.
  public LibraryThrottle() {
    this(new ThrottledLog(LibraryThrottle.class));
  }

  LibraryThrottle(ThrottledLog log) {
    this.log = log;
  }

  /// Called for each line before it is made. Without a `format`, the caller only asks whether the
  /// level is on.
  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    boolean isLine =
        format != null
            && level.isGreaterOrEqual(logger.getEffectiveLevel())
            && !logger.getName().startsWith(OURS);
    return isLine && !log.count(logger.getName() + ": " + format)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
