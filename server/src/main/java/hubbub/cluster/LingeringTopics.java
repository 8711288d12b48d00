package hubbub.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// The topics of this node that nobody is in, and that wait for somebody to come back. Together
/// they may take a share of the heap; beyond it, those with the least history end first, and among
/// equals the one that has been empty longest. So topics that were only ever opened make room for
/// those in which people talked.
///
/// Any thread; the lock is never held while other code runs.
final class LingeringTopics {
  /// An estimate of what a topic takes besides its messages.
  static final long TOPIC_BYTES = 8 * 1024;

  private static final int LEAST_TOPICS = 1_000;
  private static final int HEAP_SHARE = 16;

  private final TreeSet<Lingering> emptiestFirst =
      new TreeSet<>(
          Comparator.comparingLong(Lingering::bytes).thenComparingLong(Lingering::number));
  private final long mostBytes;
  private long bytes;
  private long added;

  /// Lets them take `mostBytes`.
  LingeringTopics(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// Lets them take a sixteenth of the heap, but at least what 1,000 topics take without messages.
  static LingeringTopics ofThisHeap() {
    return new LingeringTopics(
        Math.max(LEAST_TOPICS * TOPIC_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
  }

  /// One topic that lingers; the `number`th that began to.
  record Lingering(long bytes, long number, Runnable end) {}

  /// Adds a topic whose messages take `messageBytes`, and calls the `end` of each topic that is now
  /// too many.
  Lingering add(long messageBytes, Runnable end) {
    Lingering topic;
    List<Lingering> surplus = new ArrayList<>(0);
    synchronized (this) {
      topic = new Lingering(TOPIC_BYTES + messageBytes, ++added, end);
      emptiestFirst.add(topic);
      bytes += topic.bytes();
      while (bytes > mostBytes && !emptiestFirst.isEmpty()) {
        surplus.add(emptiestFirst.first());
        remove(emptiestFirst.first());
      }
    }
    surplus.forEach(it -> it.end().run());
    return topic;
  }

  /// Removes a topic that has ended or that somebody has joined, if it is still counted.
  synchronized void remove(Lingering topic) {
    if (emptiestFirst.remove(topic)) {
      bytes -= topic.bytes();
    }
  }
}
