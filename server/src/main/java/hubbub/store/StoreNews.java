package hubbub.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What servers that share a store tell each other, so that what each keeps of it in memory is
/// right at once. `about` is the name that it is about, or empty.
public record StoreNews(Kind kind, String about) {
  /// What has happened.
  public enum Kind {
    /// A topic of that name is registered, or will be in a moment.
    TOPIC_REGISTERED,
    /// The topic of that name is not registered.
    TOPIC_GONE,
    /// There is an account with that name key, or will be in a moment.
    ACCOUNT_CREATED,
    /// The account with that name key was deleted.
    ACCOUNT_DELETED,
    /// The bans from the whole server are others.
    BANS_CHANGED,
    /// The API keys are others.
    KEYS_CHANGED
  }

  /// The way to the other servers. Any thread; must not block.
  @FunctionalInterface
  public interface Way {
    /// There are no others.
    Way NONE = _ -> CompletableFuture.completedStage(true);

    /// Tells all others. Completes when they know, or after a few seconds; never fails.
    CompletionStage<?> tell(StoreNews news);
  }
}
