package hubbub.identity;

import hubbub.topic.port.TopicStore;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// Waits for the store. Any thread that may wait.
public final class StoreAnswers {
  private StoreAnswers() {}

  /// The store's answer. Blocks; throws [UnavailableNow] if it cannot be asked.
  public static <T> T await(CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TopicStore.Unavailable why) {
        throw new UnavailableNow(why);
      }
      throw e;
    }
  }
}
