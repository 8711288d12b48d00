package hubbub.cluster;

import hubbub.topic.MemberId;
import hubbub.topic.Registration;
import hubbub.topic.StoredStanding;
import hubbub.topic.Subject;
import hubbub.topic.TopicName;
import hubbub.topic.port.TopicStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings a topic to what the store has of it, when somebody else wrote that: another program, or
/// an owner that ended before it could carry it out. First the settings, then the people who are
/// here, some at a time, and last the version. So an owner that ends before the end leaves the rest
/// to the next one.
///
/// Confined to the owner.
final class Reconciliation {
  /// How many people the store is asked about at once.
  static final int SLICE = 1_000;

  /// The owner's part.
  interface Reconciling {
    /// Takes over the settings; empty: the topic is not registered any more.
    void reconcile(Optional<Registration> stored);

    /// The next people who are here, after `after` (null: the first), in the order of ids.
    List<MemberId> known(@Nullable MemberId after, int most);

    /// Takes over ranks and bans of some people.
    void reconcile(Map<MemberId, StoredStanding> stored);

    /// Takes over the version.
    void reconciled();
  }

  private final TopicStore store;
  private final TopicName topic;
  private final Executor loop;
  private final Reconciling owner;
  private final Consumer<Boolean> then;

  private Reconciliation(
      TopicStore store, TopicName topic, Executor loop, Reconciling owner, Consumer<Boolean> then) {
    this.store = store;
    this.topic = topic;
    this.loop = loop;
    this.owner = owner;
    this.then = then;
  }

  /// Begins. `then` is told, on the loop, whether the store could say all that was asked.
  static void begin(
      TopicStore store, TopicName topic, Executor loop, Reconciling owner, Consumer<Boolean> then) {
    Reconciliation begun = new Reconciliation(store, topic, loop, owner, then);
    begun.answered(store.registration(topic), begun::settings);
  }

  private void settings(Optional<Registration> stored) {
    owner.reconcile(stored);
    if (stored.isPresent()) {
      people(null);
    } else {
      then.accept(true);
    }
  }

  private void people(@Nullable MemberId after) {
    List<MemberId> next = owner.known(after, SLICE);
    if (next.isEmpty()) {
      owner.reconciled();
      then.accept(true);
      return;
    }
    answered(
        standings(next),
        standings -> {
          owner.reconcile(standings);
          people(next.getLast());
        });
  }

  /// The store makes one query of what is asked at once.
  private CompletionStage<Map<MemberId, StoredStanding>> standings(List<MemberId> members) {
    Map<MemberId, CompletableFuture<StoredStanding>> asked = new HashMap<>();
    for (MemberId member : members) {
      List<Subject> subject = List.of(new Subject.Member(member));
      asked.put(member, store.standing(topic, subject).toCompletableFuture());
    }
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
        .thenApply(_ -> {
          Map<MemberId, StoredStanding> all = new HashMap<>();
          asked.forEach((member, standing) -> all.put(member, standing.join()));
          return all;
        });
  }

  private <T> void answered(CompletionStage<T> stage, Consumer<T> next) {
    stage.whenComplete((result, failure) ->
        loop.execute(() -> {
          if (failure == null) {
            next.accept(result);
          } else {
            then.accept(false);
          }
        }));
  }
}
