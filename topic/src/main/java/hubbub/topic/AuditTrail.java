package hubbub.topic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The audit log of a topic that is not registered: its last [#MOST] lines. Confined to the thread
/// of its [TopicState].
final class AuditTrail {
  /// The most lines kept.
  static final int MOST = 200;

  /// Absent while there are none, as in most topics.
  private @Nullable ArrayDeque<AuditEntry> entries;

  private long forgotten;

  void add(AuditEntry entry) {
    ArrayDeque<AuditEntry> all = entries == null ? new ArrayDeque<>() : entries;
    entries = all;
    all.addLast(entry);
    if (all.size() > MOST) {
      all.removeFirst();
      forgotten++;
    }
  }

  /// Puts `pseudonym` in place of a member.
  void erase(MemberId id, String pseudonym) {
    if (entries != null) {
      List<AuditEntry> all = all();
      entries = new ArrayDeque<>(all.size());
      all.forEach(entry -> entries.addLast(entry.without(id, pseudonym)));
    }
  }

  void clear() {
    entries = null;
  }

  /// The lines that `list` asks for, newest first. Its `after` is the number of a line as text.
  Outcome.Audited page(Command.List list) {
    long before = list.after().map(AuditTrail::number).orElse(Long.MAX_VALUE);
    List<AuditEntry> page = new ArrayList<>();
    List<AuditEntry> all = all();
    for (int at = all.size() - 1; at >= 0; at--) {
      AuditEntry entry = all.get(at);
      long number = forgotten + at + 1;
      if (number < before && list.lines().matches(entry)) {
        if (page.size() >= Math.max(1, list.limit())) {
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
    return new TopicImage.Audit(forgotten, all());
  }

  private List<AuditEntry> all() {
    return entries == null ? List.of() : List.copyOf(entries);
  }

  void restore(TopicImage.Audit image) {
    forgotten = image.forgotten();
    entries = image.entries().isEmpty() ? null : new ArrayDeque<>(image.entries());
  }
}
