package hubbub.bench;

import hubbub.app.BadSetting;
import hubbub.app.Hubbub;
import hubbub.app.Settings;
import hubbub.app.Subscription;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.MemberId;
import hubbub.topic.Nick;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Refusal;
import hubbub.topic.Snapshot;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What registered topics cost, on SQLite, beside topics that are not registered, whose joins ask
/// nobody: how many a second can be registered, born, and joined. A few hundred are under way at a
/// time, as many as there are clients of a busy server that come back at once.
final class StoreCost {
  private static final int ALL = 10_000;
  private static final int QUICK = 500;
  private static final int AT_ONCE = 400;

  private final int count;

  StoreCost(boolean isQuick) {
    this.count = isQuick ? QUICK : ALL;
  }

  /// Runs it.
  ///
  /// @return a table
  String measure() throws IOException, BadSetting {
    String data = Files.createTempDirectory("hubbub-store").toString();
    try (Hubbub hubbub =
        Hubbub.start(Settings.of(Map.of("hubbub.port", "0", "hubbub.data", data)))) {
      double unregistered = aSecond(i -> joins(hubbub, "room:plain" + i, "born" + i));
      double registrations = aSecond(i -> registers(hubbub, "room:registered" + i));
      double births = aSecond(i -> joins(hubbub, "room:registered" + i, "born" + i));
      double plain = aSecond(i -> joins(hubbub, "room:plain0", "guest" + i));
      double joins = aSecond(i -> joins(hubbub, "room:registered0", "guest" + i));
      return Results.head(List.of("%,d of each, on SQLite".formatted(count), "a second"))
          + Results.row(List.of("registrations", Results.figure(registrations)))
          + Results.row(List.of("births of registered topics", Results.figure(births)))
          + Results.row(List.of("births of others", Results.figure(unregistered)))
          + Results.row(List.of("joins of a registered topic", Results.figure(joins)))
          + Results.row(List.of("joins of another", Results.figure(plain)));
    }
  }

  /// How many of these are done a second.
  private double aSecond(IntFunction<CompletableFuture<?>> act) {
    long start = System.nanoTime();
    for (int from = 0; from < count; from += AT_ONCE) {
      List<CompletableFuture<?>> now = new ArrayList<>();
      IntStream.range(from, Math.min(count, from + AT_ONCE)).mapToObj(act).forEach(now::add);
      CompletableFuture.allOf(now.toArray(CompletableFuture<?>[]::new)).join();
    }
    return count / ((System.nanoTime() - start) / 1e9);
  }

  private static CompletableFuture<?> registers(Hubbub hubbub, String topic) {
    return hubbub
        .topics()
        .send(
            new TopicName(topic),
            new Actor.Server("bench"),
            new Command.Register(TopicSettings.Patch.NONE))
        .thenAccept(outcome -> {
          if (!outcome.equals(Outcome.OK)) {
            throw new IllegalStateException(topic + ": " + outcome);
          }
        })
        .toCompletableFuture();
  }

  private static CompletableFuture<?> joins(Hubbub hubbub, String topic, String name) {
    CompletableFuture<Void> entered = new CompletableFuture<>();
    Command.Join join =
        new Command.Join(
            new MemberId(name), new Nick(name, name, name), Rank.GUEST, Optional.empty());
    Subscription _ =
        hubbub.subscribe(
            new TopicName(topic),
            join,
            new Subscription.Listener() {
              @Override
              public void told(Subscription.Told event) {}

              @Override
              public void entered(Snapshot joined) {
                entered.complete(null);
              }

              @Override
              public void refused(Refusal refusal) {
                entered.completeExceptionally(
                    new IllegalStateException(topic + ": " + refusal.reason().word()));
              }
            });
    return entered;
  }
}
