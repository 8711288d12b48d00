package hubbub.cluster;

import hubbub.cluster.peer.NodeId;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One shard, as this node has it: where its home is, the copies of its topics here, and, if the
/// home is here, the owners. Confined to the shard's loop.
///
/// At its home:
///
///     Away ── the fabric opens it here ──▶ Opening ── all have answered ──▶ Here ──▶ Closing ──▶ Away
///
/// A new home asks everybody what they have, and lets the topics go on from the best copies. Homes
/// have rising terms, and whoever has answered one hears no older one.
final class Shard {
  private static final int NUMBER_BITS = 24;
  private static final int AT_A_TIME = 64;
  private static final long WRITE_CHECK_MILLIS = 10;

  /// In that time, those that had copies have asked a new home for what they lack.
  private static final long THEIRS_COME_MILLIS = 2_000;

  private final ShardContext context;
  private final Wire wire;
  private final ShardCopies copies;
  private final Map<TopicName, TopicCopy> looking = new LinkedHashMap<>();
  private final Map<TopicName, RemoteOwner> followed = new HashMap<>();
  private final OwnedTopics owned;
  private ShardPhase phase = new ShardPhase.Away();
  private @Nullable NodeId home;
  private boolean isOpen;

  /// Whether the fabric has made this node the home, whatever others say.
  private boolean isAssigned;

  private long term;
  private long attempts;

  Shard(ShardContext context, Wire wire) {
    this.context = context;
    this.wire = wire;
    this.copies = new ShardCopies(context.partSender(), wire);
    this.owned = new OwnedTopics(context, wire, this);
  }

  long term() {
    return term;
  }

  /// Its number.
  int number() {
    return wire.shard();
  }

  /// Whether it has a home, or soon will, as far as this node knows.
  boolean hasHome() {
    return home != null;
  }

  // For this node's replicas.

  /// Has the owner of `topic` attach `replica`, now or once there is a home. Does nothing if it is
  /// no longer looking for one.
  void attach(TopicName topic, TopicCopy replica) {
    NodeId now = home;
    if (!replica.isAttaching()) {
      return;
    }
    if (!isOpen || now == null) {
      looking.put(topic, replica);
    } else if (phase instanceof ShardPhase.Here(Owners owners)) {
      if (replica.isVisit() && !lives(topic)) {
        replica.refused(Refusal.of(Reason.NO_SUCH_TOPIC));
      } else {
        owners.attach(topic, new Copies(topic, replica, wire, this));
      }
    } else if (!isOnItsWay(topic, replica)) {
      RemoteOwner.Home there = new RemoteOwner.Home(now, term);
      RemoteOwner owner = new RemoteOwner(topic, replica, wire, context.loop(), there, ++attempts);
      Optional.ofNullable(followed.put(topic, owner)).ifPresent(RemoteOwner::end);
      owner.attach();
    }
  }

  /// Whether the topic has an owner here, or soon will: this node's copy waits for one.
  boolean lives(TopicName topic) {
    return owned.has(topic) || copies.reached(topic).isPresent();
  }

  /// Whether the whole topic is being copied to `replica`, which takes its time.
  private boolean isOnItsWay(TopicName topic, TopicCopy replica) {
    RemoteOwner owner = followed.get(topic);
    return owner != null && owner.isCopyingTo(replica);
  }

  void holds(TopicName topic, TopicCopy replica) {
    copies.add(topic, replica);
  }

  void drops(TopicName topic) {
    copies.remove(topic);
  }

  /// There is no owner for this node's replica, nor for any other.
  void refused(TopicName topic, Refusal refusal) {
    owned.refused(topic, refusal);
  }

  /// This node can't read the topic for now, and so can't stand by.
  void unreadable(TopicName topic) {
    NodeId now = home;
    if (phase instanceof ShardPhase.Here) {
      refused(topic, Refusal.of(Reason.INCOMPATIBLE));
    } else if (isOpen && now != null) {
      wire.send(now, new NodeMessage.Incompatible(topic, term));
    }
  }

  // For this node's owners.

  /// What this node is the home of.
  OwnedTopics owned() {
    return owned;
  }

  /// Sends a whole topic to another node, over several turns of the loop.
  void sendWhole(NodeId to, PartSender.Order order) {
    context.partSender().send(to, wire, order);
  }

  // From the fabric.

  /// This node is to be the home, until [#close]: now, or once it has closed.
  void open() {
    isAssigned = true;
    beginIfAssigned();
  }

  private void beginIfAssigned() {
    if (isAssigned && phase instanceof ShardPhase.Away) {
      begin();
    }
  }

  private void begin() {
    term = ((term >>> NUMBER_BITS) + 1) << NUMBER_BITS | wire.members().self().number();
    home(wire.members().self(), false);
    ShardOpening opening = new ShardOpening(wire, term, copies, context.replicas(), this::opened);
    phase = new ShardPhase.Opening(opening);
    opening.begin();
  }

  private void opened() {
    phase = new ShardPhase.Here(new Owners(context.node(), context.loop(), term));
    wire.sendAll(new NodeMessage.Open(term));
    home(wire.members().self(), true);
    var _ = context.loop().schedule(this::checkCopies, THEIRS_COME_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Another node is to be the home. Runs `closed` when nothing is decided here any more.
  void close(Runnable closed) {
    isAssigned = false;
    closeOnceWritten(closed);
  }

  /// What is being written to the store comes first, or the next home would write it again. If that
  /// takes too long, Pekko opens the next home all the same.
  private void closeOnceWritten(Runnable closed) {
    if (phase instanceof ShardPhase.Here(Owners owners) && owners.endWriting()) {
      var _ =
          context
              .loop()
              .schedule(() -> closeOnceWritten(closed), WRITE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      closeNow(closed);
    }
  }

  private void closeNow(Runnable closed) {
    if (phase instanceof ShardPhase.Here(Owners owners)) {
      ShardClosing closing =
          new ShardClosing(
              owners,
              () -> {
                goAway();
                closed.run();
              });
      phase = new ShardPhase.Closing(closing);
      closing.begin(wire, term, context.loop());
    } else {
      if (phase instanceof ShardPhase.Opening(ShardOpening opening)) {
        opening.stop();
        goAway();
        wire.sendAll(new NodeMessage.Closed(term));
      }
      closed.run();
    }
  }

  private void goAway() {
    phase = new ShardPhase.Away();
    home(null, false);
  }

  /// A node has become a member.
  void up(NodeId node) {
    if (phase instanceof ShardPhase.Opening(ShardOpening opening)) {
      opening.ask(node);
    } else if (phase instanceof ShardPhase.Here) {
      wire.send(node, new NodeMessage.Open(term));
      owned.heardOfHome(node);
      checkCopies();
    }
  }

  /// A node is no member any more.
  void removed(NodeId node) {
    lost(node);
    if (phase instanceof ShardPhase.Opening(ShardOpening opening)) {
      opening.removed(node);
    } else if (phase instanceof ShardPhase.Here(Owners owners)) {
      owned.nodeLeft(owners, node);
      checkCopies();
    } else if (node.equals(home)) {
      home(null, false);
    }
  }

  /// Nodes have come or gone, or are in reach again, or out of it.
  void checkCopies() {
    if (phase instanceof ShardPhase.Here) {
      owned.checkCopies();
    }
  }

  /// Whether the topics that are owned here are on enough nodes. Its home answers for a shard.
  boolean isCopied() {
    return switch (phase) {
      case ShardPhase.Away _ -> isOpen;
      case ShardPhase.Here _ -> owned.areCopied();
      case ShardPhase.Opening _, ShardPhase.Closing _ -> false;
    };
  }

  /// Messages to or from a member were dropped: what is under way with it begins anew.
  void reset(NodeId node) {
    lost(node);
    if (phase instanceof ShardPhase.Opening(ShardOpening opening)) {
      opening.ask(node);
    } else if (phase instanceof ShardPhase.Here) {
      wire.send(node, new NodeMessage.Open(term));
      checkCopies();
    } else if (node.equals(home)) {
      home(node, isOpen);
    }
  }

  private void lost(NodeId node) {
    for (TopicName topic : owned.lost(node)) {
      if (phase instanceof ShardPhase.Here(Owners owners)) {
        owners.find(topic).ifPresent(Owner::settled);
      }
    }
  }

  /// Replicas that followed an owner look for one again.
  private void home(@Nullable NodeId node, boolean isOpenNow) {
    home = node;
    isOpen = isOpenNow;
    context.homes().set(number(), node, isOpenNow);
    List<RemoteOwner> before = new ArrayList<>(followed.values());
    followed.clear();
    before.forEach(owner -> owner.released(Follower.Why.MOVED));
    if (isOpenNow) {
      attachThoseLooking();
    } else if (node == null) {
      context.loop().execute(this::beginIfAssigned); // whoever let it go has finished by then
    }
  }

  /// A few at a time, so that the loop's sockets have their turn.
  private void attachThoseLooking() {
    if (!isOpen || looking.isEmpty()) {
      return;
    }
    List<Map.Entry<TopicName, TopicCopy>> some =
        looking.entrySet().stream().limit(AT_A_TIME).map(Map.Entry::copyOf).toList();
    some.forEach(it -> looking.remove(it.getKey()));
    some.forEach(it -> attach(it.getKey(), it.getValue()));
    context.loop().execute(this::attachThoseLooking);
  }

  // From other nodes.

  /// A message about the shard.
  void heard(NodeId from, NodeMessage message) {
    switch (message) {
      case NodeMessage.Opening opening -> opening(from, opening);
      case NodeMessage.Open open -> {
        if (open.term() >= term && !isHome(open.term())) {
          stepDown(open.term());
          home(from, true);
        }
      }
      case NodeMessage.Closed closed -> {
        if (closed.term() == term && from.equals(home)) {
          home(null, false);
        }
      }
      case NodeMessage.Overtaken overtaken -> {
        if (overtaken.term() > term && phase instanceof ShardPhase.Opening(ShardOpening opening)) {
          opening.stop();
          term = overtaken.term();
          begin();
        }
      }
      case NodeMessage.Inventory inventory -> {
        if (phase instanceof ShardPhase.Opening(ShardOpening opening)) {
          opening.answered(from, inventory);
        }
      }
      case NodeMessage.OfTopic ofTopic -> heard(from, ofTopic);
    }
  }

  private boolean isHome(long ofTerm) {
    return ofTerm == term && !(phase instanceof ShardPhase.Away);
  }

  /// The answer is a promise to hear no older home.
  private void opening(NodeId from, NodeMessage.Opening opening) {
    if (opening.term() < term) {
      wire.send(from, new NodeMessage.Overtaken(term));
      return;
    }
    stepDown(opening.term());
    home(from, false);
    wire.send(from, new NodeMessage.Inventory(term, copies.inventory()));
  }

  /// A later home than this node's decides from now on.
  private void stepDown(long to) {
    ShardPhase before = phase;
    phase = new ShardPhase.Away();
    if (before instanceof ShardPhase.Here(Owners owners)) {
      owners.depose();
    } else if (before instanceof ShardPhase.Closing(ShardClosing closing)) {
      closing.finish();
    } else if (before instanceof ShardPhase.Opening(ShardOpening opening)) {
      opening.stop();
    }
    owned.awaitNobody();
    term = to;
  }

  private void heard(NodeId from, NodeMessage.OfTopic message) {
    if (message.term() != term) {
      return;
    }
    switch (phase) {
      case ShardPhase.Here(Owners owners) -> owned.heard(owners, from, message);
      case ShardPhase.Opening(ShardOpening opening) -> {
        switch (message) {
          case NodeMessage.Fetched fetched -> opening.fetched(fetched);
          case NodeMessage.Part part -> opening.part(part);
          case NodeMessage.Unread _, NodeMessage.Incompatible _ ->
              opening.unreadable(from, message.topic());
          default -> {}
        }
      }
      case ShardPhase.Away _ -> toReplica(from, message);
      case ShardPhase.Closing _ -> {}
    }
  }

  private void toReplica(NodeId from, NodeMessage.OfTopic message) {
    TopicName topic = message.topic();
    if (message instanceof NodeMessage.Fetch fetch) {
      copies.fetch(from, fetch, () -> term == fetch.term());
    } else if (message instanceof NodeMessage.StandBy) {
      context.replicas().deliver(topic, new ToReplica.StandBy());
    } else if (message instanceof NodeMessage.Unread && !isOpen) {
      wire.send(from, new NodeMessage.Incompatible(topic, term));
    } else if (followed.containsKey(topic)) {
      toReplica(followed.get(topic), message);
    }
  }

  private void toReplica(RemoteOwner owner, NodeMessage.OfTopic message) {
    switch (message) {
      case NodeMessage.Part part -> owner.part(part);
      case NodeMessage.Unread _, NodeMessage.Incompatible _ -> owner.incompatible();
      case NodeMessage.Attached attached -> owner.attached(attached);
      case NodeMessage.Unattached unattached -> owner.unattached(unattached);
      case NodeMessage.Batch batch -> owner.heard(batch);
      case NodeMessage.Confirm _ -> owner.confirm();
      case NodeMessage.Released released -> {
        followed.remove(message.topic(), owner);
        owner.released(released.why());
      }
      default -> {}
    }
  }
}
