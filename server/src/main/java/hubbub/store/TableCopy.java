package hubbub.store;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// What a table says, in memory, and read again after each change. A copy that was asked for
/// earlier than the one here, but comes later, is dropped: it may lack what has changed meanwhile.
/// Any thread.
final class TableCopy<T> {
  private final AtomicLong reloads = new AtomicLong();
  private volatile T latest;

  /// Which copy `latest` is; guarded by the lock.
  private long copied;

  /// Holds `first` until the table has been read.
  TableCopy(T first) {
    latest = first;
  }

  /// The latest copy.
  T latest() {
    return latest;
  }

  /// Copies the table again, as `read` has it. Completes when that counts, or a later copy does.
  CompletionStage<Void> reload(Supplier<CompletionStage<T>> read) {
    long number = reloads.incrementAndGet();
    return read.get().thenAccept(copy -> keep(number, copy));
  }

  private synchronized void keep(long number, T copy) {
    if (number > copied) {
      copied = number;
      latest = copy;
    }
  }
}
