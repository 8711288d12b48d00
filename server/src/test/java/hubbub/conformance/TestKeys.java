package hubbub.conformance;

import hubbub.identity.ApiKey;
import hubbub.identity.KeyScope;
import hubbub.identity.TopicPattern;
import hubbub.store.CannotOpen;
import hubbub.store.Store;
import hubbub.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Makes API keys in the store of a server that does not run yet.
final class TestKeys implements AutoCloseable {
  private final Store store;

  private TestKeys(Store store) {
    this.store = store;
  }

  /// In the store of the server whose data folder that is.
  static TestKeys in(Path data) {
    String url = "jdbc:sqlite:" + data.resolve("hubbub.db");
    try {
      return new TestKeys(Store.open(new StoreSettings(url, "", "", Duration.ofDays(30))));
    } catch (CannotOpen e) {
      throw new IllegalStateException(e);
    }
  }

  /// The text of a new key.
  String make(String name, Set<KeyScope> scopes, String topics) {
    return store
        .keys()
        .create(new ApiKey(name, scopes, List.of(new TopicPattern(topics))), "test")
        .toCompletableFuture()
        .join()
        .orElseThrow()
        .text();
  }

  /// Ends a key.
  void revoke(String name) {
    boolean _ = store.keys().revoke(name, "test").toCompletableFuture().join();
  }

  @Override
  public void close() {
    store.close();
  }
}
