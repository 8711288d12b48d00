package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/// The way to a topic's owner: straight, if its shard is on this node, else through Pekko's shard
/// region. What Pekko knows of a shard is one actor, on the loop of the shard; the owners are
/// objects that it holds, so that topics are born and die without Pekko.
final class Region {
  private static final EntityTypeKey<ToShard> SHARD = EntityTypeKey.create(ToShard.class, "topic");

  private final ActorSystem<?> system;
  private final Node node;
  private final OnLoops.Loops loops;
  private final AtomicReferenceArray<Owners> here = new AtomicReferenceArray<>(NodeConfig.SHARDS);
  private final ActorRef<ShardingEnvelope<ToShard>> shards;

  Region(ActorSystem<?> system, Node node, OnLoops.Loops loops) {
    this.system = system;
    this.node = node;
    this.loops = loops;
    this.shards =
        ClusterSharding.get(system)
            .init(
                Entity.of(SHARD, entity -> shard(Integer.parseInt(entity.getEntityId())))
                    .withEntityProps(onTopics())
                    .withStopMessage(new ToShard.Stop())
                    .withMessageExtractor(new Shards()));
  }

  private static DispatcherSelector onTopics() {
    return DispatcherSelector.fromConfig(NodeConfig.TOPICS_DISPATCHER);
  }

  private Behavior<ToShard> shard(int number) {
    return Behaviors.setup(_ -> {
      Owners owners = new Owners(node, loops.of(number));
      here.set(number, owners);
      return Behaviors.receive(ToShard.class)
          .onMessage(ToShard.class, message -> hear(owners, number, message))
          .onSignal(
              PostStop.class,
              _ -> {
                here.set(number, null);
                owners.end();
                return Behaviors.same();
              })
          .build();
    });
  }

  private static Behavior<ToShard> hear(Owners owners, int number, ToShard message) {
    switch (message) {
      case ToShard.Attach attach -> owners.attach(attach.topic(), attach.attach());
      case ToShard.Ping ping -> ping.replyTo().tell(Shards.name(number));
      case ToShard.Stop _ -> {
        return Behaviors.stopped();
      }
    }
    return Behaviors.same();
  }

  /// Has a replica attach. To be called on the loop of the topic's shard.
  void attach(TopicName topic, ToOwner.Attach attach) {
    int shard = Shards.of(topic);
    Owners owners = here.get(shard);
    if (owners == null) {
      shards.tell(new ShardingEnvelope<>(Shards.name(shard), new ToShard.Attach(topic, attach)));
    } else {
      owners.attach(topic, attach);
    }
  }

  /// Has every shard find its home, and completes `ready` once `enough` of them work.
  void probe(int enough, CompletableFuture<Void> ready) {
    system.systemActorOf(Readiness.of(shards, enough, ready), "readiness", onTopics());
  }
}
