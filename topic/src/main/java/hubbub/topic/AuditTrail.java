package hubbub.topic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// The audit log of a topic that is not registered: its last [#MOST] lines. Confined to the thread
/// of its [TopicState].
final class AuditTrail {
  /// The most lines kept.
  static final int MOST = 200;

  private ArrayDeque<AuditEntry> entries = new ArrayDeque<>(0);
  private long forgotten;

  void add(AuditEntry entry) {
    entries.addLast(entry);
    if (entries.size() > MOST) {
      entries.removeFirst();
      forgotten++;
    }
  }

  void clear() {
    entries = new ArrayDeque<>(0);
  }

  /// Newest first: at most `limit` lines, starting after `after`, the number of a line as text.
  Outcome.Audited page(Optional<String> after, int limit) {
    long before = after.map(AuditTrail::number).orElse(Long.MAX_VALUE);
    List<AuditEntry> page = new ArrayList<>();
    long number = forgotten + entries.size();
    for (Iterator<AuditEntry> newest = entries.descendingIterator(); newest.hasNext(); number--) {
      AuditEntry entry = newest.next();
      if (number < before) {
        if (page.size() >= Math.max(1, limit)) {
          return new Outcome.Audited(page, Optional.of(String.valueOf(number + 1)));
        }
        page.add(entry);
      }
    }
    return new Outcome.Audited(page, Optional.empty());
  }

  /// What is no number is after everything.
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /// The lines, oldest first, and how many came before them.
  TopicImage.Audit image() {
    return new TopicImage.Audit(forgotten, List.copyOf(entries));
  }

  void restore(TopicImage.Audit image) {
    forgotten = image.forgotten();
    entries = new ArrayDeque<>(image.entries());
  }
}
