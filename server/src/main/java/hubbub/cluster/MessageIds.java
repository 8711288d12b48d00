package hubbub.cluster;

import hubbub.topic.port.Ids;
import java.util.concurrent.atomic.AtomicLong;

/// Message ids of one node: the node's number, and a counter that starts from the time at which the
/// node started. So ids are unique across nodes and restarts, and increase. Any thread.
final class MessageIds implements Ids {
  private static final int RADIX = 36;
  private static final int COUNT_BITS = 20;

  private final String prefix;
  private final AtomicLong count;

  MessageIds(int node, long startMillis) {
    this.prefix = Integer.toString(node, RADIX) + "-";
    this.count = new AtomicLong(startMillis << COUNT_BITS);
  }

  @Override
  public String message() {
    return prefix + Long.toString(count.incrementAndGet(), RADIX);
  }
}
