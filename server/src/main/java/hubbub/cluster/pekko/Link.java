package hubbub.cluster.pekko;

import hubbub.cluster.peer.FabricEvents;
import hubbub.cluster.peer.NodeId;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes on to a node's [FabricEvents] what happens in the cluster: frames that other nodes send
/// here, changes of members, and shards that open and close on this node. One at a time, so this
/// actor is the thread of the fabric.
final class Link extends AbstractActor {
  static final String NAME = "link";

  /// Told by another actor of this node: the node must not go on.
  enum Order {
    END
  }

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final FabricEvents events;
  private final Ending ending;
  private final Cluster cluster = Cluster.get(getContext().getSystem());
  private final NodeId self = Addresses.nodeOf(cluster.selfUniqueAddress());
  private final Members members = new Members();
  private boolean isOver;

  private Link(FabricEvents events, Ending ending) {
    this.events = events;
    this.ending = ending;
  }

  static Props props(FabricEvents events, Ending ending) {
    return Props.create(Link.class, () -> new Link(events, ending));
  }

  @Override
  public void preStart() {
    cluster.subscribe(
        getSelf(),
        ClusterEvent.initialStateAsEvents(),
        ClusterEvent.MemberEvent.class,
        ClusterEvent.ReachabilityEvent.class,
        ClusterEvent.ClusterShuttingDown$.class);
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(byte[].class, this::receive)
        .match(ShardHome.Notice.class, it -> report(() -> pass(it)))
        .match(ClusterEvent.MemberEvent.class, it -> report(() -> pass(it)))
        .match(ClusterEvent.ClusterShuttingDown$.class, _ -> report(this::over))
        .match(
            ClusterEvent.UnreachableMember.class,
            it -> report(() -> members.find(it.member()).ifPresent(events::unreachable)))
        .match(
            ClusterEvent.ReachableMember.class,
            it -> report(() -> members.find(it.member()).ifPresent(events::reachable)))
        .match(Order.class, _ -> report(() -> ending.down(events)))
        .build();
  }

  private void receive(byte[] bytes) {
    String from = Addresses.endpointOf(getSender().path().address()).toString();
    Frame.decode(bytes)
        .filter(frame -> frame.to() == self.number())
        .ifPresent(frame ->
            report(() -> events.received(new NodeId(frame.from(), from), frame.content())));
  }

  private void pass(ShardHome.Notice notice) {
    switch (notice) {
      case ShardHome.Notice.Opened opened -> events.open(opened.shard());
      case ShardHome.Notice.Closing closing ->
          events.close(
              closing.shard(), () -> closing.home().tell(ShardHome.Word.CLOSED, getSelf()));
    }
  }

  /// Pekko says next that all members are removed, which they are not: this node is. Alone, it
  /// would be the majority of all nodes, and acknowledge what no other has.
  private void over() {
    isOver = true;
    ending.down(events);
  }

  private void pass(ClusterEvent.MemberEvent event) {
    if (isOver) {
      return;
    }
    Member member = event.member();
    switch (event) {
      case ClusterEvent.MemberUp _, ClusterEvent.MemberLeft _, ClusterEvent.MemberExited _ ->
          members.add(member).ifPresent(node -> meet(node, member));
      case ClusterEvent.MemberDowned _ -> {
        if (isSelf(member)) {
          ending.down(events);
        }
      }
      case ClusterEvent.MemberRemoved _ -> remove(member);
      default -> {}
    }
  }

  /// Two runs have one number once in 16 million times. Then the younger one ends, before anything
  /// has got its number.
  private void meet(NodeId node, Member member) {
    boolean isDouble = node.number() == self.number() && !isSelf(member);
    if (isDouble && member.isOlderThan(cluster.selfMember())) {
      LOG.error(
          "Two nodes of the cluster have one number, and this one ends: {} and {}", node, self);
      ending.down(events);
    }
    events.up(node);
  }

  private void remove(Member member) {
    members.remove(member).ifPresent(events::removed);
    if (isSelf(member)) {
      ending.down(events);
    }
  }

  private boolean isSelf(Member member) {
    return member.uniqueAddress().equals(cluster.selfUniqueAddress());
  }

  /// A bug in what hears of an event must not cost the next ones.
  private static void report(Runnable passing) {
    try {
      passing.run();
    } catch (RuntimeException bug) {
      LOG.error("What happened in the cluster was met by a bug in Hubbub. Please report it", bug);
    }
  }
}
