package hubbub.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

/// Asks every shard whether it works, a few at a time, and again those that stay silent, until each
/// has answered. A few, because the coordinator settles one after the other, and passes over all
/// that wait each time. The node is ready when `enough` have.
final class Readiness {
  private static final String AGAIN = "";
  private static final Duration PACE = Duration.ofMillis(500);
  private static final int AT_ONCE = 4;

  private final ActorRef<ShardingEnvelope<ToShard>> region;
  private final CompletableFuture<Void> ready;
  private int missing;
  private final Deque<String> unasked = new ArrayDeque<>();
  private final Set<String> silent = new HashSet<>();

  private Readiness(
      ActorRef<ShardingEnvelope<ToShard>> region, int enough, CompletableFuture<Void> ready) {
    this.region = region;
    this.missing = enough;
    this.ready = ready;
    IntStream.range(0, NodeConfig.SHARDS).mapToObj(Shards::name).forEach(unasked::add);
  }

  /// Completes `ready` once `enough` have answered; goes on to the last.
  static Behavior<String> of(
      ActorRef<ShardingEnvelope<ToShard>> region, int enough, CompletableFuture<Void> ready) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(
            timers -> new Readiness(region, enough, ready).start(context.getSelf(), timers)));
  }

  private Behavior<String> start(ActorRef<String> self, TimerScheduler<String> timers) {
    timers.startTimerWithFixedDelay(AGAIN, PACE);
    for (int i = 0; i < AT_ONCE; i++) {
      askNext(self);
    }
    return Behaviors.receive(String.class).onAnyMessage(answer -> hear(self, answer)).build();
  }

  private Behavior<String> hear(ActorRef<String> self, String answer) {
    if (answer.equals(AGAIN)) {
      silent.forEach(shard -> ask(self, shard));
    } else if (silent.remove(answer)) {
      askNext(self);
      if (--missing == 0) {
        ready.complete(null);
      }
    }
    return silent.isEmpty() ? Behaviors.stopped() : Behaviors.same();
  }

  private void askNext(ActorRef<String> self) {
    String shard = unasked.poll();
    if (shard != null) {
      silent.add(shard);
      ask(self, shard);
    }
  }

  private void ask(ActorRef<String> self, String shard) {
    region.tell(new ShardingEnvelope<>(shard, new ToShard.Ping(self)));
  }
}
