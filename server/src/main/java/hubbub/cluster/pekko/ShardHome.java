package hubbub.cluster.pekko;

import java.util.function.IntFunction;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.sharding.ShardRegion;

/// Stands for a few shards on the node that is their home: those whose numbers are its own number
/// times [#SHARDS], and the next ones. It lives from [hubbub.cluster.peer.FabricEvents#open] until
/// the shards are closed; Pekko, for which they are one shard, starts it no second time while it
/// lives.
///
///     started ─Opened─▶ link      STOP ─Closing─▶ link ─▶ FabricEvents#close ─CLOSED─▶ stopped
///
/// Pekko finds homes one after the other, and writes down on a majority of the nodes where each is.
/// On a busy machine, that takes more than 20 ms, during which the next ones have no home.
final class ShardHome extends AbstractActor {
  /// How many shards have one home.
  static final int SHARDS = 4;

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

    /// By the link, for each shard: nothing is decided here any more.
    CLOSED
  }

  private final ActorRef link;
  private final int first = Integer.parseInt(getSelf().path().name()) * SHARDS;
  private int open = SHARDS;

  private ShardHome(ActorRef link) {
    this.link = link;
  }

  static Props props(ActorRef link) {
    return Props.create(ShardHome.class, () -> new ShardHome(link));
  }

  @Override
  public void preStart() {
    tellOfEach(Notice.Opened::new);
  }

  private void tellOfEach(IntFunction<Notice> what) {
    for (int shard = first; shard < first + SHARDS; shard++) {
      link.tell(what.apply(shard), getSelf());
    }
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder().matchEquals(Word.STOP, _ -> close()).matchAny(_ -> {}).build();
  }

  private void close() {
    getContext()
        .become(receiveBuilder().matchEquals(Word.CLOSED, _ -> closed()).matchAny(_ -> {}).build());
    tellOfEach(shard -> new Notice.Closing(shard, getSelf()));
  }

  private void closed() {
    open--;
    if (open == 0) {
      getContext().stop(getSelf());
    }
  }

  /// A message through the region is the number of a shard, and goes to its home.
  static final class Numbers implements ShardRegion.MessageExtractor {
    @Override
    public String entityId(Object message) {
      return message instanceof Integer shard ? String.valueOf(shard / SHARDS) : "";
    }

    @Override
    public Object entityMessage(Object message) {
      return message;
    }

    @Override
    public String shardId(Object message) {
      return message instanceof ShardRegion.StartEntity start
          ? start.entityId()
          : entityId(message);
    }
  }
}
