package hubbub.cluster;

import hubbub.topic.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The latest changes of a topic, for other copies that are a little behind: the last 512, or those
/// whose frames take 256 KiB.
final class Tail {
  private static final int MOST = 512;
  private static final int MOST_BYTES = 256 * 1024;

  private final Deque<Change> changes = new ArrayDeque<>(4);
  private int bytes;

  /// Adds the next change.
  void add(Change change) {
    changes.addLast(change);
    bytes += change.frame().length;
    while (changes.size() > MOST || (bytes > MOST_BYTES && changes.size() > 1)) {
      bytes -= changes.removeFirst().frame().length;
    }
  }

  /// The changes after `rev`, up to the newest, which is `last`; empty if some of them are gone.
  Optional<List<Change>> since(long rev, long last) {
    if (rev == last) {
      return Optional.of(List.of());
    }
    Change oldest = changes.peekFirst();
    if (rev > last || oldest == null || oldest.rev() > rev + 1) {
      return Optional.empty();
    }
    List<Change> missing = new ArrayList<>();
    for (Change change : changes) {
      if (change.rev() > rev) {
        missing.add(change);
      }
    }
    return Optional.of(missing);
  }
}
