package hubbub.cluster;

import hubbub.topic.TopicName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/// Every shard lives on this node, from its start to its end. Each shard's owners are confined to
/// the loop of the shard.
final class AllHere implements Placement {
  private final Owners[] shards;

  AllHere(Node node, Shards shards) {
    this.shards =
        IntStream.range(0, Shards.COUNT)
            .mapToObj(shard -> new Owners(node, shards.loopOf(shard)))
            .toArray(Owners[]::new);
  }

  @Override
  public void attach(TopicName topic, ToOwner.Attach attach) {
    shards[Shards.of(topic)].attach(topic, attach);
  }

  @Override
  public CompletionStage<Void> ready() {
    return CompletableFuture.completedStage(null);
  }
}
