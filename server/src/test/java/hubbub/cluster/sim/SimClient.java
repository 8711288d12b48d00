package hubbub.cluster.sim;

import hubbub.cluster.sim.History.Act;
import hubbub.cluster.sim.History.Kind;
import hubbub.cluster.sim.SimCluster.SimNode;
import hubbub.topic.Body;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Moderation;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Standing;
import hubbub.topic.Title;
import hubbub.topic.TopicName;
import hubbub.topic.port.Subscriber;
import hubbub.topic.port.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A person in one topic, with one connection at a time. When that breaks, or the membership ends, it
/// comes back, perhaps through another node, and asks again for what has not been answered, by the
/// same nonce. Like a session, it asks for nothing before it has joined.
///
///     away ── come ──▶ joining ── joined ──▶ here ── leave ──▶ away
///       ▲                 └── refused ──┐      └── ended, or the node is gone ──┐
///       └────────────── after a while ◀─┴──────────────────────────────────────┘
final class SimClient {
  private static final long LEAST_ABSENCE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MOST_ABSENCE = TimeUnit.SECONDS.toNanos(2);
  private static final long LEAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(300);

  /// Nobody waits for longer for an answer to a join or a message.
  private static final long MOST_WAITING = TimeUnit.MILLISECONDS.toNanos(5_300);

  private static final long MOST_PATIENCE = TimeUnit.SECONDS.toNanos(3);

  private final String name;
  private final TopicName topic;
  private final SimCluster cluster;
  private final SimScheduler scheduler;
  private final History history;
  private final SimTrace trace;
  private final RandomGenerator chance;
  private final SimReader reader;
  private final Map<String, Act> unanswered = new LinkedHashMap<>();
  private @Nullable Seat seat;
  private boolean isWanted;

  /// A person of that name, who is in no topic yet.
  SimClient(String name, TopicName topic, SimRun run) {
    this.name = name;
    this.topic = topic;
    this.cluster = run.cluster();
    this.scheduler = run.scheduler();
    this.history = run.history();
    this.trace = run.trace();
    this.chance = scheduler.chance();
    this.reader = new SimReader(history.stream(name, topic));
  }

  String name() {
    return name;
  }

  TopicName topic() {
    return topic;
  }

  MemberId member() {
    return new MemberId(name);
  }

  SimReader reader() {
    return reader;
  }

  /// What it has asked for and not been answered.
  List<Act> unanswered() {
    return List.copyOf(unanswered.values());
  }

  /// Its membership, if it has joined.
  Optional<MembershipId> membership() {
    return Optional.ofNullable(seat).filter(it -> it.isJoined).map(it -> it.id);
  }

  /// The node through which it is in the topic, or is joining.
  Optional<SimNode> node() {
    return Optional.ofNullable(seat).map(it -> it.node);
  }

  /// Whether it wants to be in the topic.
  boolean isWanted() {
    return isWanted;
  }

  /// Joins, and comes back whenever it is thrown out.
  void come() {
    if (!isWanted) {
      isWanted = true;
      connect();
    }
  }

  private void connect() {
    if (!isWanted || seat != null) {
      return;
    }
    List<SimNode> nodes = cluster.alive().stream().filter(SimNode::isRunning).toList();
    if (nodes.isEmpty()) {
      comeAgain();
      return;
    }
    Seat next = new Seat(nodes.get(chance.nextInt(nodes.size())));
    seat = next;
    next.join();
    checkConnection(next);
  }

  private void comeAgain() {
    scheduler.after(LEAST_ABSENCE + chance.nextLong(MOST_ABSENCE), this::connect);
  }

  /// Notices after a while that the node is gone, or does not answer.
  private void checkConnection(Seat its) {
    scheduler.after(
        LEAST_PATIENCE + chance.nextLong(MOST_PATIENCE),
        () -> {
          if (its.equals(seat)) {
            if (its.node.isRunning()) {
              checkConnection(its);
            } else {
              drop(Command.How.LOST);
            }
          }
        });
  }

  /// Its connection breaks; it comes back.
  void drop(Command.How how) {
    Seat its = seat;
    if (its != null) {
      its.leave(how);
      forget(its);
      comeAgain();
    }
  }

  /// Leaves, and does not come back by itself. What it has asked for does not matter to it any
  /// more.
  void leave() {
    isWanted = false;
    unanswered.clear();
    if (seat != null) {
      seat.leave(Command.How.LEFT);
      forget(seat);
    }
  }

  private static boolean isForNow(Outcome outcome) {
    return outcome instanceof Outcome.Refused it && it.refusal().reason() == Reason.UNAVAILABLE;
  }

  private void forget(Seat its) {
    if (its.equals(seat)) {
      reader.stop();
      seat = null;
    }
  }

  /// Says something that nobody has said.
  void say(String text) {
    ask(Kind.MESSAGE, text);
  }

  /// Sets the title to one that the topic never had.
  void title(String text) {
    ask(Kind.TITLE, text);
  }

  private void ask(Kind kind, String text) {
    if (isWanted) {
      Act act = history.act(topic, kind, text, scheduler.now());
      unanswered.put(text, act);
      if (seat != null && seat.isJoined) {
        seat.ask(act);
      }
    }
  }

  /// Looks at the history.
  void read() {
    if (seat != null && seat.isJoined) {
      seat.send(new Command.History(Long.MAX_VALUE, 20), Optional.empty());
    }
  }

  /// Falls behind the log.
  void lag() {
    if (seat != null && seat.isJoined) {
      reader.lag();
    }
  }

  /// Asks for what a new member gets.
  void resync() {
    if (seat != null && seat.isJoined) {
      reader.lag();
      seat.call(Topics.Attachment::resync);
    }
  }

  /// One membership. Calls to it count only as long as it is the client's.
  private final class Seat implements Subscriber {
    private final SimNode node;
    private final SimLoop connection;
    private final MembershipId id;
    private final Map<Long, Optional<Act>> sent = new LinkedHashMap<>();
    private Topics.@Nullable Attachment attachment;
    private boolean isJoined;
    private boolean isOver;
    private long numbers;

    Seat(SimNode node) {
      this.node = node;
      this.connection = new SimLoop(node.machine(), scheduler);
      this.id = node.software().topics().nextMembership();
    }

    void join() {
      trace.add(name + " joins " + topic + " through " + node);
      Command.Join join =
          new Command.Join(member(), new Nick(name, name, name), Rank.GUEST, Optional.empty());
      connection.execute(() -> attachment = node.software().topics().join(topic, id, join, this));
      expect(() -> isJoined, "to join");
    }

    void call(Consumer<Topics.Attachment> call) {
      connection.execute(() -> {
        Topics.Attachment its = attachment;
        if (its != null) {
          call.accept(its);
        }
      });
    }

    void leave(Command.How how) {
      trace.add(name + " is gone from " + node + ": " + how);
      isOver = true;
      call(it -> it.leave(how));
    }

    void ask(Act act) {
      act.asked(id);
      trace.add(name + " asks for " + act);
      switch (act.kind()) {
        case MESSAGE ->
            send(
                new Command.Send(
                    new Body(act.text()), Optional.of(act.text()), Optional.empty(), List.of()),
                Optional.of(act));
        case TITLE -> send(new Command.SetTitle(new Title(act.text())), Optional.of(act));
      }
    }

    void send(Command command, Optional<Act> act) {
      long number = ++numbers;
      sent.put(number, act);
      act.filter(Act::hasNonce)
          .ifPresent(it -> expect(() -> !sent.containsKey(number), "to be answered for " + it));
      call(it -> it.send(number, command));
    }

    private void expect(BooleanSupplier isDone, String what) {
      long since = scheduler.now();
      scheduler.after(
          MOST_WAITING,
          () -> {
            if (isMine() && !isDone.getAsBoolean() && node.machine().hasRunSince(since)) {
              history.complain(name + " waits for too long " + what);
            }
          });
    }

    private boolean isMine() {
      if (isOver) {
        return false;
      }
      return this.equals(seat);
    }

    private void end(String why) {
      if (isMine()) {
        trace.add(name + ": " + why);
        forget(this);
        comeAgain();
      }
    }

    @Override
    public void joined(Entered entered, long after) {
      if (isJoined) {
        history.complain(name + " joined twice");
      }
      isJoined = true;
      if (isMine()) {
        trace.add(name + " has joined through " + node + " at " + entered.snapshot().seq());
        reader.join(entered.start(), after);
        unanswered().forEach(this::ask);
      }
    }

    @Override
    public void resynced(Entered entered, long after) {
      if (isMine()) {
        reader.begin(entered.start(), after);
      }
    }

    @Override
    public void refused(Refusal refusal) {
      end("was refused: " + refusal.reason());
    }

    @Override
    public void answered(long number, Outcome outcome, long after) {
      if (!sent.containsKey(number)) {
        history.complain(name + " was answered " + number + " twice, or did not ask");
        return;
      }
      if (isMine()) {
        reader.readUntil(after);
        sent.remove(number).ifPresent(act -> answered(act, outcome));
      }
    }

    private void answered(Act act, Outcome outcome) {
      trace.add(name + " is answered " + SimTrace.brief(outcome) + " for " + act);
      if (isForNow(outcome) && act.kind() == Kind.MESSAGE && chance.nextBoolean()) {
        scheduler.after(LEAST_ABSENCE + chance.nextLong(MOST_ABSENCE), () -> askAgain(act));
        return;
      }
      act.answered(outcome, reader.bornAt(), scheduler.now());
      unanswered.remove(act.text());
    }

    private void askAgain(Act act) {
      if (isMine() && unanswered.containsValue(act)) {
        ask(act);
      }
    }

    @Override
    public void standing(Standing standing) {}

    @Override
    public void moderates(Moderation moderation, long after) {}

    @Override
    public void told(Event.Private event, long after) {}

    @Override
    public void ended(Ending ending, long after) {
      reader.readUntil(after);
      end("has ended: " + ending);
    }

    @Override
    public void challenged() {
      if (isMine()) {
        call(Topics.Attachment::prove);
      }
    }
  }
}
