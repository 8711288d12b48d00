package hubbub.cluster;

import hubbub.cluster.ToReplica.Entry;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Request;
import hubbub.topic.Topic;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A topic on one node: its copy of the state, its log, and the memberships of this node, for which it is the
/// authority. Evolves what the owner decided, and never decides.
///
///     attaching ── Attached ──▶ following ── Farewell ──▶ attaching, or gone
///
/// While it attaches, commands wait; whatever was not answered is asked again by the next owner, by number.
/// It goes only by the registry's atomic step, when no owner counts on it.
final class Replica {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
  private static final Duration PRESENCE_PACE = Duration.ofSeconds(1);

  private final ActorContext<ToReplica> context;
  private final Node node;
  private final TopicName topic;
  private final Home home;
  private final Locals locals;
  private final ServerAsks asks = new ServerAsks();
  private final Attaching attaching;
  private @Nullable ActorRef<ToOwner> owner;
  private @Nullable Copy copy;
  private @Nullable Cancellable presence;
  private Reached reached = Reached.NOTHING;
  private List<Integer> named = List.of();
  private long arrivals;

  /// Where a replica is known, and the way by which it attaches.
  record Home(
      Registry registry, Registry.Place place, BiConsumer<TopicName, ToOwner.Attach> region) {}

  private Replica(ActorContext<ToReplica> context, Node node, TopicName topic, Home home) {
    this.context = context;
    this.node = node;
    this.topic = topic;
    this.home = home;
    this.locals = new Locals(topic);
    this.attaching = new Attaching(context, node.gate());
  }

  static Behavior<ToReplica> of(Node node, TopicName topic, Home home) {
    return Behaviors.setup(context -> {
      Replica replica = new Replica(context, node, topic, home);
      return Behaviors.receive(ToReplica.class).onAnyMessage(replica::hear).build();
    });
  }

  private Behavior<ToReplica> hear(ToReplica message) {
    try {
      handle(message);
      locals.takeBroken().forEach(id -> leave(id, Command.How.LOST));
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      broken(bug);
    }
    return owner == null
            && isIdle()
            && !attaching.isUnderWay()
            && home.registry().end(topic, arrivals)
        ? Behaviors.stopped()
        : Behaviors.same();
  }

  private boolean isIdle() {
    return locals.isEmpty() && asks.isEmpty();
  }

  private void handle(ToReplica message) {
    switch (message) {
      case ToReplica.Send send -> send(send);
      case ToReplica.Batch batch -> follow(batch);
      case ToReplica.Join join -> join(join);
      case ToReplica.Leave leave -> leave(leave.membership(), leave.how());
      case ToReplica.Review review -> review(review.membership());
      case ToReplica.SendAsServer send -> send(send);
      case ToReplica.AttachNow now -> attach(now.turn());
      case ToReplica.Attached attached -> attached(attached);
      case ToReplica.AttachAnew _ -> attaching.again();
      case ToReplica.NotBorn notBorn -> notBorn(notBorn.refusal());
      case ToReplica.GiveSeed give -> giveSeed(give.owner());
      case ToReplica.Recount recount -> recount(recount.reign());
      case ToReplica.Farewell farewell -> farewell(farewell);
      case ToReplica.FlushPresence _ -> flushPresence();
    }
  }

  // From this node.

  private void join(ToReplica.Join join) {
    arrivals++;
    ask(locals.add(join));
    attachIfNeedBe();
  }

  private void attachIfNeedBe() {
    if (owner == null) {
      attaching.begin();
    }
  }

  private void ask(Local local) {
    Command.Join join = local.join();
    if (join != null) {
      ask(local.id(), 0, join, node.time().nanos());
    }
  }

  private void ask(MembershipId who, long number, Command command, long sinceNanos) {
    ask(number, new Request(new Actor.Membership(who), number, command), sinceNanos);
  }

  private void ask(long ticket, Request request, long sinceNanos) {
    if (owner != null) {
      owner.tell(new ToOwner.Ask(node.number(), ticket, request, sinceNanos));
    }
  }

  private void send(ToReplica.Send send) {
    Local local = locals.get(send.membership());
    if (local == null || local.phase() == Local.Phase.LEAVING) {
      return;
    }
    if (local.phase() == Local.Phase.JOINING || (owner == null && !isReadable(send.command()))) {
      hold(local, send);
    } else if (send.command() instanceof Command.Read read) {
      read(local, send.number(), read);
    } else {
      local.keep(send, false);
      ask(local.id(), send.number(), send.command(), send.sinceNanos());
    }
  }

  private boolean isReadable(Command command) {
    return command instanceof Command.Read && copy != null;
  }

  private void hold(Local local, ToReplica.Send send) {
    if (!locals.hold(local, send)) {
      node.counters().refuse(Reason.OVERLOADED);
      Refusal refusal = Overload.refusal(node.time().nanos() - send.sinceNanos());
      Outcome outcome = new Outcome.Refused(refusal);
      locals.tell(local, subscriber -> subscriber.answered(send.number(), outcome, head()));
    }
  }

  private void read(Local local, long number, Command.Read read) {
    Outcome outcome = Topic.read(standingCopy().state(), read);
    locals.tell(local, subscriber -> subscriber.answered(number, outcome, head()));
  }

  private Copy standingCopy() {
    return Objects.requireNonNull(copy, "a membership without a state");
  }

  /// The place that the next frame will have.
  private long head() {
    return copy == null ? 0 : copy.log().head();
  }

  private void review(MembershipId who) {
    Local local = locals.get(who);
    if (local != null && local.phase() == Local.Phase.JOINED) {
      Copy now = standingCopy();
      locals.tell(local, subscriber -> subscriber.reviewed(now.entered(who), now.log().head()));
    }
  }

  private void leave(MembershipId who, Command.How how) {
    Local local = locals.get(who);
    if (local == null) {
      return;
    }
    Local.Phase before = local.phase();
    local.leave(how);
    if (before == Local.Phase.JOINED) {
      askToLeave(who, how);
    } else if (before == Local.Phase.JOINING && owner == null) {
      locals.ended(local, how == Command.How.LOST ? new Ending.Lost() : new Ending.Left(), head());
    }
  }

  private void askToLeave(MembershipId who, Command.How how) {
    ask(who, 0, new Command.Leave(how), node.time().nanos());
  }

  private void send(ToReplica.SendAsServer send) {
    arrivals++;
    if (isReadable(send.command()) && send.command() instanceof Command.Read read) {
      send.outcome().complete(Topic.read(standingCopy().state(), read));
      return;
    }
    ask(asks.add(send), requestOf(send), node.time().nanos());
    attachIfNeedBe();
  }

  private static Request requestOf(ToReplica.SendAsServer send) {
    return new Request(send.actor(), 0, send.command());
  }

  // To and from the owner.

  private void attach(long turn) {
    if (attaching.isDue(turn)) {
      home.region().accept(topic, attaching.ask(node.number(), reached, named));
    }
  }

  private void attached(ToReplica.Attached attached) {
    if (!attaching.isUnderWay()) {
      return;
    }
    attaching.end();
    owner = attached.owner();
    attached.seed().ifPresent(this::adopt);
    reached = new Reached(attached.reign(), standingCopy().state().rev(), reached.at());
    home.place().show(standingCopy().log());
    reconcile();
    locals.all().forEach(this::askAgain);
    asks.forEach((ticket, send) -> ask(ticket, requestOf(send), node.time().nanos()));
    detachIfIdle();
  }

  private void adopt(TopicState seed) {
    if (copy != null) {
      copy.log().close();
    }
    Copy fresh = new Copy(node, topic, seed, locals);
    copy = fresh;
    for (Local local : List.copyOf(locals.all())) {
      if (local.phase() == Local.Phase.JOINED && seed.member(local.id()).isPresent()) {
        locals.tell(local, subscriber -> subscriber.reviewed(fresh.entered(local.id()), head()));
      }
    }
  }

  /// Makes the owner's memberships of this node and ours the same: those that are gone here leave
  /// there, those that are unknown there end here.
  private void reconcile() {
    TopicState state = standingCopy().state();
    for (MembershipId id : List.copyOf(state.memberships())) {
      if (id.node() == node.number() && locals.get(id) == null) {
        askToLeave(id, Command.How.LOST);
      }
    }
    for (Local local : List.copyOf(locals.all())) {
      if (local.phase() != Local.Phase.JOINING && state.member(local.id()).isEmpty()) {
        locals.ended(local, new Ending.Crashed(), head());
      }
    }
  }

  private void askAgain(Local local) {
    switch (local.phase()) {
      case JOINING -> ask(local);
      case JOINED -> release(local);
      case LEAVING -> askToLeave(local.id(), Objects.requireNonNull(local.leaving()));
    }
  }

  /// Asks all that is kept, reads answers to all that only reads.
  private void release(Local local) {
    long now = node.time().nanos();
    for (ToReplica.Send send : locals.release(local)) {
      if (send.command() instanceof Command.Read read) {
        Outcome outcome = Topic.read(standingCopy().state(), read);
        locals.answered(local, send.number(), outcome, head());
      } else {
        ask(local.id(), send.number(), send.command(), now);
      }
    }
  }

  private void follow(ToReplica.Batch batch) {
    ActorRef<ToOwner> from = owner;
    if (from == null || batch.reign() != reached.reign()) {
      return;
    }
    Copy now = standingCopy();
    long at = reached.at();
    for (Entry entry : batch.entries()) {
      switch (entry) {
        case Entry.Happened happened -> {
          now.apply(happened.change());
          at = happened.change().at();
          meetGhost(happened);
        }
        case Entry.Answered answered -> answered(answered);
      }
    }
    now.log().wake();
    named = batch.nodes();
    reached = new Reached(batch.reign(), now.state().rev(), at);
    from.tell(new ToOwner.Applied(node.number(), batch.reign(), reached.rev(), locals.standing()));
    tellPresenceSoon();
    detachIfIdle();
  }

  /// A membership of this node began that is not known here any more: it leaves.
  private void meetGhost(Entry.Happened happened) {
    if (happened.change().event() instanceof Event.Joined joined
        && joined.membership().node() == node.number()
        && locals.get(joined.membership()) == null) {
      askToLeave(joined.membership(), Command.How.LOST);
    }
  }

  private void answered(Entry.Answered answered) {
    if (answered.outcome() instanceof Outcome.Refused refused) {
      node.counters().refuse(refused.refusal().reason());
    }
    switch (answered.actor()) {
      case Actor.Server _ -> asks.answered(answered.ticket(), answered.outcome());
      case Actor.Membership who -> {
        Local local = locals.get(who.id());
        if (local != null && answered.ticket() > 0) {
          countSent(answered);
          locals.answered(local, answered.ticket(), answered.outcome(), head());
        } else if (local != null && local.phase() == Local.Phase.JOINING) {
          joinAnswered(local, answered.outcome());
        }
      }
    }
  }

  private void countSent(Entry.Answered answered) {
    if (answered.outcome() instanceof Outcome.Sent) {
      node.counters().sent();
    }
  }

  private void joinAnswered(Local local, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      locals.refused(local, refused.refusal());
      return;
    }
    locals.joined(local);
    Command.How how = local.leaving();
    if (how != null) {
      askToLeave(local.id(), how);
    } else {
      Copy now = standingCopy();
      locals.tell(
          local, subscriber -> subscriber.joined(now.entered(local.id()), now.log().head()));
      release(local);
    }
  }

  private void detachIfIdle() {
    if (isIdle() && owner != null) {
      owner.tell(new ToOwner.Detach(node.number()));
    }
  }

  private void giveSeed(ActorRef<ToOwner> to) {
    if (owner == null && copy != null) {
      to.tell(new ToOwner.Seed(node.number(), reached, copy.state().copy()));
    }
  }

  private void recount(long reign) {
    if (owner != null && reign == reached.reign()) {
      reconcile();
    }
  }

  private void farewell(ToReplica.Farewell farewell) {
    if (owner == null || farewell.reign() != reached.reign()) {
      return;
    }
    owner = null;
    if (farewell.why() == ToReplica.Why.FAILED) {
      attaching.begin();
    } else {
      loseState();
      if (!isIdle()) {
        attaching.begin();
      }
    }
  }

  private void notBorn(Refusal refusal) {
    attaching.end();
    owner = null;
    refuseAll(refusal);
    loseState();
  }

  private void refuseAll(Refusal refusal) {
    for (Local local : List.copyOf(locals.all())) {
      if (local.phase() == Local.Phase.JOINING) {
        node.counters().refuse(refusal.reason());
        locals.refused(local, refusal);
      }
    }
    asks.answerAll(new Outcome.Refused(refusal));
  }

  /// The state is gone, and all memberships with it; joins that are not answered are still to be.
  private void loseState() {
    for (Local local : List.copyOf(locals.all())) {
      if (local.phase() != Local.Phase.JOINING) {
        locals.ended(local, new Ending.Crashed(), head());
      }
    }
    reached = reached.withoutState();
    home.place().show(null);
    stopPresence();
    if (copy != null) {
      Copy gone = copy;
      copy = null;
      gone.log().wake();
      gone.log().close();
    }
  }

  /// A bug of this replica's own: all that it has is lost, nobody waits for it in vain, and the
  /// owner is told.
  private void broken(Throwable bug) {
    LOG.error("{}: this node's copy is lost to a bug; its members join anew", topic, bug);
    node.counters().crashed();
    refuseAll(Refusal.of(Reason.JOIN_CRASHED));
    try {
      loseState();
    } catch (RuntimeException again) {
      LOG.error("{}: a log could not be closed", topic, again);
    }
    if (owner != null) {
      owner.tell(new ToOwner.Lost(node.number()));
      owner = null;
    } else {
      attaching.again();
    }
  }

  // Presence.

  private void tellPresenceSoon() {
    if (presence == null && copy != null && copy.log().isPresenceDue()) {
      presence =
          context.scheduleOnce(PRESENCE_PACE, context.getSelf(), new ToReplica.FlushPresence());
    }
  }

  private void flushPresence() {
    presence = null;
    if (copy != null) {
      copy.log().flushPresence();
      copy.log().wake();
      tellPresenceSoon();
    }
  }

  private void stopPresence() {
    if (presence != null) {
      presence.cancel();
      presence = null;
    }
  }
}
