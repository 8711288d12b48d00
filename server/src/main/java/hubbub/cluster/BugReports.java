package hubbub.cluster;

import hubbub.logging.ThrottledLog;
import hubbub.topic.TopicName;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Counts, logs and remembers the bugs in one topic's owner, and says what they cost.
record BugReports(Node node, TopicName topic, ScheduledExecutorService loop) {
  private static final ThrottledLog BUGS = new ThrottledLog(BugReports.class);
  private static final long MEMORY_NANOS = Crashes.MEMORY_NANOS + TimeUnit.SECONDS.toNanos(1);

  /// A bug during `what` that cost the topic nothing.
  void harmless(Throwable bug, String what) {
    node.counters().failed();
    BUGS.error(topic + ": a bug during " + what + " was undone; the topic continues", bug);
  }

  /// A bug during `what` that ends the reign.
  ///
  /// @return whether the state is lost with it
  boolean endReign(OwnerBug ownerBug, String what) {
    boolean isLost = node.crashes().add(topic, ownerBug.isStateBad());
    if (isLost) {
      node.counters().crashed();
      BUGS.error(
          topic + ": a bug during " + what + " lost its state; its members rejoin automatically",
          ownerBug.bug());
    } else {
      node.counters().failed();
      BUGS.error(
          topic + ": a bug during " + what + " was undone; members notice nothing", ownerBug.bug());
    }
    var _ = loop.schedule(node.crashes()::sweep, MEMORY_NANOS, TimeUnit.NANOSECONDS);
    return isLost;
  }
}
