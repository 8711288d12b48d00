package hubbub.store;

import hubbub.identity.AccountStore;
import hubbub.identity.LinkStore;
import hubbub.identity.OperatorAct;
import hubbub.identity.StoreAnswers;
import hubbub.identity.UnavailableNow;
import hubbub.topic.AuditEntry;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store of a server: everything that outlives topics, on SQLite or PostgreSQL. Any thread.
public final class Store implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  private static final Duration SWEEP = Duration.ofSeconds(30);
  private static final Duration JITTER = Duration.ofSeconds(5);
  private static final Duration COPIES = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final StoreSettings settings;
  private final InstantSource clock;
  private final Opened opened;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("hubbub-store-timer").factory());
  private final Database database;
  private final OtherServers others = new OtherServers();
  private final AuditBuffer audit;
  private final OperatorAudit operators;
  private final SqlTopicStore topics;
  private final SqlAccountStore accounts;
  private final PersonalData personalData;
  private final Sweep sweep;
  private final ServerBans bans;
  private final ApiKeys keys;
  private final TokenRevocations revocations;

  Store(StoreSettings settings, Opened opened, ActWriter.Bounds bounds, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.opened = opened;
    database =
        new Database(opened.lanes(), timer, new Availability(settings.place()), opened.counters());
    AuditLog log = new AuditLog(settings.addressesKept());
    Erasures erasures = new Erasures(Dialect.of(settings.url()).orElseThrow());
    audit = new AuditBuffer(database, log, erasures, opened.counters());
    topics =
        new SqlTopicStore(
            database,
            opened.names(),
            new ActWriter(log, erasures, opened.names(), bounds),
            audit,
            others,
            clock);
    operators = new OperatorAudit(log, erasures, clock);
    accounts = new SqlAccountStore(database, opened.accounts(), others, operators);
    personalData =
        new PersonalData(new PersonalData.Parts(database, audit, accounts, erasures), clock);
    sweep = new Sweep(database, clock);
    bans = new ServerBans(database, log, erasures, others, clock);
    keys = new ApiKeys(database, log, others, clock);
    revocations = new TokenRevocations(database, operators);
    var _ =
        timer.scheduleWithFixedDelay(
            audit::writeOn, RETRY.toMillis(), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    var _ = timer.scheduleWithFixedDelay(this::copy, 0, COPIES.toMillis(), TimeUnit.MILLISECONDS);
    sweepLater();
  }

  /// Tells the other servers that share it by `way` from now on.
  public void reach(StoreNews.Way way) {
    others.reach(way);
  }

  /// Another server has told something. Completes when it counts here. Does not block.
  public CompletionStage<?> hear(StoreNews news) {
    return switch (news.kind()) {
      case TOPIC_REGISTERED -> {
        opened.names().add(news.about());
        yield CompletableFuture.completedStage(true);
      }
      case TOPIC_GONE -> topics.goneElsewhere(new TopicName(news.about()));
      case ACCOUNT_CREATED -> {
        opened.accounts().add(news.about());
        yield CompletableFuture.completedStage(true);
      }
      case ACCOUNT_DELETED -> accounts.deletedElsewhere(news.about());
      case BANS_CHANGED -> bans.reload();
      case KEYS_CHANGED -> keys.reload();
    };
  }

  /// Reads again what other servers may have changed between the start of this one and the moment
  /// when it could first hear of it.
  public CompletionStage<?> catchUp() {
    return database
        .read(opened::addNames)
        .thenCompose(_ -> bans.reload())
        .thenCompose(_ -> keys.reload());
  }

  /// While the store is down, the last copies hold.
  private void copy() {
    opened.lock().ifPresent(lock -> Thread.startVirtualThread(lock::renew));
    var _ = bans.reload().exceptionally(_ -> null);
    var _ = revocations.reload(clock.millis()).exceptionally(_ -> null);
    var _ = keys.writeUses().thenCompose(_ -> keys.reload()).exceptionally(_ -> null);
  }

  /// Opens the store, and brings its schema to what this server needs. Whoever is banned from the
  /// server is known from the start, and so are API keys. Blocks.
  ///
  /// @throws CannotOpen for what the operator can mend
  public static Store open(StoreSettings settings) throws CannotOpen {
    Store store = of(settings, Opened.open(settings, Schema.CURRENT));
    try {
      StoreAnswers.await(store.bans.reload());
      StoreAnswers.await(store.keys.reload());
      return store;
    } catch (UnavailableNow e) {
      store.close();
      throw new CannotOpen(Faults.lineOf(e), e);
    }
  }

  /// The same for a command, which has a PostgreSQL for itself until it closes the store. Blocks.
  ///
  /// @throws CannotOpen if servers use a PostgreSQL, too
  public static Store openAlone(StoreSettings settings) throws CannotOpen {
    return of(settings, Opened.openAlone(settings));
  }

  private static Store of(StoreSettings settings, Opened opened) {
    return new Store(settings, opened, ActWriter.Bounds.DEFAULT, InstantSource.system());
  }

  /// The key that turns sites' names of their users into ids: `first`, unless the store has one
  /// already. It stays when the server's secret changes, and all servers that share the store
  /// agree.
  public CompletionStage<byte[]> siteUsersKey(byte[] first) {
    HexFormat hex = HexFormat.of();
    return database
        .write(handle -> Facts.keepFirst(handle, Facts.SITE_USERS_KEY, hex.formatHex(first)))
        .thenApply(hex::parseHex);
  }

  /// A registered topic, and the ids of its owners.
  public record ListedTopic(String name, String title, List<String> owners) {
    public ListedTopic {
      owners = List.copyOf(owners);
    }

    ListedTopic with(List<String> its) {
      return new ListedTopic(name, title, its);
    }
  }

  /// The registered topics by name, from the one after `after` on.
  public CompletionStage<TopicStore.Page<ListedTopic>> registeredTopics(
      Optional<String> after, int limit) {
    return database.read(handle -> RegisteredTopics.page(handle, after, limit, clock.millis()));
  }

  /// What topics keep.
  public TopicStore topics() {
    return topics;
  }

  /// Copies the whole store, as it is now, into `file`, which must not exist yet; SQLite only. If
  /// that fails, there is no file. Blocks for as long as it takes; others go on reading and writing
  /// meanwhile.
  ///
  /// @throws CannotOpen if it cannot be copied
  public void backup(Path file) throws CannotOpen {
    Dialect dialect = Dialect.of(settings.url()).orElseThrow();
    if (dialect != Dialect.SQLITE) {
      throw new CannotOpen("PostgreSQL is backed up by pg_dump");
    }
    try {
      long now = clock.millis();
      PrivateFile.<SQLException>make(
          file,
          it -> {
            SchemaCopies.copyTo(dialect.connect(settings), it);
            stamp(it, now);
          });
    } catch (IOException | SQLException e) {
      throw new CannotOpen("it cannot be copied: " + Faults.lineOf(e), e);
    }
  }

  /// What the store has of single people.
  public PersonalData personalData() {
    return personalData;
  }

  /// Adds a line to the audit log, later: an operator did `act` to `about` (empty: to the store).
  public void auditAct(String act, String about) {
    audit.add(operators.line(new OperatorAct("admin", act, about)));
  }

  /// The lines about the whole server, newest first.
  public CompletionStage<TopicStore.Page<AuditEntry>> serverAudit(TopicStore.AuditPart part) {
    return audit.page(AuditLog.SERVER, part, clock::millis);
  }

  /// Notes in a backup when it was made, for [RestoredStore].
  private static void stamp(Path file, long now) throws SQLException {
    try (Connection connection = DriverManager.getConnection(Dialect.SQLITE.prefix + file);
        PreparedStatement insert =
            connection.prepareStatement(
                "insert or replace into facts (name, value) values (?, ?)")) {
      insert.setString(1, Facts.BACKED_UP_AT);
      insert.setString(2, String.valueOf(now));
      int _ = insert.executeUpdate();
    }
  }

  /// Who may not use the server at all.
  public ServerBans bans() {
    return bans;
  }

  /// The API keys of other programs.
  public ApiKeys keys() {
    return keys;
  }

  /// Tokens that no longer count.
  public TokenRevocations revocations() {
    return revocations;
  }

  /// Accounts, and who is signed in.
  public AccountStore accounts() {
    return accounts;
  }

  /// Links that people can use once or a few times.
  public LinkStore links() {
    return new SqlLinkStore(database, operators);
  }

  /// Where reads and writes go.
  public Database database() {
    return database;
  }

  /// What it has done.
  public StoreCounters counters() {
    return opened.counters();
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
