package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The topics of a shard whose owners are on this node: what follows each owner, and which replicas
/// on other nodes wait until a topic has one. Confined to the shard's loop.
final class OwnedTopics {
  private static final int AT_A_TIME = 64;

  private final ShardContext context;
  private final Wire wire;
  private final Shard shard;
  private final Map<TopicName, Copies> all = new HashMap<>();
  private final AwaitedOwners awaited = new AwaitedOwners();
  private final CopyRound round;

  OwnedTopics(ShardContext context, Wire wire, Shard shard) {
    this.context = context;
    this.wire = wire;
    this.shard = shard;
    this.round = new CopyRound(context.loop());
  }

  boolean has(TopicName topic) {
    return all.containsKey(topic);
  }

  /// An owner has begun, or goes on, with these followers. While a node is leaving, copies are
  /// asked for at once.
  void follows(TopicName topic, Copies followers) {
    all.put(topic, followers);
    if (awaited.has(topic) || wire.members().areAnyLeaving()) {
      context.loop().execute(() -> attachAwaited(topic));
    }
  }

  void followsNoMore(TopicName topic, Copies followers) {
    all.remove(topic, followers);
  }

  private void attachAwaited(TopicName topic) {
    Copies followers = all.get(topic);
    if (followers != null) {
      awaited.take(topic).forEach(followers::attach);
      if (wire.members().areAnyLeaving()) {
        followers.check();
      }
    }
  }

  /// Whether replicas elsewhere wait for the owner of `topic`.
  boolean isAwaited(TopicName topic) {
    return awaited.has(topic);
  }

  /// There is no owner for those that wait.
  void refused(TopicName topic, Refusal refusal) {
    awaited.take(topic).forEach((node, attach) -> wire.send(node, unattached(attach, refusal)));
  }

  private NodeMessage unattached(NodeMessage.Attach attach, Refusal refusal) {
    return new NodeMessage.Unattached(attach.topic(), shard.term(), attach.number(), refusal);
  }

  /// Nobody waits any more.
  void awaitNobody() {
    awaited.clear();
  }

  /// Messages to or from a node were dropped, or it is gone.
  ///
  /// @return the topics whose owners nobody waits for any more
  List<TopicName> lost(NodeId node) {
    List.copyOf(all.values()).forEach(followers -> followers.lost(node));
    return awaited.remove(node);
  }

  /// A node is gone, and with it its members.
  void nodeLeft(Owners owners, NodeId node) {
    nodeLeft(owners.all().iterator(), node.number());
  }

  private void nodeLeft(Iterator<Owner> owners, int number) {
    for (int i = 0; i < AT_A_TIME && owners.hasNext(); i++) {
      owners.next().nodeLeft(number);
    }
    if (owners.hasNext()) {
      context.loop().execute(() -> nodeLeft(owners, number));
    }
  }

  /// A node has been told of this home.
  void heardOfHome(NodeId node) {
    all.values().forEach(followers -> followers.heardOfHome(node));
  }

  /// Has as many nodes keep a copy of each topic as must.
  void checkCopies() {
    round.begin(all.values());
  }

  /// Whether enough nodes have a copy of each topic.
  boolean areCopied() {
    return all.values().stream().allMatch(Copies::areEnough);
  }

  /// A message from another node to an owner.
  void heard(Owners owners, NodeId from, NodeMessage.OfTopic message) {
    if (message instanceof NodeMessage.Attach attach) {
      attach(from, attach);
      return;
    } else if (message instanceof NodeMessage.Unread) {
      wire.send(from, new NodeMessage.Incompatible(message.topic(), shard.term()));
      return;
    }
    Copies followers = all.get(message.topic());
    Optional<Owner> owner = owners.find(message.topic());
    if (followers != null && owner.isPresent() && mayHear(followers, from, message)) {
      heard(owner.get(), followers, from, message);
    }
  }

  /// A node without a copy can say only that it can't have one.
  private static boolean mayHear(Copies followers, NodeId from, NodeMessage.OfTopic message) {
    return followers.has(from) || message instanceof NodeMessage.Incompatible;
  }

  private void heard(Owner owner, Copies followers, NodeId from, NodeMessage.OfTopic message) {
    switch (message) {
      case NodeMessage.Settled settled -> {
        followers.settled(from, settled.rev());
        owner.settled();
      }
      case NodeMessage.Asked asked -> {
        followers.needed(from);
        long since = context.node().time().nanos() - asked.waitedNanos();
        owner.ask(new Ask(from.number(), asked.ticket(), asked.request(), since));
      }
      case NodeMessage.UnreadCommand unread -> refuse(from, unread);
      case NodeMessage.Confirmed confirmed -> followers.confirmed(from, confirmed.rev());
      case NodeMessage.Unneeded _ -> followers.unneeded(from);
      case NodeMessage.Incompatible _ -> {
        followers.incompatible(from);
        owner.lostView(from.number());
      }
      case NodeMessage.LostView _ -> {
        followers.lost(from);
        followers.check();
        owner.lostView(from.number());
      }
      default -> {}
    }
  }

  private void refuse(NodeId from, NodeMessage.UnreadCommand unread) {
    Outcome refused = new Outcome.Refused(Refusal.of(Reason.INCOMPATIBLE));
    Decided.Answer answer =
        new Decided.Answer(from.number(), unread.actor(), unread.ticket(), refused);
    wire.send(
        from, new NodeMessage.Batch(unread.topic(), shard.term(), List.of(), List.of(answer)));
  }

  private void attach(NodeId from, NodeMessage.Attach attach) {
    Copies followers = all.get(attach.topic());
    if (followers != null) {
      followers.attach(from, attach);
    } else if (attach.isVisit() && !awaited.has(attach.topic()) && !shard.lives(attach.topic())) {
      wire.send(from, unattached(attach, Refusal.of(Reason.NO_SUCH_TOPIC)));
    } else {
      awaited.add(from, attach);
      context.replicas().deliver(attach.topic(), new ToReplica.StandBy());
    }
  }
}
