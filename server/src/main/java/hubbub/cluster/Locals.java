package hubbub.cluster;

import hubbub.logging.ThrottledLog;
import hubbub.topic.Ending;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Refusal;
import hubbub.topic.Subscriber;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The memberships of this node in one topic, in the order of their joins: the authority on them.
/// Confined to the replica. A subscriber that throws is not called again, and its membership is to
/// be ended as lost ([#takeBroken]).
final class Locals {
  private static final ThrottledLog BUGS = new ThrottledLog(Locals.class);
  private static final int MOST_HELD = 32;
  private static final int MOST_HELD_OF_ALL = 10_000;

  private final TopicName topic;
  private final Map<MembershipId, Local> all = new LinkedHashMap<>(4);
  private List<MembershipId> broken = List.of();
  private int held;
  private int standing;

  Locals(TopicName topic) {
    this.topic = topic;
  }

  Local add(ToReplica.Join join) {
    Local local = new Local(join);
    all.put(local.id(), local);
    return local;
  }

  @Nullable Local get(MembershipId id) {
    return all.get(id);
  }

  /// All as they are now, to go through while some end. Not by the map's view of them: it would
  /// keep that.
  List<Local> all() {
    List<Local> now = new ArrayList<>(all.size());
    all.forEach((_, local) -> now.add(local));
    return now;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /// How many have been joined and not ended.
  int standing() {
    return standing;
  }

  /// The join was answered ok.
  void joined(Local local) {
    local.joined();
    standing++;
  }

  /// Keeps a command that can't be asked now; false if too many are kept already.
  boolean hold(Local local, ToReplica.Send send) {
    if (local.held() >= MOST_HELD || held >= MOST_HELD_OF_ALL) {
      return false;
    }
    local.keep(send, true);
    held++;
    return true;
  }

  /// Gives out all that one membership has kept, to be asked.
  Iterable<ToReplica.Send> release(Local local) {
    held -= local.held();
    return local.release();
  }

  void answered(Local local, long number, Outcome outcome, long after) {
    if (local.answered(number)) {
      tell(local, subscriber -> subscriber.answered(number, outcome, after));
    }
  }

  /// The join was refused.
  void refused(Local local, Refusal refusal) {
    remove(local);
    tell(local, subscriber -> subscriber.refused(refusal));
  }

  void ended(Local local, Ending ending, long after) {
    remove(local);
    tell(local, subscriber -> subscriber.ended(ending, after));
  }

  private void remove(Local local) {
    if (all.remove(local.id()) != null) {
      held -= local.held();
      standing -= local.phase() == Local.Phase.JOINING ? 0 : 1;
    }
  }

  /// Calls a subscriber; one that throws is as good as lost.
  void tell(Local local, Consumer<Subscriber> call) {
    try {
      call.accept(local.subscriber());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError bug) {
      BUGS.error(topic + ": a bug in a subscriber ended its membership; the others go on", bug);
      broken = broken.isEmpty() ? new ArrayList<>() : broken;
      broken.add(local.id());
    }
  }

  /// The memberships whose subscriber threw since this was last asked.
  List<MembershipId> takeBroken() {
    List<MembershipId> taken = broken;
    broken = List.of();
    return taken;
  }
}
