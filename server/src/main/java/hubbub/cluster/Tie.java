package hubbub.cluster;

import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MembershipId;
import hubbub.topic.Outcome;
import hubbub.topic.Request;
import hubbub.topic.Topic;
import hubbub.topic.TopicState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a replica has of its topic at a time: the owner that it follows, and its copy of the state.
/// Either may be missing: it has no copy before it first follows, and none after it was lost;
/// between two owners it has a copy alone. Confined to the replica.
final class Tie {
  private final Node node;
  private ToOwner.@Nullable Ref owner;
  private @Nullable Copy copy;

  Tie(Node node) {
    this.node = node;
  }

  /// Follows an owner from now on, or none.
  void follow(ToOwner.@Nullable Ref now) {
    owner = now;
  }

  ToOwner.@Nullable Ref owner() {
    return owner;
  }

  boolean isFollowing() {
    return owner != null;
  }

  /// Has that copy from now on, or none; gives back the one before.
  @Nullable Copy replaceCopy(@Nullable Copy now) {
    Copy before = copy;
    copy = now;
    return before;
  }

  @Nullable Copy copy() {
    return copy;
  }

  /// Whether that very state is the one of the copy.
  boolean has(TopicState state) {
    return copy != null && copy.state() == state;
  }

  /// The copy, where there has to be one.
  Copy standingCopy() {
    return Objects.requireNonNull(copy, "a membership without a state");
  }

  /// The state, where there has to be one.
  TopicState state() {
    return standingCopy().state();
  }

  /// The place that the next frame will have.
  long head() {
    return copy == null ? 0 : copy.log().head();
  }

  /// Asks the owner, if there is one; who asks has to ask the next one again.
  void ask(long ticket, Request request, long sinceNanos) {
    if (owner != null) {
      owner.tell(new ToOwner.Ask(node.number(), ticket, request, sinceNanos));
    }
  }

  /// Asks the owner for a membership's join or leave, which have no number.
  void ask(MembershipId who, Command command, long sinceNanos) {
    ask(0, new Request(new Actor.Membership(who), 0, command), sinceNanos);
  }

  /// Whether that only reads, and can be answered from the copy.
  boolean canRead(Command command) {
    return command instanceof Command.Read && copy != null;
  }

  Outcome read(Actor actor, Command.Read read) {
    return Topic.read(state(), actor, read, node.time().epochMillis());
  }
}
