package hubbub.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Goes round the topics of a home after nodes have come or gone, and has as many nodes keep a copy
/// of each as must: a few topics at a time, since neither those in which somebody waits for an
/// answer nor the loop's sockets are to wait for this. Confined to the shard's loop.
final class CopyRound {
  private static final int AT_A_TIME = 64;
  private static final int MOST_UNDER_WAY = 8;
  private static final long PAUSE_MILLIS = 10;

  /// A copy that takes longer than this is not waited for.
  private static final int MOST_PAUSES = 500;

  private final ScheduledExecutorService loop;
  private final Queue<Copies> left = new ArrayDeque<>(0);
  private final List<Copies> underWay = new ArrayList<>(0);
  private @Nullable Future<?> next;
  private int pauses;

  CopyRound(ScheduledExecutorService loop) {
    this.loop = loop;
  }

  /// Begins with these topics, in place of what was left of an earlier round.
  void begin(Collection<Copies> topics) {
    if (next != null) {
      next.cancel(false);
    }
    left.clear();
    left.addAll(topics);
    goOnAfter(0);
  }

  private void goOnAfter(long millis) {
    next = loop.schedule(this::goOn, millis, TimeUnit.MILLISECONDS);
  }

  private void goOn() {
    underWay.removeIf(it -> !it.isBeingCopied());
    if (pauses > MOST_PAUSES) {
      underWay.clear();
    }
    pauses = underWay.size() < MOST_UNDER_WAY ? 0 : pauses + 1;
    for (int i = 0; i < AT_A_TIME && underWay.size() < MOST_UNDER_WAY && !left.isEmpty(); i++) {
      Copies topic = left.remove();
      topic.check();
      if (topic.isBeingCopied()) {
        underWay.add(topic);
      }
    }
    if (!left.isEmpty()) {
      goOnAfter(underWay.size() < MOST_UNDER_WAY ? 0 : PAUSE_MILLIS);
    }
  }
}
