package hubbub.cluster;

import hubbub.cluster.ToReplica.Entry;
import hubbub.logging.ThrottledLog;
import hubbub.topic.Event;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/// A topic on one node: its copy of the state, its log, and the memberships of this node, for which it is the
/// authority. Evolves what the owner decided, and never decides; an owner on the same loop has evolved the state that
/// both have, and what is left is to show it.
///
///     attaching ── Attached ──▶ following ── Farewell ──▶ attaching, or gone
///
/// While it attaches, commands wait; whatever was not answered is asked again of the next owner, by number.
/// It goes only by the registry's atomic step, when no owner counts on it.
final class Replica {
  private static final ThrottledLog BUGS = new ThrottledLog(Replica.class);
  private static final long PRESENCE_PACE_MILLIS = 1_000;

  private final Inbox inbox;
  private final Node node;
  private final TopicName topic;
  private final Home home;
  private final Registry.Place place;
  private final Locals locals;
  private final Tie tie;
  private final Desk desk;
  private @Nullable Attaching attaching;
  private @Nullable Future<?> presence;
  private boolean isOver;
  private Reached reached = Reached.NOTHING;
  private List<Integer> named = List.of();
  private long arrivals;

  /// Where the replicas of a loop are known, and the way by which they attach.
  record Home(
      ScheduledExecutorService loop,
      Registry registry,
      Placement placement) {}

  private Replica(Node node, TopicName topic, Home home, Registry.Place place) {
    this.inbox = new Inbox(home.loop(), this::hear);
    this.node = node;
    this.topic = topic;
    this.home = home;
    this.place = place;
    this.locals = new Locals(topic);
    this.tie = new Tie(node);
    this.desk = new Desk(node, tie, locals);
  }

  /// The way to a new replica of `topic`, which shows at `place` what it has to show.
  static ToReplica.Ref of(Node node, TopicName topic, Home home, Registry.Place place) {
    return new Replica(node, topic, home, place).inbox;
  }

  private void hear(ToReplica message) {
    if (isOver) {
      return;
    }
    try {
      handle(message);
      desk.endBroken();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      broken(bug);
    }
    isOver = isOver || (isUnneeded() && home.registry().end(topic, arrivals));
  }

  private boolean isUnneeded() {
    return !tie.isFollowing() && attaching == null && desk.isIdle();
  }

  private void handle(ToReplica message) {
    switch (message) {
      case ToReplica.Send send -> desk.send(send);
      case ToReplica.Batch batch -> follow(batch);
      case ToReplica.Leave leave -> desk.leave(leave.membership(), leave.how());
      case ToReplica.Prove prove -> desk.prove(prove.membership());
      case ToReplica.Review review -> desk.review(review.membership());
      case ToReplica.Arrival arrival -> arrived(arrival);
      case ToReplica.AttachNow now -> attach(now);
      case ToReplica.Attached attached -> attached(attached);
      case ToReplica.NotBorn notBorn -> notBorn(notBorn.refusal());
      case ToReplica.GiveSeed give -> giveSeed(give.owner());
      case ToReplica.Recount recount -> recount(recount.reign());
      case ToReplica.Farewell farewell -> farewell(farewell);
      case ToReplica.FlushPresence _ -> flushPresence();
    }
  }

  private void arrived(ToReplica.Arrival arrival) {
    arrivals++;
    switch (arrival) {
      case ToReplica.Join join -> desk.join(join);
      case ToReplica.SendAsServer send -> desk.send(send);
    }
    if (!tie.isFollowing() && !desk.isIdle()) {
      beginToAttach();
    }
  }

  private void beginToAttach() {
    if (attaching == null) {
      attaching = Attaching.begin(inbox, node.gate());
    }
  }

  private void endToAttach() {
    if (attaching != null) {
      attaching.end();
      attaching = null;
    }
  }

  private void attach(ToReplica.AttachNow now) {
    Attaching mine = attaching;
    if (mine != null && mine == now.attaching() && mine.isDue(now.turn())) {
      home.placement().attach(topic, mine.ask(node.number(), reached, named));
    }
  }

  private void attached(ToReplica.Attached attached) {
    if (attaching == null) {
      return;
    }
    endToAttach();
    tie.follow(attached.owner());
    attached.seed().filter(seed -> !tie.has(seed)).ifPresent(this::adopt);
    reached = new Reached(attached.reign(), tie.state().rev(), reached.at());
    place.show(tie.standingCopy().log());
    desk.askAgain();
    detachIfIdle();
  }

  /// Takes a state in place of whatever there was; to members that were following, that is a gap.
  private void adopt(TopicState seed) {
    Copy before = tie.replaceCopy(new Copy(node, topic, seed, locals));
    if (before != null) {
      before.log().close();
      desk.reviewAll();
    }
  }

  private void follow(ToReplica.Batch batch) {
    ToOwner.Ref owner = tie.owner();
    if (owner == null || batch.reign() != reached.reign()) {
      return;
    }
    Copy copy = tie.standingCopy();
    long at = reached.at();
    for (Entry entry : batch.entries()) {
      switch (entry) {
        case Entry.Happened happened -> {
          at = happened.change().at();
          copy.apply(happened.change());
          meet(happened.change().event());
        }
        case Entry.Evolved evolved -> {
          at = evolved.change().at();
          copy.show(evolved.change(), evolved.tombstones());
          meet(evolved.change().event());
        }
        case Entry.Answered answered -> desk.answered(answered);
      }
    }
    copy.log().wake();
    named = batch.nodes();
    reached = new Reached(batch.reign(), copy.state().rev(), at);
    if (!isHere(owner)) {
      owner.tell(
          new ToOwner.Applied(node.number(), batch.reign(), reached.rev(), locals.standing()));
    }
    tellPresenceSoon();
    detachIfIdle();
  }

  private void meet(Event event) {
    if (event instanceof Event.Joined joined) {
      desk.meet(joined.membership());
    }
  }

  /// Whether an owner is on this loop, and shares our state.
  private static boolean isHere(ToOwner.Ref owner) {
    return owner instanceof Owner;
  }

  private void detachIfIdle() {
    ToOwner.Ref owner = tie.owner();
    if (owner != null && desk.isIdle()) {
      owner.tell(new ToOwner.Detach(node.number()));
    }
  }

  private void giveSeed(ToOwner.Ref owner) {
    Copy copy = tie.copy();
    if (attaching != null && copy != null) {
      TopicState seed = isHere(owner) ? copy.state() : copy.state().copy();
      owner.tell(new ToOwner.Seed(node.number(), reached, seed));
    }
  }

  private void recount(long reign) {
    if (tie.isFollowing() && reign == reached.reign()) {
      desk.reconcile();
    }
  }

  private void farewell(ToReplica.Farewell farewell) {
    if (!tie.isFollowing() || farewell.reign() != reached.reign()) {
      return;
    }
    tie.follow(null);
    boolean hasToGoOn = farewell.why() == ToReplica.Why.FAILED;
    if (!hasToGoOn) {
      loseState();
    }
    if (hasToGoOn || !desk.isIdle()) {
      beginToAttach();
    }
  }

  private void notBorn(Refusal refusal) {
    endToAttach();
    tie.follow(null);
    desk.refuseAll(refusal);
    loseState();
  }

  /// The state is gone, and all memberships with it; joins that are not answered are still to be.
  private void loseState() {
    desk.endAll();
    reached = reached.withoutState();
    place.show(null);
    if (presence != null) {
      presence.cancel(false);
      presence = null;
    }
    Copy gone = tie.replaceCopy(null);
    if (gone != null) {
      gone.log().wake();
      gone.log().close();
    }
  }

  /// A bug of this replica's own: all that it has is lost, nobody waits for it in vain, and the
  /// owner is told.
  private void broken(Throwable bug) {
    BUGS.error(
        topic
            + ": a bug of Hubbub's lost this node's copy; its members join again by themselves."
            + " Please report it",
        bug);
    node.counters().crashed();
    ToOwner.Ref owner = tie.owner();
    tie.follow(null);
    desk.refuseAll(Refusal.of(Reason.JOIN_CRASHED));
    try {
      loseState();
    } catch (RuntimeException again) {
      BUGS.error(topic + ": what is left of the lost copy may take memory until a restart", again);
    }
    if (owner != null) {
      owner.tell(new ToOwner.Lost(node.number()));
    } else if (attaching != null) {
      attaching.again();
    }
  }

  private void tellPresenceSoon() {
    Copy copy = tie.copy();
    if (presence == null && copy != null && copy.log().isPresenceDue()) {
      presence = inbox.tellAfter(PRESENCE_PACE_MILLIS, new ToReplica.FlushPresence());
    }
  }

  private void flushPresence() {
    presence = null;
    Copy copy = tie.copy();
    if (copy != null) {
      copy.log().flushPresence();
      copy.log().wake();
      tellPresenceSoon();
    }
  }
}
