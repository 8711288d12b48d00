package hubbub.store;

import hubbub.identity.AccountStore;
import hubbub.topic.Affiliation;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store of a server: everything that outlives topics, on SQLite or PostgreSQL. Any thread.
public final class Store implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  private static final Duration SWEEP = Duration.ofSeconds(30);
  private static final Duration JITTER = Duration.ofSeconds(5);
  private static final Duration BANS = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final StoreSettings settings;
  private final Opened opened;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("hubbub-store-timer").factory());
  private final Database database;
  private final AuditBuffer audit;
  private final TopicStore topics;
  private final AccountStore accounts;
  private final List<BiConsumer<TopicName, Affiliation>> listeners = new CopyOnWriteArrayList<>();
  private final Sweep sweep;
  private final ServerBans bans;

  Store(StoreSettings settings, Opened opened, ActWriter.Bounds bounds, InstantSource clock) {
    this.settings = settings;
    this.opened = opened;
    database =
        new Database(opened.lanes(), timer, new Availability(settings.place()), opened.counters());
    AuditLog log = new AuditLog(settings.addressesKept());
    audit = new AuditBuffer(database, log, opened.counters());
    topics =
        new SqlTopicStore(
            database,
            opened.names(),
            new ActWriter(log, opened.names(), bounds, clock),
            audit,
            clock);
    accounts = new SqlAccountStore(database, opened.accounts());
    sweep = new Sweep(database, clock, this::tell);
    bans = new ServerBans(database, clock);
    var _ =
        timer.scheduleWithFixedDelay(
            audit::writeOn, RETRY.toMillis(), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    var _ = timer.scheduleWithFixedDelay(this::copyBans, 0, BANS.toMillis(), TimeUnit.MILLISECONDS);
    sweepLater();
  }

  /// While the store is down, the last copy holds.
  private void copyBans() {
    var _ = bans.reload().exceptionally(_ -> null);
  }

  /// Opens the store, and brings its schema to what this server needs. Blocks.
  ///
  /// @throws CannotOpen for what the operator can mend
  public static Store open(StoreSettings settings) throws CannotOpen {
    InstantSource clock = InstantSource.system();
    return new Store(
        settings, Opened.open(settings, Schema.CURRENT), ActWriter.Bounds.DEFAULT, clock);
  }

  /// What topics keep.
  public TopicStore topics() {
    return topics;
  }

  /// Copies the whole store, as it is now, into `file`, which must not exist yet; SQLite only.
  /// Others go on reading and writing meanwhile.
  public CompletionStage<Void> backup(Path file) {
    Dialect dialect = Dialect.of(settings.url()).orElseThrow();
    if (dialect != Dialect.SQLITE) {
      return CompletableFuture.failedStage(
          new IllegalArgumentException("PostgreSQL is backed up by pg_dump"));
    }
    return CompletableFuture.runAsync(
        () -> copyTo(file, dialect),
        task -> {
          Thread _ = Thread.ofPlatform().name("hubbub-store-backup").start(task);
        });
  }

  private void copyTo(Path file, Dialect dialect) {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(file + " exists already");
    }
    try {
      SchemaCopies.copyTo(dialect.connect(settings), file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (SQLException e) {
      throw new IllegalArgumentException(file + ": " + Faults.lineOf(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Who may not use the server at all.
  public ServerBans bans() {
    return bans;
  }

  /// Accounts, and who is signed in.
  public AccountStore accounts() {
    return accounts;
  }

  /// Where reads and writes go.
  public Database database() {
    return database;
  }

  /// What it has done.
  public StoreCounters counters() {
    return opened.counters();
  }

  /// Has `listener` told of each affiliation that has ended, after it was removed: within about
  /// half a minute, on the store's threads. If several servers share the store, one of them is.
  public void onEnded(BiConsumer<TopicName, Affiliation> listener) {
    listeners.add(listener);
  }

  private void tell(TopicName topic, Affiliation ended) {
    listeners.forEach(each -> each.accept(topic, ended));
  }

  private void sweepLater() {
    long delay =
        SWEEP.toMillis()
            + ThreadLocalRandom.current().nextLong(-JITTER.toMillis(), JITTER.toMillis());
    try {
      var _ = timer.schedule(this::sweepNow, delay, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException _) {
      // closed
    }
  }

  private void sweepNow() {
    var _ = sweep().whenComplete((_, _) -> sweepLater());
  }

  /// Removes what has ended now.
  CompletionStage<Integer> sweep() {
    return sweep.run();
  }

  /// Writes what waits, and closes everything. Blocks for a few seconds at most.
  @Override
  public void close() {
    timer.shutdownNow();
    flush();
    long lost = audit.giveUp();
    if (lost > 0) {
      LOG.warn("Lines of the audit log that could not be written before the stop: {}", lost);
    }
    opened.close();
  }

  private void flush() {
    try {
      var _ =
          audit
              .flush()
              .toCompletableFuture()
              .get(Database.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // counted as lost
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
