package hubbub.cluster;

import hubbub.cluster.ToReplica.Entry;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.Request;
import hubbub.topic.Subscriber;
import hubbub.topic.TopicState;
import java.util.Objects;

/// The side of a replica that this node's memberships, and the server itself, deal with: what they
/// ask goes to the owner, or waits until there is one; what came of it goes back to them. Confined
/// to the replica.
final class Desk {
  private final Node node;
  private final Tie tie;
  private final Locals locals;
  private final ServerAsks asks = new ServerAsks();

  Desk(Node node, Tie tie, Locals locals) {
    this.node = node;
    this.tie = tie;
    this.locals = locals;
  }

  /// Whether nobody here has, wants or waits for anything.
  boolean isIdle() {
    return locals.isEmpty() && asks.isEmpty();
  }

  void join(ToReplica.Join join) {
    locals.add(join);
    tie.ask(join.membership(), join.join(), join.sinceNanos());
  }

  void send(ToReplica.Send send) {
    Local local = locals.get(send.membership());
    if (local == null || local.phase() == Local.Phase.LEAVING) {
      return;
    }
    boolean isRead = tie.canRead(send.command());
    if (local.phase() == Local.Phase.JOINING || (!tie.isFollowing() && !isRead)) {
      hold(local, send);
    } else if (isRead && send.command() instanceof Command.Read read) {
      Outcome outcome = tie.read(new Actor.Membership(local.id()), read);
      locals.tell(local, it -> it.answered(send.number(), outcome, tie.head()));
    } else {
      local.keep(send, false);
      tie.ask(send.number(), requestOf(local, send), send.sinceNanos());
    }
  }

  private static Request requestOf(Local local, ToReplica.Send send) {
    return new Request(new Actor.Membership(local.id()), send.number(), send.command());
  }

  private void hold(Local local, ToReplica.Send send) {
    if (!locals.hold(local, send)) {
      node.counters().refuse(Reason.OVERLOADED);
      Refusal refusal = Overload.refusal(node.time().nanos() - send.sinceNanos());
      Outcome outcome = new Outcome.Refused(refusal);
      locals.tell(local, it -> it.answered(send.number(), outcome, tie.head()));
    }
  }

  void send(ToReplica.SendAsServer send) {
    if (tie.canRead(send.command()) && send.command() instanceof Command.Read read) {
      send.outcome().complete(tie.read(send.actor(), read));
    } else {
      tie.ask(asks.add(send), requestOf(send), node.time().nanos());
    }
  }

  private static Request requestOf(ToReplica.SendAsServer send) {
    return new Request(send.actor(), 0, send.command());
  }

  void review(MembershipId who) {
    Local local = locals.get(who);
    if (local != null && local.phase() == Local.Phase.JOINED) {
      review(local);
    }
  }

  private void review(Local local) {
    Subscriber.Entered entered = tie.standingCopy().entered(local.id());
    locals.tell(local, it -> it.reviewed(entered, tie.head()));
  }

  /// A membership was challenged, and is there. An owner to come challenges it again, if need be.
  void prove(MembershipId who) {
    Local local = locals.get(who);
    if (local != null && local.phase() == Local.Phase.JOINED) {
      tie.ask(who, new Command.Prove(), node.time().nanos());
    }
  }

  void leave(MembershipId who, Command.How how) {
    Local local = locals.get(who);
    if (local == null) {
      return;
    }
    boolean isJoining = local.phase() == Local.Phase.JOINING;
    boolean isJoined = local.phase() == Local.Phase.JOINED;
    local.leave(how);
    if (isJoined) {
      askToLeave(who, how);
    } else if (isJoining && !tie.isFollowing()) {
      locals.ended(local, endingOf(how), tie.head());
    }
  }

  private static Ending endingOf(Command.How how) {
    return switch (how) {
      case LEFT -> new Ending.Left();
      case LOST -> new Ending.Lost();
      case REPLACED -> new Ending.Replaced();
    };
  }

  private void askToLeave(MembershipId who, Command.How how) {
    tie.ask(who, new Command.Leave(how), node.time().nanos());
  }

  /// An owner is followed from now on: asks it for all that is open.
  void askAgain() {
    reconcile();
    long now = node.time().nanos();
    for (Local local : locals.all()) {
      askAgain(local, now);
    }
    asks.forEach((ticket, send) -> tie.ask(ticket, requestOf(send), now));
  }

  private void askAgain(Local local, long now) {
    switch (local.phase()) {
      case JOINING -> tie.ask(local.id(), Objects.requireNonNull(local.join()), now);
      case JOINED -> release(local);
      case LEAVING -> askToLeave(local.id(), Objects.requireNonNull(local.leaving()));
    }
  }

  /// Asks all that a membership has kept, and answers what only reads.
  private void release(Local local) {
    long now = node.time().nanos();
    for (ToReplica.Send send : locals.release(local)) {
      if (send.command() instanceof Command.Read read) {
        Outcome outcome = tie.read(new Actor.Membership(local.id()), read);
        locals.answered(local, send.number(), outcome, tie.head());
      } else {
        tie.ask(send.number(), requestOf(local, send), now);
      }
    }
  }

  /// Makes the state's memberships of this node and those here the same: what is gone here leaves
  /// there, what is unknown there ends here.
  void reconcile() {
    TopicState state = tie.state();
    for (MembershipId id : state.memberships()) {
      meet(id);
    }
    for (Local local : locals.all()) {
      if (local.phase() != Local.Phase.JOINING && state.member(local.id()).isEmpty()) {
        locals.ended(local, new Ending.Crashed(), tie.head());
      }
    }
  }

  /// A membership stands in the state: if it is of this node and gone here, it leaves.
  void meet(MembershipId id) {
    if (id.node() == node.number() && locals.get(id) == null) {
      askToLeave(id, Command.How.LOST);
    }
  }

  /// The state and log were replaced by newer ones: who stands in them is told what is there now.
  void reviewAll() {
    for (Local local : locals.all()) {
      if (local.phase() == Local.Phase.JOINED && tie.state().member(local.id()).isPresent()) {
        review(local);
      }
    }
  }

  void answered(Entry.Answered answered) {
    count(answered.outcome());
    switch (answered.actor()) {
      case Actor.Server _ -> asks.answered(answered.ticket(), answered.outcome());
      case Actor.Membership who -> {
        Local local = locals.get(who.id());
        if (local != null && answered.ticket() > 0) {
          locals.answered(local, answered.ticket(), answered.outcome(), tie.head());
        } else if (local != null && local.phase() == Local.Phase.JOINING) {
          joinAnswered(local, answered.outcome());
        }
      }
    }
  }

  private void count(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      node.counters().refuse(refused.refusal().reason());
    } else if (outcome instanceof Outcome.Sent) {
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
      Subscriber.Entered entered = tie.standingCopy().entered(local.id());
      locals.tell(local, it -> it.joined(entered, tie.head()));
      release(local);
    }
  }

  /// Ends as lost whose subscriber threw.
  void endBroken() {
    locals.takeBroken().forEach(id -> leave(id, Command.How.LOST));
  }

  /// Refuses all joins and commands that are open.
  void refuseAll(Refusal refusal) {
    for (Local local : locals.all()) {
      if (local.phase() == Local.Phase.JOINING) {
        node.counters().refuse(refusal.reason());
        locals.refused(local, refusal);
      }
    }
    asks.answerAll(new Outcome.Refused(refusal));
  }

  /// The state is lost, and with it every membership that was joined.
  void endAll() {
    for (Local local : locals.all()) {
      if (local.phase() != Local.Phase.JOINING) {
        locals.ended(local, new Ending.Crashed(), tie.head());
      }
    }
  }
}
