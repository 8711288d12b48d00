package hubbub.cluster;

import hubbub.fanout.Log;
import hubbub.fanout.Logs;
import hubbub.fanout.TopicLogs;
import hubbub.protocol.EventWriter;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Body;
import hubbub.topic.Command;
import hubbub.topic.Event;
import hubbub.topic.KindSettings;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Newcomers;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.extension.ExtensionContext;
import hubbub.topic.extension.Slot;
import hubbub.topic.extension.TopicExtension;
import hubbub.topic.port.Encoding;
import hubbub.topic.port.NoTopicStore;
import hubbub.topic.port.TopicStore;
import hubbub.topic.port.Topics.Attachment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// A node for tests, on its own loops, with bugs on demand. Its logs and frames are readable by the
/// test, or the production ones.
final class OneNode implements AutoCloseable, Logs, Encoding, Clocks {
  static final long LINGER_MILLIS = 300;

  /// Registered topics of this kind keep their history for an hour while nobody is there.
  static final String KEEPING = "archive";

  private static final Set<String> CLUMSY = Set.of("clumsy", "awkward");

  private final Map<TopicName, MemoryLog> logs = new ConcurrentHashMap<>();
  private final AtomicInteger topics = new AtomicInteger();
  private final AtomicInteger members = new AtomicInteger();
  private volatile Consumer<Event.Told> whenEncoding = _ -> {};
  private volatile Consumer<TopicName> whenOpening = _ -> {};
  private volatile Consumer<Runnable> way = Runnable::run;
  private volatile boolean isClockBroken;
  private volatile int mostBirths = Integer.MAX_VALUE;
  private volatile String unwanted = "";
  private final AtomicInteger births = new AtomicInteger();
  private final AtomicLong aheadNanos = new AtomicLong();
  private final AtomicLong setMillis = new AtomicLong();
  private volatile Logs opened = this::memoryLog;
  private volatile Encoding encoding = (_, seq, _, event) -> utf8(seq + " " + event);
  private final List<ScheduledExecutorService> loops = TestLoops.two();
  private final Cluster cluster;

  OneNode() {
    this(LINGER_MILLIS, "room", "buggy", "quiz");
  }

  /// A node whose topics linger for that long and are of those kinds; `buggy` has bugs on demand.
  OneNode(long lingerMillis, String... kinds) {
    this(new NoTopicStore(), lingerMillis, kinds);
  }

  /// A node of a cluster.
  OneNode(Cluster.Joining joining, TopicStore store) {
    this(Optional.of(joining), store, LINGER_MILLIS, "room", "buggy", "quiz");
  }

  OneNode(TopicStore store, long lingerMillis, String... kinds) {
    this(Optional.empty(), store, lingerMillis, kinds);
  }

  private OneNode(
      Optional<Cluster.Joining> joining, TopicStore store, long lingerMillis, String... kinds) {
    Map<String, ClusterSettings.Kind> served = new HashMap<>();
    for (String kind : kinds) {
      Optional<TopicExtension> extension =
          kind.equals("buggy") ? Optional.of(new Buggy()) : Optional.empty();
      long kept = kind.equals(KEEPING) ? Duration.ofHours(1).toMillis() : 0;
      served.put(kind, new ClusterSettings.Kind(settings(kept, lingerMillis), extension));
    }
    cluster =
        Cluster.start(
            new ClusterSettings(
                served,
                this,
                (topic, epoch, seq) -> utf8("epoch " + epoch + " after " + seq),
                this,
                loops,
                new Births(),
                store,
                (_, prefix) -> "tag-of-" + prefix),
            joining,
            new Cluster.Seams(this, Detour::new));
  }

  /// Limits births, if the test wants it.
  private final class Births implements Newcomers {
    @Override
    public long waitMillis(TopicName topic, AddressPrefix from, long nowNanos) {
      return 0;
    }

    @Override
    public void came(TopicName topic, AddressPrefix from, long nowNanos) {}

    @Override
    public long birthWaitMillis(AddressPrefix from, long nowNanos) {
      return births.get() < mostBirths ? 0 : 1_000;
    }

    @Override
    public void founded(AddressPrefix from, long nowNanos) {
      births.incrementAndGet();
    }

    @Override
    public Optional<Refusal> judgeNick(Command.Join join, Snapshot topic, long nowNanos) {
      return join.nick().value().equals(unwanted)
          ? Optional.of(Refusal.of(Reason.BAD_NICK))
          : Optional.empty();
    }
  }

  /// Lets nobody have that nick.
  void refuseNick(String nick) {
    unwanted = nick;
  }

  /// Lets no more topics be founded than that.
  void limitBirths(int most) {
    mostBirths = most;
  }

  /// How many topics were founded that have their owner here.
  int births() {
    return births.get();
  }

  /// A member joins from an address.
  Ear joinFrom(AddressPrefix from, TopicName topic, String member) {
    Ear ear = new Ear();
    Command.Join join =
        new Command.Join(
            new MemberId(member),
            new Nick(member, member, member),
            Rank.GUEST,
            Optional.empty(),
            Optional.of(from));
    Attachment _ = cluster.join(topic, cluster.nextMembership(), join, ear);
    return ear;
  }

  /// Routes each attach request through the detour that a test has set. Whichever thread lets it
  /// continue, it continues on the topic's loop.
  private final class Detour implements Placement {
    private final Placement home;

    Detour(Placement home) {
      this.home = home;
    }

    @Override
    public void attach(TopicName topic, TopicCopy replica) {
      way.accept(() -> cluster.homeOf(topic).execute(() -> home.attach(topic, replica)));
    }

    @Override
    public void holds(TopicName topic, TopicCopy replica) {
      home.holds(topic, replica);
    }

    @Override
    public void drops(TopicName topic) {
      home.drops(topic);
    }

    @Override
    public void refused(TopicName topic, Refusal refusal) {
      home.refused(topic, refusal);
    }

    @Override
    public void unreadable(TopicName topic) {
      home.unreadable(topic);
    }

    @Override
    public CompletionStage<Void> ready() {
      return home.ready();
    }

    @Override
    public CompletionStage<Void> stop() {
      return home.stop();
    }
  }

  private static KindSettings settings(long keptMillis, long lingerMillis) {
    KindSettings usual = KindSettings.DEFAULT;
    return new KindSettings(
        usual.history(),
        usual.historyBytes(),
        keptMillis,
        lingerMillis,
        usual.listed(),
        usual.found(),
        usual.founderRank(),
        usual.succession(),
        usual.keywords(),
        usual.presenceLimit(),
        OptionalInt.empty(),
        usual.maxBody(),
        usual.surge(),
        usual.ranks());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(20));
  }

  Cluster cluster() {
    return cluster;
  }

  /// A kind whose extension throws on joins by `clumsy` or `awkward`, on removals, and on most
  /// commands.
  private static final class Buggy implements TopicExtension {
    private static final Slot<String> HELD = Slot.lasting("held", String.class);

    @Override
    public String kind() {
      return "buggy";
    }

    @Override
    public List<Slot<?>> slots() {
      return List.of(HELD);
    }

    @Override
    public Optional<Refusal> joining(ExtensionContext context) {
      if (context.member().filter(it -> CLUMSY.contains(it.nick())).isPresent()) {
        throw new IllegalStateException("a bug, as this test wants it");
      }
      return Optional.empty();
    }

    @Override
    public Outcome command(ExtensionContext context, Command.Custom command) {
      return switch (command.event()) {
        case "bow" -> Outcome.OK;
        case "hold" -> {
          context.assigns(context.membership().orElseThrow()).put(HELD, "a burden");
          yield Outcome.OK;
        }
        case "recurse" -> command(context, command);
        case "miss_a_class" -> throw new NoClassDefFoundError("as this test wants it");
        case "assert" -> throw new AssertionError("as this test wants it");
        case "exhaust" -> throw new OutOfMemoryError("as this test wants it");
        case "answer_nothing" -> nothing();
        default -> throw new IllegalStateException("a bug, as this test wants it");
      };
    }

    /// What an author returns who does not check for null.
    @SuppressWarnings("NullAway")
    private static Outcome nothing() {
      return null;
    }

    @Override
    public void onRemoved(String name, Object value) {
      throw new IllegalStateException("a bug, as this test wants it");
    }
  }

  /// A topic that nobody has joined yet.
  TopicName newTopic() {
    return newTopic("room");
  }

  TopicName newTopic(String kind) {
    return new TopicName(kind + ":" + topics.incrementAndGet());
  }

  MemoryLog log(TopicName topic) {
    MemoryLog log = logs.get(topic);
    if (log == null) {
      throw new IllegalStateException("no log of " + topic);
    }
    return log;
  }

  /// Uses the production logs and frames from now on.
  void beAsInTheProduct() {
    opened = new TopicLogs();
    encoding = new EventWriter();
  }

  /// Runs `bug` whenever a told event is encoded, by the owner that decided it or by evolving a
  /// tombstone.
  void whenEncoding(Consumer<Event.Told> bug) {
    whenEncoding = bug;
  }

  /// Runs `bug` whenever a log is opened.
  void whenOpening(Consumer<TopicName> bug) {
    whenOpening = bug;
  }

  /// Routes each attach request through `detour`, which is given what lets it continue.
  void whenAttaching(Consumer<Runnable> detour) {
    way = detour;
  }

  /// Waits until the topic's loop has finished what it was given.
  void awaitHome(TopicName topic) {
    CompletableFuture.runAsync(() -> {}, cluster.homeOf(topic)).join();
  }

  /// Waits until the topic's loop has also done what followed from that, and from that again.
  void settle(TopicName topic) {
    for (int i = 0; i < 20; i++) {
      awaitHome(topic);
    }
  }

  /// Advances the clocks.
  void pass(Duration time) {
    aheadNanos.addAndGet(time.toNanos());
  }

  /// Sets the clock that says what time it is, by so much.
  void setClock(Duration by) {
    setMillis.addAndGet(by.toMillis());
  }

  void breakClock(boolean isBroken) {
    isClockBroken = isBroken;
  }

  /// A test's membership: its handle, and its recorded calls.
  record Seat(MembershipId id, MemberId member, Ear ear, Attachment attachment) {
    void send(long number, Command command) {
      attachment.send(number, command);
    }

    void say(long number, String body) {
      send(number, say(body));
    }

    static Command.Send say(String body) {
      return new Command.Send(new Body(body), Optional.empty(), Optional.empty(), List.of());
    }

    Seat awaitJoined() {
      ear.awaitJoined();
      return this;
    }
  }

  /// A new member asks to join.
  Seat join(TopicName topic) {
    return join(topic, "m" + members.incrementAndGet(), new Ear());
  }

  /// A member joins, again while this node is out of touch with the others for a moment.
  Seat joined(TopicName topic, String member) {
    Ear ear = new Ear();
    Seat seat = join(topic, member, ear);
    await().until(() -> ear.has(Ear.Heard.Joined.class) || ear.has(Ear.Heard.Refused.class));
    if (ear.has(Ear.Heard.Joined.class)) {
      return seat;
    }
    Refusal refusal = ear.all(Ear.Heard.Refused.class).findFirst().orElseThrow().refusal();
    if (refusal.reason() != Reason.UNAVAILABLE) {
      throw new AssertionError(member + " was refused: " + refusal);
    }
    return joined(topic, member);
  }

  Seat join(TopicName topic, String member, Ear ear) {
    return join(topic, member, ear, Optional.empty());
  }

  Seat join(TopicName topic, String member, Ear ear, Optional<String> password) {
    return join(topic, joinOf(member, Rank.GUEST, password), ear);
  }

  /// A member joins whose account has that rank.
  Seat join(TopicName topic, String member, Rank rank, Ear ear) {
    return join(topic, joinOf(member, rank, Optional.empty()), ear);
  }

  private Seat join(TopicName topic, Command.Join join, Ear ear) {
    MembershipId id = cluster.nextMembership();
    return new Seat(id, join.member(), ear, cluster.join(topic, id, join, ear));
  }

  /// A guest's join, with its id as its nick.
  static Command.Join joinOf(String member) {
    return joinOf(member, Rank.GUEST, Optional.empty());
  }

  private static Command.Join joinOf(String member, Rank rank, Optional<String> password) {
    return new Command.Join(new MemberId(member), new Nick(member, member, member), rank, password);
  }

  @Override
  public Log open(TopicName topic, KindSettings settings) {
    whenOpening.accept(topic);
    return opened.open(topic, settings);
  }

  private Log memoryLog(TopicName topic, KindSettings settings) {
    MemoryLog log = new MemoryLog();
    logs.put(topic, log);
    return log;
  }

  @Override
  public byte[] frame(TopicName topic, long seq, long at, Event.Told event) {
    whenEncoding.accept(event);
    return encoding.frame(topic, seq, at, event);
  }

  @Override
  public long epochMillis() {
    if (isClockBroken) {
      throw new IllegalStateException("the clock is broken, as this test wants it");
    }
    return System.currentTimeMillis() + setMillis.get() + aheadNanos.get() / 1_000_000;
  }

  @Override
  public long nanos() {
    return System.nanoTime() + aheadNanos.get();
  }

  @Override
  public void close() {
    loops.forEach(ScheduledExecutorService::shutdownNow);
  }
}
