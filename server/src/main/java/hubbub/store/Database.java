package hubbub.store;

import hubbub.logging.ThrottledLog;
import hubbub.topic.port.TopicStore.Unavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/// Runs SQL on the store's own threads. Everything that is kept goes through here.
///
/// Any thread; calls never block. What a stage is given runs on the store's threads, so it must be
/// short or go elsewhere. A stage fails with [Unavailable] if the store is down, or too much waits
/// for it, or it takes longer than [#PATIENCE]; if that was a write, it is unknown whether it
/// happened.
public final class Database {
  /// How long a statement may take, and how long one may wait for its turn.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final ThrottledLog LOG = new ThrottledLog(Database.class);

  private final Lanes lanes;
  private final ScheduledExecutorService timer;
  private final Availability availability;
  private final StoreCounters counters;

  Database(
      Lanes lanes,
      ScheduledExecutorService timer,
      Availability availability,
      StoreCounters counters) {
    this.lanes = lanes;
    this.timer = timer;
    this.availability = availability;
    this.counters = counters;
  }

  /// Some SQL, and what comes of it.
  @FunctionalInterface
  interface Work<T> {
    T run(Handle handle);
  }

  /// The lane for reads and that for writes, which may be the same.
  record Lanes(Lane reads, Lane writes) {}

  /// Runs work that changes nothing. If it has several statements, others may write in between.
  <T> CompletionStage<T> read(Work<T> work) {
    return submit(lanes.reads(), () -> lanes.reads().jdbi().withHandle(work::run));
  }

  /// Runs work in one transaction: all of it or, if it throws, nothing.
  <T> CompletionStage<T> write(Work<T> work) {
    return submit(lanes.writes(), () -> lanes.writes().jdbi().inTransaction(work::run));
  }

  /// Whether the store answered when it was last asked.
  public boolean isUp() {
    return availability.isUp();
  }

  /// How many reads and writes wait for their turn.
  public int waiting() {
    return lanes.reads() == lanes.writes()
        ? lanes.reads().waiting()
        : lanes.reads().waiting() + lanes.writes().waiting();
  }

  private interface Call<T> {
    T run();
  }

  private <T> CompletionStage<T> submit(Lane lane, Call<T> call) {
    if (!availability.isUp()) {
      return CompletableFuture.failedStage(refused("the store is down"));
    }
    CompletableFuture<T> stage = new CompletableFuture<>();
    long latest = System.nanoTime() + PATIENCE.toNanos();
    try {
      lane.execute(() -> run(call, latest, stage));
    } catch (RejectedExecutionException _) {
      stage.completeExceptionally(refused("too much waits for the store, or it is closed"));
    }
    return stage;
  }

  private <T> void run(Call<T> call, long latestNanos, CompletableFuture<T> stage) {
    if (!availability.isUp()) {
      stage.completeExceptionally(refused("the store is down"));
    } else if (latestNanos - System.nanoTime() < 0) {
      stage.completeExceptionally(refused("the store is too slow"));
    } else {
      complete(call, stage);
    }
  }

  /// Whatever is thrown fails the stage, which would never complete otherwise.
  private <T> void complete(Call<T> call, CompletableFuture<T> stage) {
    T result;
    try {
      result = call.run();
    } catch (RuntimeException | Error fault) {
      stage.completeExceptionally(failed(fault));
      return;
    }
    stage.complete(result);
  }

  private Unavailable refused(String why) {
    counters.failures.increment();
    return new Unavailable(why);
  }

  private Throwable failed(Throwable fault) {
    if (fault instanceof Refused) {
      return fault;
    }
    counters.failures.increment();
    var sql = Faults.sqlBehind(fault);
    if (sql.isEmpty()) {
      LOG.error("A bug in Hubbub failed a read or write of the store. Please report it", fault);
      return fault;
    }
    if (Faults.isDisconnect(sql.get())) {
      lost(sql.get());
    } else {
      LOG.warn("The store could not do what it was asked: {}", Faults.lineOf(fault));
    }
    return new Unavailable(Faults.lineOf(fault), sql.get());
  }

  private void lost(Throwable fault) {
    if (availability.lost(fault)) {
      tryLater();
    }
  }

  private void tryLater() {
    try {
      var _ = timer.schedule(this::tryAgain, Availability.RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      // closed
    }
  }

  private void tryAgain() {
    try {
      lanes.writes().execute(this::probe);
    } catch (RejectedExecutionException _) {
      tryLater();
    }
  }

  private void probe() {
    try {
      int _ = lanes.writes().jdbi().withHandle(Database::ask);
      availability.answered();
    } catch (RuntimeException _) {
      tryLater();
    }
  }

  private static int ask(Handle handle) {
    return handle.createQuery("select 1").mapTo(Integer.class).one();
  }
}
