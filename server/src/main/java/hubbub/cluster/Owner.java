package hubbub.cluster;

import hubbub.logging.ThrottledLog;
import hubbub.topic.Actor;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.Decision;
import hubbub.topic.Epoch;
import hubbub.topic.Event;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Request;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The one that decides for a topic, in at most one reign; the next has another owner.
///
///     electing ── all have attached, or 3 s ──▶ reigning ── over, or a bug ──▶ over
///        └── can't begin ───────────────────────────────────────────────────────┘
///
/// Nobody waits for an answer from an owner that is over: whoever followed it was told, and asks the
/// next one again. Confined to the loop of its shard, on which this node's replica of the topic is,
/// too: they call each other there, and have one state, which this one changes and that one shows.
/// What the replica asks while it is told something is heard after that.
final class Owner extends OneAtATime<ToOwner> implements ToOwner.Ref {
  private static final ThrottledLog BUGS = new ThrottledLog(Owner.class);

  private final Node node;
  private final TopicName topic;
  private final ScheduledExecutorService loop;
  private final Consumer<Owner> whenOver;
  private final Admission admission;
  private final Alarm alarm;
  private Phase phase;

  private sealed interface Phase {
    record Electing(Election election) implements Phase {}

    record Reigning(Reign reign, Links links) implements Phase {}

    record Over() implements Phase {}
  }

  /// The owner of `topic`, on `loop`; `whenOver` is told when it has nothing left to decide.
  Owner(Node node, TopicName topic, ScheduledExecutorService loop, Consumer<Owner> whenOver) {
    this.node = node;
    this.topic = topic;
    this.loop = loop;
    this.whenOver = whenOver;
    this.admission = new Admission(node, topic);
    this.alarm = new Alarm(loop, () -> tell(new ToOwner.Wake()));
    this.phase = new Phase.Electing(new Election(node.isMember()));
  }

  TopicName topic() {
    return topic;
  }

  @Override
  void hear(ToOwner message) {
    try {
      switch (phase) {
        case Phase.Electing electing -> hear(electing.election(), message);
        case Phase.Reigning reigning -> hear(reigning, message);
        case Phase.Over _ -> {}
      }
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      BUGS.error(
          topic
              + ": a bug of Hubbub's ended it; its members join again by themselves. Please report it",
          bug);
      end();
    }
  }

  private void tellAfter(Duration wait, ToOwner message) {
    var _ = loop.schedule(() -> tell(message), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Stops deciding, whatever it was at; the next owner goes on from a replica.
  private void end() {
    if (phase instanceof Phase.Reigning reigning) {
      die(reigning, ToReplica.Why.FAILED);
    } else {
      beOver();
    }
  }

  private void hear(Election election, ToOwner message) {
    switch (message) {
      case ToOwner.Attach attach -> {
        election.add(attach);
        elect(election);
      }
      case ToOwner.AttachedEnough _ -> choose(election);
      case ToOwner.Seed seed -> begin(election, Optional.of(seed));
      case ToOwner.Ask _,
          ToOwner.Applied _,
          ToOwner.Detach _,
          ToOwner.Lost _,
          ToOwner.Wake _,
          ToOwner.LongEnough _ -> {}
      case ToOwner.Move _ -> end();
    }
  }

  private void elect(Election election) {
    if (election.isComplete()) {
      choose(election);
    } else if (election.attaches().size() == 1) {
      tellAfter(node.pace().patience(), new ToOwner.AttachedEnough());
    }
  }

  private void choose(Election election) {
    Optional<ToOwner.Attach> best = election.best();
    best.ifPresentOrElse(
        attach -> attach.replica().tellAtOnce(new ToReplica.GiveSeed(this)),
        () -> begin(election, Optional.empty()));
  }

  private void begin(Election election, Optional<ToOwner.Seed> seed) {
    try {
      reign(election, seed);
    } catch (Fault fault) {
      fail(fault, "birth");
    } catch (RuntimeException | LinkageError bug) {
      note(bug, "birth", true);
      Refusal refusal = Refusal.of(Reason.JOIN_CRASHED);
      election.attaches().forEach(a -> a.replica().tellAtOnce(new ToReplica.NotBorn(refusal)));
      beOver();
    }
  }

  private void reign(Election election, Optional<ToOwner.Seed> seed) throws Fault {
    Epoch epoch = new Epoch(Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36));
    Reign reign = newReign(election.nextReign(), epoch, seed);
    Phase.Reigning reigning = new Phase.Reigning(reign, new Links(reign.number()));
    phase = reigning;
    if (seed.isPresent()) {
      int from = seed.get().node();
      election.attaches().stream()
          .filter(attach -> attach.node() == from)
          .forEach(attach -> attach(reigning, attach, true));
      reigning.links().tell(reign.happened(new Event.Reigned(epoch)));
    }
    election.attaches().forEach(attach -> attach(reigning, attach));
    if (election.attaches().stream().anyMatch(ToOwner.Attach::isAgain)) {
      tellAfter(node.pace().unused(), new ToOwner.LongEnough());
    }
    settle(reigning);
  }

  private Reign newReign(long number, Epoch epoch, Optional<ToOwner.Seed> seed) {
    long earliest = seed.map(given -> given.reached().at()).orElse(0L);
    TopicClock clock = new TopicClock(node.time(), earliest);
    TopicState state =
        seed.map(ToOwner.Seed::state)
            .orElseGet(() ->
                TopicState.born(
                    topic, epoch, node.settingsOf(topic), node.encoding(), clock.now()));
    return new Reign(number, node.rulesOf(topic), state, clock);
  }

  /// An attach that was sent again may come when its replica is gone: then nobody would ever join
  /// or detach.
  private void endIfUnused(Phase.Reigning reigning) {
    if (!reigning.reign().wasJoined()) {
      die(reigning, ToReplica.Why.OVER);
    }
  }

  private void hear(Phase.Reigning reigning, ToOwner message) {
    switch (message) {
      case ToOwner.Ask ask -> ask(reigning, ask);
      case ToOwner.Applied applied -> applied(reigning, applied);
      case ToOwner.Attach attach -> attach(reigning, attach);
      case ToOwner.Detach detach -> detach(reigning, detach.node());
      case ToOwner.Lost lost -> lost(reigning, lost.node());
      case ToOwner.Wake _ -> wake(reigning);
      case ToOwner.LongEnough _ -> endIfUnused(reigning);
      case ToOwner.Move _ -> end();
      case ToOwner.Seed _, ToOwner.AttachedEnough _ -> {}
    }
  }

  private void attach(Phase.Reigning reigning, ToOwner.Attach attach) {
    if (!reigning.links().has(attach.node(), attach.replica())) {
      attach(reigning, attach, false);
    }
  }

  private void attach(Phase.Reigning reigning, ToOwner.Attach attach, boolean isWhereWeAre) {
    Reign reign = reigning.reign();
    ToReplica.Ref replica = attach.replica();
    int memberships = reign.membershipsOn(attach.node());
    Optional<TopicState> seed = seed(reign.state(), replica, isWhereWeAre);
    replica.tellAtOnce(new ToReplica.Attached(this, reign.number(), seed));
    reigning.links().add(new Link(attach.node(), replica, memberships));
  }

  private static Optional<TopicState> seed(
      TopicState state, ToReplica.Ref replica, boolean isWhereWeAre) {
    if (replica.isHere()) {
      return Optional.of(state);
    }
    return isWhereWeAre ? Optional.empty() : Optional.of(state.copy());
  }

  private void ask(Phase.Reigning reigning, ToOwner.Ask ask) {
    Links links = reigning.links();
    if (links.of(ask.node()) == null) {
      return;
    }
    long waitedNanos = node.time().nanos() - ask.sinceNanos();
    node.counters().waited(waitedNanos);
    Request request = ask.request();
    Optional<Outcome> known = admission.judge(reigning.reign(), request, waitedNanos);
    try {
      Outcome outcome = known.isPresent() ? known.get() : decide(reigning, request);
      links.answer(ask.node(), request.actor(), ask.ticket(), outcome);
      settle(reigning);
    } catch (Fault fault) {
      links.answer(
          ask.node(), request.actor(), ask.ticket(), admission.charge(reigning.reign(), request));
      failed(reigning, fault, request.command());
    }
  }

  /// A bug met a command. If nothing of it was applied, its sender was told so, and that is all;
  /// but nobody can be refused to leave.
  private void failed(Phase.Reigning reigning, Fault fault, Command command) {
    String during = command.getClass().getSimpleName();
    if (fault.isStateBad() || command instanceof Command.Leave) {
      fail(fault, during);
    } else {
      note(fault.bug(), during);
      settle(reigning);
    }
  }

  private Outcome decide(Phase.Reigning reigning, Request request) throws Fault {
    boolean wasJoined = reigning.reign().wasJoined();
    Optional<AddressPrefix> newFrom = admission.newFrom(reigning.reign(), request);
    Reign.Done done = reigning.reign().decide(request);
    tell(reigning.links(), done);
    if (!wasJoined && reigning.reign().wasJoined()) {
      node.counters().born();
    }
    newFrom.ifPresent(from -> admission.count(from, done.decision().outcome()));
    return done.decision().outcome();
  }

  private void tell(Links links, Reign.Done done) {
    done.decision().bugs().forEach(bug -> note(bug, "onRemoved"));
    links.tell(done.changes());
    for (Decision.Late late : done.decision().late()) {
      Change.Cause cause = late.cause();
      Actor actor = new Actor.Membership(cause.membership());
      links.answer(cause.membership().node(), actor, cause.number(), late.outcome());
    }
  }

  private static void applied(Phase.Reigning reigning, ToOwner.Applied applied) {
    Link link = reigning.links().of(applied.node());
    if (link == null || applied.reign() != reigning.reign().number()) {
      return;
    }
    link.applied();
    boolean isUpToDate = link.isIdle() && applied.rev() == reigning.reign().state().rev();
    if (isUpToDate && applied.memberships() != link.memberships()) {
      link.replica().tellAtOnce(new ToReplica.Recount(applied.reign()));
    }
    reigning.links().ship();
  }

  private void detach(Phase.Reigning reigning, int from) {
    if (!reigning.reign().isAlive()) {
      die(reigning, ToReplica.Why.OVER);
    } else if (from != node.number()) {
      reigning.links().farewell(from, ToReplica.Why.DETACHED);
    }
  }

  private void lost(Phase.Reigning reigning, int from) {
    reigning.links().remove(from);
    try {
      tell(reigning.links(), reigning.reign().lose(from));
      settle(reigning);
      boolean isUnused = !reigning.reign().isAlive() && reigning.links().isEmpty();
      if (phase instanceof Phase.Reigning && isUnused) {
        die(reigning, ToReplica.Why.OVER);
      }
    } catch (Fault fault) {
      fail(fault, "NodeLeft");
    }
  }

  private void wake(Phase.Reigning reigning) {
    Reign reign = reigning.reign();
    alarm.rang();
    try {
      if (reign.wakeAt().orElse(Long.MAX_VALUE) <= reign.now()) {
        tell(reigning.links(), reign.expire());
      }
      settle(reigning);
    } catch (Fault fault) {
      fail(fault, "expiry");
    }
  }

  /// After everything that may have changed the state.
  private void settle(Phase.Reigning reigning) {
    Reign reign = reigning.reign();
    reigning.links().ship();
    if (reign.wasJoined() && !reign.isAlive()) {
      die(reigning, ToReplica.Why.OVER);
    } else {
      alarm.set(reign.wakeAt(), reign.now());
    }
  }

  /// A bug: the next owner begins anew, from what the replicas have, or from nothing.
  private void fail(Fault fault, String during) {
    boolean isLost = note(fault.bug(), during, fault.isStateBad());
    if (phase instanceof Phase.Reigning reigning) {
      die(reigning, isLost ? ToReplica.Why.CRASHED : ToReplica.Why.FAILED);
    }
  }

  /// A bug that cost the topic nothing.
  private void note(Throwable bug, String during) {
    node.counters().failed();
    BUGS.error(topic + ": a bug during " + during + " was undone; the topic goes on", bug);
  }

  private boolean note(Throwable bug, String during, boolean isStateBad) {
    boolean isLost = node.crashes().isLost(topic, isStateBad);
    if (isLost) {
      node.counters().crashed();
      BUGS.error(
          topic
              + ": a bug during "
              + during
              + " lost its state; its members join again by themselves",
          bug);
    } else {
      node.counters().failed();
      BUGS.error(
          topic + ": a bug during " + during + " was undone; its members notice nothing", bug);
    }
    long memory = Crashes.MEMORY_NANOS + TimeUnit.SECONDS.toNanos(1);
    var _ = loop.schedule(node.crashes()::sweep, memory, TimeUnit.NANOSECONDS);
    return isLost;
  }

  private void die(Phase.Reigning reigning, ToReplica.Why why) {
    if (why == ToReplica.Why.OVER && reigning.reign().wasJoined()) {
      node.counters().died();
    }
    reigning.links().farewell(why);
    beOver();
  }

  private void beOver() {
    alarm.cancel();
    phase = new Phase.Over();
    whenOver.accept(this);
  }
}
