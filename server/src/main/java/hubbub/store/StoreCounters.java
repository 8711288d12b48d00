package hubbub.store;

import java.util.concurrent.atomic.LongAdder;

/// What the store has done since it was opened. Any thread.
public final class StoreCounters {
  final LongAdder statements = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder lost = new LongAdder();

  StoreCounters() {}

  /// Statements run; a batch is one.
  public long statements() {
    return statements.sum();
  }

  /// Reads and writes that failed or were refused, because the store was down, too slow, or asked
  /// too much at once.
  public long failures() {
    return failures.sum();
  }

  /// Lines of the audit log that were lost.
  public long lost() {
    return lost.sum();
  }
}
