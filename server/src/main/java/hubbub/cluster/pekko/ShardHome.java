package hubbub.cluster.pekko;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.sharding.ShardRegion;

/// Stands for one shard on the node that is its home. It lives from [hubbub.cluster.peer.FabricEvents#open] until the
/// shard is closed; Pekko starts it no second time while it lives.
///
///     started ─Opened─▶ link      STOP ─Closing─▶ link ─▶ FabricEvents#close ─CLOSED─▶ stopped
final class ShardHome extends AbstractActor {
  /// What the homes and the link say to each other, all on one node.
  sealed interface Notice {
    int shard();

    record Opened(int shard) implements Notice {}

    /// The shard must close; `home` is to be told [Word#CLOSED].
    record Closing(int shard, ActorRef home) implements Notice {}
  }

  /// What a home is told.
  enum Word {
    /// By Pekko: another node is to be the home.
    STOP,

    /// By the link: nothing is decided here any more.
    CLOSED
  }

  private final ActorRef link;
  private final int shard = Integer.parseInt(getSelf().path().name());

  private ShardHome(ActorRef link) {
    this.link = link;
  }

  static Props props(ActorRef link) {
    return Props.create(ShardHome.class, () -> new ShardHome(link));
  }

  @Override
  public void preStart() {
    link.tell(new Notice.Opened(shard), getSelf());
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .matchEquals(Word.STOP, _ -> link.tell(new Notice.Closing(shard, getSelf()), getSelf()))
        .matchEquals(Word.CLOSED, _ -> getContext().stop(getSelf()))
        .matchAny(_ -> {})
        .build();
  }

  /// A message through the region is a shard's number, which names the shard and all that is in it.
  static final class Numbers implements ShardRegion.MessageExtractor {
    @Override
    public String entityId(Object message) {
      return message instanceof Integer shard ? shard.toString() : "";
    }

    @Override
    public Object entityMessage(Object message) {
      return message;
    }

    @Override
    public String shardId(Object message) {
      return message instanceof ShardRegion.StartEntity start
          ? start.entityId()
          : String.valueOf(message);
    }
  }
}
