package hubbub.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// A few platform threads, as many connections, and a bounded queue of what waits for them. (SQLite
/// blocks its carrier, so virtual threads would gain nothing.) Any thread may add.
final class Lane implements AutoCloseable {
  /// How much may wait.
  static final int MOST_WAITING = 1_000;

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(1);

  private final ThreadPoolExecutor threads;
  private final HikariDataSource connections;
  private final StoreCounters counters;

  /// Made when it is first needed: it has hundreds of classes, and a start needs none. Guarded by
  /// this.
  private @Nullable Jdbi jdbi;

  private Lane(String name, int size, HikariDataSource connections, StoreCounters counters) {
    this.connections = connections;
    this.counters = counters;
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("hubbub-store-" + name + "-", 1).factory());
  }

  /// How a lane is laid out: its threads' name, their number, and SQL that each new connection runs
  /// first, if any.
  record Plan(String name, int size, String prepare) {}

  /// Opens a lane. Blocks until it has a connection.
  static Lane open(Plan plan, DataSource source, StoreCounters counters) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("hubbub-store-" + plan.name());
    config.setDataSource(source);
    config.setMaximumPoolSize(plan.size());
    config.setConnectionTimeout(LONGEST_CONNECT.toMillis());
    config.setInitializationFailTimeout(1);
    if (!plan.prepare().isEmpty()) {
      config.setConnectionInitSql(plan.prepare());
    }
    return new Lane(plan.name(), plan.size(), new HikariDataSource(config), counters);
  }

  /// Runs `task` on one of the threads.
  ///
  /// @throws RejectedExecutionException if too much is waiting, or the lane is closed
  void execute(Runnable task) {
    threads.execute(task);
  }

  synchronized Jdbi jdbi() {
    if (jdbi == null) {
      jdbi = Statements.jdbi(connections, counters);
    }
    return jdbi;
  }

  /// A source of its connections, each to be given back.
  DataSource connections() {
    return connections;
  }

  int waiting() {
    return threads.getQueue().size();
  }

  /// Finishes what waits, for a few seconds at most.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(Database.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.close();
    }
  }
}
