package hubbub.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// The other servers that share the store; none, until it is known how to reach them. Any thread.
final class OtherServers {
  private volatile StoreNews.Way way = StoreNews.Way.NONE;

  /// Reaches them by `way` from now on.
  void reach(StoreNews.Way way) {
    this.way = way;
  }

  /// Tells them. Completes when they know.
  CompletionStage<?> tell(StoreNews.Kind kind, String about) {
    return way.tell(new StoreNews(kind, about));
  }

  /// Adds a name by `work` that each of them must know when it is there. They are told before,
  /// since this server may end right after, and again afterwards, since one of them may just have
  /// forgotten the same name.
  <T> CompletionStage<T> adding(
      StoreNews.Kind kind, String name, Supplier<CompletionStage<T>> work) {
    return tell(kind, name)
        .thenCompose(_ -> work.get())
        .whenComplete((_, _) -> {
          CompletionStage<?> _ = tell(kind, name);
        });
  }

  /// Tells them that something has changed, once `work` is done.
  <T> CompletionStage<T> changing(StoreNews.Kind kind, CompletionStage<T> work) {
    return work.thenCompose(
        done -> tell(kind, "").thenCompose(_ -> CompletableFuture.completedStage(done)));
  }
}
