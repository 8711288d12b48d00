package hubbub.cluster;

import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/// A placement for a single node: all shards are here.
final class SingleNodePlacement implements Placement {
  private final Owners[] shards;

  SingleNodePlacement(Node node, Shards shards) {
    this.shards =
        IntStream.range(0, Shards.COUNT)
            .mapToObj(shard -> new Owners(node, shards.loopOf(shard)))
            .toArray(Owners[]::new);
  }

  @Override
  public void attach(TopicName topic, TopicCopy replica) {
    shards[Shards.of(topic)].attach(topic, replica);
  }

  @Override
  public void holds(TopicName topic, TopicCopy replica) {}

  @Override
  public void drops(TopicName topic) {}

  @Override
  public void refused(TopicName topic, Refusal refusal) {}

  @Override
  public CompletionStage<Void> stop() {
    return CompletableFuture.allOf(
        Arrays.stream(shards)
            .map(owners -> CompletableFuture.runAsync(owners::stop, owners.loop()))
            .toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public void unreadable(TopicName topic) {}

  @Override
  public CompletionStage<Void> ready() {
    return CompletableFuture.completedStage(null);
  }
}
