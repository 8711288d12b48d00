package hubbub.identity;

import hubbub.topic.MemberId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Finds accounts of this server by their names. Any thread; never blocks.
@FunctionalInterface
public interface AccountNames {
  /// There are no accounts.
  AccountNames NONE = _ -> CompletableFuture.completedStage(Optional.empty());

  /// The id of the account with that name, or one that looks like it; empty if there is none. Fails
  /// with [hubbub.topic.port.TopicStore.Unavailable] if the store cannot be asked now.
  CompletionStage<Optional<MemberId>> idOf(String name);

  /// Those in `store`.
  static AccountNames in(AccountStore store) {
    return name ->
        Accounts.keyOf(name)
            .map(key -> store.named(key).thenApply(found -> found.map(Account::id)))
            .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }
}
