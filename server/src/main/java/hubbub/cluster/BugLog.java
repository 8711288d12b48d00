package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs bugs that clients can cause as often as they like: per kind of topic one a minute, with its
/// stack trace, and with how many were left out since the one before. Any thread.
final class BugLog {
  private static final Logger LOG = LoggerFactory.getLogger(BugLog.class);
  private static final long PACE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Time time;
  private final Map<String, Line> lines = new HashMap<>();

  private record Line(long atNanos, long leftOut) {}

  BugLog(Time time) {
    this.time = time;
  }

  /// Logs a bug that `topic` met during `what`, of which nothing was applied.
  synchronized void add(TopicName topic, String what, Throwable bug) {
    long now = time.nanos();
    Line before = lines.get(topic.kind());
    if (before != null && now - before.atNanos() < PACE_NANOS) {
      lines.put(topic.kind(), new Line(before.atNanos(), before.leftOut() + 1));
      return;
    }
    lines.put(topic.kind(), new Line(now, 0));
    long leftOut = before == null ? 0 : before.leftOut();
    LOG.error(
        "{}: a bug during {}, of which nothing was applied; the topic goes on. {} more in topics"
            + " of this kind since the last such line",
        topic,
        what,
        leftOut,
        bug);
  }
}
