package hubbub.store;

import hubbub.logging.ThrottledLog;
import hubbub.topic.AuditEntry;
import hubbub.topic.port.TopicStore;
import hubbub.topic.port.TopicStore.Page;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/// Lines of the audit log that wait to be written. One batch is written at a time, with all that
/// has gathered since the last one. Lines that cannot be written wait for the next [#writeOn];
/// those for which there is no room are dropped and counted. Any thread; one lock, never held while
/// SQL runs.
final class AuditBuffer {
  /// How many lines may wait.
  static final int MOST_WAITING = 10_000;

  /// How many lines one batch has at most.
  static final int BATCH = 1_000;

  private static final ThrottledLog LOG = new ThrottledLog(AuditBuffer.class);

  private final Database database;
  private final AuditLog audit;
  private final Erasures erasures;
  private final StoreCounters counters;
  private final Deque<AuditLog.Line> waiting = new ArrayDeque<>();
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

  AuditBuffer(Database database, AuditLog audit, Erasures erasures, StoreCounters counters) {
    this.database = database;
    this.audit = audit;
    this.erasures = erasures;
    this.counters = counters;
  }

  void add(AuditLog.Line line) {
    boolean hasRoom;
    synchronized (this) {
      hasRoom = waiting.size() < MOST_WAITING;
      if (hasRoom) {
        waiting.add(line);
      }
    }
    if (!hasRoom) {
      counters.lost.increment();
      LOG.warn(
          "Lines of the audit log are dropped, since {} of them wait for the store already",
          String.valueOf(MOST_WAITING));
    } else if (database.isUp()) {
      writeOn();
    }
  }

  /// Writes what waits. The stage completes when nothing waits any more, or writing failed.
  CompletionStage<Void> flush() {
    writeOn();
    synchronized (this) {
      return writing;
    }
  }

  /// The newest lines of a topic, or of [AuditLog#SERVER], with those that waited when it was
  /// asked: whoever bans somebody and then looks sees the ban.
  CompletionStage<Page<AuditEntry>> page(
      String topic, TopicStore.AuditPart part, LongSupplier now) {
    return flush()
        .thenCompose(
            _ -> database.read(handle -> AuditLog.page(handle, topic, part, now.getAsLong())));
  }

  /// Counts what still waits as lost; returns how much that was.
  synchronized int giveUp() {
    int left = waiting.size();
    counters.lost.add(left);
    waiting.clear();
    return left;
  }

  /// Begins to write what waits, unless that is under way.
  void writeOn() {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    synchronized (this) {
      if (!writing.isDone() || waiting.isEmpty()) {
        return;
      }
      writing = mine;
    }
    writeBatch(mine);
  }

  private void writeBatch(CompletableFuture<Void> mine) {
    List<AuditLog.Line> batch = take();
    if (batch.isEmpty()) {
      mine.complete(null);
      return;
    }
    var _ =
        database
            .write(handle -> {
              audit.add(handle, erasures.withPseudonyms(handle, batch));
              return true;
            })
            .whenComplete((isWritten, _) -> {
              if (isWritten != null) {
                writeBatch(mine);
              } else {
                putBack(batch);
                mine.complete(null);
              }
            });
  }

  /// The next batch. If there is none, then the next line that comes begins to write again.
  private synchronized List<AuditLog.Line> take() {
    List<AuditLog.Line> batch = new ArrayList<>();
    while (!waiting.isEmpty() && batch.size() < BATCH) {
      batch.add(waiting.remove());
    }
    if (batch.isEmpty()) {
      writing = CompletableFuture.completedFuture(null);
    }
    return batch;
  }

  private synchronized void putBack(List<AuditLog.Line> batch) {
    batch.reversed().forEach(waiting::addFirst);
  }
}
