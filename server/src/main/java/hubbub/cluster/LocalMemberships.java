package hubbub.cluster;

import hubbub.cluster.LocalMembership.Phase;
import hubbub.cluster.ReplicaState.Following;
import hubbub.logging.ThrottledLog;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.port.Subscriber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// This node's memberships in one topic, in the order in which they joined, and the server's own
/// commands to it. Requests go to the owner, or wait until there is one; answers come back the same
/// way. Confined to the replica.
///
/// A membership that is gone here is asked to leave the state, never the other way round. A
/// subscriber that throws is not called again, and its membership ends as lost.
final class LocalMemberships {
  private static final ThrottledLog BUGS = new ThrottledLog(LocalMemberships.class);
  private static final int MOST_HELD = 32;
  private static final int MOST_HELD_OF_ALL = 10_000;

  /// Nobody waits for longer than the two together, if they can be asked to try again.
  private static final long OVERDUE_MILLIS = 4_300;

  private static final long LOOK_AGAIN_MILLIS = 500;

  private final Node node;
  private final TopicName topic;
  private final Inbox inbox;
  private final Map<MembershipId, LocalMembership> all = new LinkedHashMap<>(4);
  private final OutsideCommands outsideCommands;
  private int held;
  private boolean isWatchingForOverdue;

  /// `inbox` is the replica's own. Through it, a membership whose subscriber threw leaves like any
  /// other.
  LocalMemberships(Node node, TopicName topic, Inbox inbox) {
    this.node = node;
    this.topic = topic;
    this.inbox = inbox;
    this.outsideCommands = new OutsideCommands(node, topic);
  }

  /// Whether there are no memberships and no unanswered server commands.
  boolean isIdle() {
    return all.isEmpty() && outsideCommands.isEmpty();
  }

  /// Begins a membership; it is joined once an owner lets it in.
  void join(ToReplica.Join join, ReplicaState state) {
    LocalMembership member = new LocalMembership(join);
    all.put(member.id(), member);
    watchForOverdue(OVERDUE_MILLIS);
    if (state instanceof Following(Decider owner, _)) {
      owner.ask(Ask.of(member.id(), join.command(), join.sinceNanos()));
    }
  }

  /// Handles a membership's command. A read-only one is answered from the view.
  void send(ToReplica.Send send, ReplicaState state) {
    LocalMembership member = all.get(send.membership());
    if (member == null || member.phase() instanceof Phase.Leaving) {
      return;
    }
    TopicView view = member.isJoined() ? state.view() : null;
    if (view != null && send.command() instanceof Command.Read read) {
      read(member, send.number(), read, view);
    } else if (member.isJoined()
        && member.held() == 0
        && state instanceof Following(Decider owner, _)) {
      member.keep(send, false);
      watchForOverdue(OVERDUE_MILLIS);
      owner.ask(Ask.of(member.id(), send.number(), send.command(), send.sinceNanos()));
    } else {
      hold(member, send, state.head());
    }
  }

  private void read(LocalMembership member, long number, Command.Read read, TopicView view) {
    Outcome outcome = view.read(new Actor.Membership(member.id()), read);
    if (view.state().registration().isPresent() && StoredReads.complete(read, outcome)) {
      StoredReads.of(node.settings().store(), topic, read, outcome)
          .thenAccept(whole -> inbox.tell(new ToReplica.Answered(member.id(), number, whole)));
    } else {
      tell(member, it -> it.answered(number, outcome, view.head()));
    }
  }

  /// Passes on an answer from the store.
  void answered(ToReplica.Answered answered, ReplicaState state) {
    LocalMembership member = all.get(answered.membership());
    if (member != null && member.isJoined()) {
      tell(member, it -> it.answered(answered.number(), answered.outcome(), state.head()));
    }
  }

  private void hold(LocalMembership member, ToReplica.Send send, long head) {
    if (member.held() < MOST_HELD && held < MOST_HELD_OF_ALL) {
      member.keep(send, true);
      watchForOverdue(OVERDUE_MILLIS);
      held++;
    } else {
      node.counters().refuse(Reason.OVERLOADED);
      Refusal refusal = Overload.refusal(node.time().nanos() - send.sinceNanos());
      tell(member, it -> it.answered(send.number(), new Outcome.Refused(refusal), head));
    }
  }

  /// Handles a server command.
  void send(ToReplica.SendFromOutside send, ReplicaState state) {
    outsideCommands.send(send, state, node.time().nanos());
    watchForOverdue(OVERDUE_MILLIS);
  }

  /// In a cluster, an owner may be out of reach for a while.
  private void watchForOverdue(long millis) {
    if (!isWatchingForOverdue && !node.quorum().isAlone() && !isIdle()) {
      isWatchingForOverdue = true;
      var _ = inbox.tellAfter(millis, new ToReplica.RefuseOverdue());
    }
  }

  /// Refuses for now what has waited for too long: joins, commands that the owner has not been
  /// sent, and messages with a nonce, which happen once even if they are sent again.
  void refuseOverdue(ReplicaState state) {
    isWatchingForOverdue = false;
    long since = node.time().nanos() - TimeUnit.MILLISECONDS.toNanos(OVERDUE_MILLIS);
    Refusal refusal = RemoteOwner.OUT_OF_REACH;
    boolean isAnyWaiting = outsideCommands.refuseOverdue(since, refusal);
    for (LocalMembership member : everyone()) {
      if (member.phase() instanceof Phase.Joining && member.sinceNanos() - since < 0) {
        refuseJoin(member, refusal);
        askToLeave(member.id(), Command.How.LOST, state);
      } else if (member.isJoined()) {
        refuseOverdue(member, since, refusal, state.head());
      }
      isAnyWaiting |= member.phase() instanceof Phase.Joining || member.isWaiting();
    }
    if (isAnyWaiting) {
      watchForOverdue(LOOK_AGAIN_MILLIS);
    }
  }

  private void refuseOverdue(LocalMembership member, long since, Refusal refusal, long head) {
    held -= member.held();
    List<ToReplica.Send> overdue = member.takeOverdue(since);
    held += member.held();
    for (ToReplica.Send send : overdue) {
      node.counters().refuse(refusal.reason());
      tell(member, it -> it.answered(send.number(), new Outcome.Refused(refusal), head));
    }
  }

  private void askToLeave(MembershipId id, Command.How how, ReplicaState state) {
    if (state instanceof Following(Decider owner, _)) {
      owner.ask(Ask.of(id, new Command.Leave(how), node.time().nanos()));
    }
  }

  /// Ends a membership: at once if its join has not been answered, else when the owner has decided.
  void leave(MembershipId id, Command.How how, ReplicaState state) {
    LocalMembership member = all.get(id);
    if (member == null) {
      return;
    }
    if (how == Command.How.LOST) {
      member.silence();
    }
    switch (member.phase()) {
      case Phase.Joining _ -> {
        end(member, endingOf(how), state.head());
        askToLeave(id, how, state);
      }
      case Phase.Leaving _ -> member.leave(how);
      case Phase.Joined _ -> {
        member.leave(how);
        askToLeave(id, how, state);
      }
    }
  }

  private static Ending endingOf(Command.How how) {
    return switch (how) {
      case LEFT -> new Ending.Left();
      case LOST -> new Ending.Lost();
      case REPLACED -> new Ending.Replaced();
    };
  }

  /// Stops calls to a membership's subscriber, and leaves the membership itself as it is.
  void detach(MembershipId id) {
    LocalMembership member = all.get(id);
    if (member != null) {
      member.silence();
    }
  }

  /// A challenged membership has answered. Without an owner this is ignored: the next one
  /// challenges it again if need be.
  void prove(MembershipId id, ReplicaState state) {
    LocalMembership member = all.get(id);
    if (member != null && member.isJoined() && state instanceof Following(Decider owner, _)) {
      owner.ask(Ask.of(id, new Command.Prove(), node.time().nanos()));
    }
  }

  /// Sends a membership what a new member would get.
  void resync(MembershipId id, ReplicaState state) {
    LocalMembership member = all.get(id);
    TopicView view = state.view();
    if (member != null && member.isJoined() && view != null) {
      Subscriber.Entered entered = view.entered(id);
      tell(member, it -> it.resynced(entered, view.head()));
    }
  }

  /// All requests for a new owner, in order; nothing counts as held any more. The owner's state is
  /// the view's. Memberships that only one side knows are ended first.
  List<Ask> release(TopicView view) {
    long now = node.time().nanos();
    List<Ask> asks = new ArrayList<>();
    for (MembershipId id : view.state().memberships()) {
      if (id.node() == node.number() && !all.containsKey(id)) {
        asks.add(Ask.of(id, new Command.Leave(Command.How.LOST), now));
      }
    }
    for (LocalMembership member : everyone()) {
      if (member.phase() instanceof Phase.Joining || view.has(member.id())) {
        release(member, asks, now);
      } else {
        end(member, new Ending.Crashed(), view.head());
      }
    }
    outsideCommands.release(asks, now);
    return asks;
  }

  /// What a membership sent before it had joined goes to the owner, if there is one by now.
  void release(MembershipId id, ReplicaState state) {
    LocalMembership member = all.get(id);
    if (member != null && member.isJoined() && state instanceof Following(Decider owner, _)) {
      List<Ask> asks = new ArrayList<>();
      release(member, asks, node.time().nanos());
      asks.forEach(owner::ask);
    }
  }

  private void release(LocalMembership member, List<Ask> asks, long now) {
    if (member.phase() instanceof Phase.Leaving(Command.How how)) {
      asks.add(Ask.of(member.id(), new Command.Leave(how), now));
      return;
    }
    if (member.phase() instanceof Phase.Joining(Command.Join command)) {
      asks.add(Ask.of(member.id(), command, now));
    }
    held -= member.held();
    for (ToReplica.Send send : member.release()) {
      asks.add(Ask.of(member.id(), send.number(), send.command(), now));
    }
  }

  /// A copy, because calling subscribers and removing members changes the map.
  private List<LocalMembership> everyone() {
    List<LocalMembership> now = new ArrayList<>(all.size());
    all.forEach((_, member) -> now.add(member));
    return now;
  }

  /// Passes on an answer from the owner.
  void answered(Decided.Answer answer, TopicView view) {
    switch (answer.actor()) {
      case Actor.Outside _ ->
          outsideCommands.answered(answer.ticket(), answer.outcome(), view.state());
      case Actor.Membership who -> {
        LocalMembership member = all.get(who.id());
        if (member != null) {
          answered(member, answer, view);
        }
      }
    }
  }

  private void answered(LocalMembership member, Decided.Answer answer, TopicView view) {
    if (answer.ticket() > 0) {
      if (member.forget(answer.ticket())) {
        tell(member, it -> it.answered(answer.ticket(), answer.outcome(), view.head()));
      }
    } else if (member.phase() instanceof Phase.Joining) {
      if (answer.outcome() instanceof Outcome.Refused refused) {
        remove(member);
        tell(member, it -> it.refused(refused.refusal()));
      } else {
        member.joined();
        Subscriber.Entered entered = view.entered(member.id());
        tell(member, it -> it.joined(entered, view.head()));
        if (member.held() > 0) {
          inbox.tell(new ToReplica.Release(member.id()));
        }
      }
    }
  }

  /// The memberships that have joined here.
  List<MembershipId> joined() {
    return everyone().stream().filter(LocalMembership::isJoined).map(LocalMembership::id).toList();
  }

  /// Calls the subscriber of a membership that has joined here.
  void tell(MembershipId id, Consumer<Subscriber> call) {
    LocalMembership member = all.get(id);
    if (member != null && member.isJoined()) {
      tell(member, call);
    }
  }

  /// The owner has decided that a membership ends.
  void ended(MembershipId id, Ending ending, long head) {
    LocalMembership member = all.get(id);
    if (member != null) {
      end(member, ending, head);
    }
  }

  /// Ends every membership that had joined, because the state is lost.
  void endAll(long head) {
    for (LocalMembership member : everyone()) {
      if (!(member.phase() instanceof Phase.Joining)) {
        end(member, new Ending.Crashed(), head);
      }
    }
  }

  /// Refuses everybody who is waiting to join, and all server commands.
  void refuseAll(Refusal refusal) {
    for (LocalMembership member : everyone()) {
      if (member.phase() instanceof Phase.Joining) {
        refuseJoin(member, refusal);
      }
    }
    outsideCommands.answerAll(new Outcome.Refused(refusal));
  }

  private void refuseJoin(LocalMembership member, Refusal refusal) {
    node.counters().refuse(refusal.reason());
    remove(member);
    tell(member, it -> it.refused(refusal));
  }

  private void end(LocalMembership member, Ending ending, long head) {
    remove(member);
    tell(member, it -> it.ended(ending, head));
  }

  private void remove(LocalMembership member) {
    if (all.remove(member.id()) != null) {
      held -= member.held();
    }
  }

  private void tell(LocalMembership member, Consumer<Subscriber> call) {
    try {
      call.accept(member.subscriber());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      BUGS.error(topic + ": a bug in a subscriber ended its membership; no other is affected", bug);
      member.silence();
      inbox.tell(new ToReplica.Leave(member.id(), Command.How.LOST));
    }
  }
}
