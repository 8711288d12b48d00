package hubbub.app;

import hubbub.store.CannotOpen;
import hubbub.store.Store;
import hubbub.store.StoreSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the store on a thread of its own, while the rest of the server starts.
final class StoreOpening implements AutoCloseable {
  /// Stands for the data folder in the setting of the URL.
  static final String DATA = "${data}";

  private static final Logger LOG = LoggerFactory.getLogger(StoreOpening.class);

  private final CompletableFuture<Optional<Store>> opening;
  private final String url;

  private StoreOpening(CompletableFuture<Optional<Store>> opening, String url) {
    this.opening = opening;
    this.url = url;
  }

  /// Begins to open the store that the settings name. There is none if it would be in a data folder
  /// that cannot be used: a server can do without either.
  static StoreOpening begin(Settings settings, DataFolder data, Opener opener) {
    String given = settings.get(SettingsTable.STORE_URL);
    String url = given.replace(DATA, data.path().toString());
    if (given.contains(DATA) && !data.isWritable()) {
      LOG.warn(
          "There is no store, since the data folder cannot be used: nothing can be registered");
      return new StoreOpening(CompletableFuture.completedFuture(Optional.empty()), url);
    }
    if (given.contains(DATA) && settings.get(ClusterSettingsTable.SEEDS).isPresent()) {
      LOG.warn(
          "There is no store: nodes of a cluster can't share SQLite, so nothing can be registered."
              + " Use PostgreSQL ({})",
          SettingsTable.STORE_URL.name());
      return new StoreOpening(CompletableFuture.completedFuture(Optional.empty()), url);
    }
    StoreSettings its = settings(settings, data.path());
    return new StoreOpening(
        CompletableFuture.supplyAsync(
            () -> open(its, opener),
            task -> {
              Thread _ = Thread.ofPlatform().name("hubbub-store-open").start(task);
            }),
        url);
  }

  /// Where the store is, as the settings say.
  static StoreSettings settings(Settings settings, Path data) {
    return new StoreSettings(
        settings.get(SettingsTable.STORE_URL).replace(DATA, data.toString()),
        settings.get(SettingsTable.STORE_USER),
        settings.get(SettingsTable.STORE_PASSWORD),
        settings.get(SettingsTable.PRIVACY_ADDRESSES));
  }

  /// Opens a store, for a server or for a command.
  @FunctionalInterface
  interface Opener {
    Store open(StoreSettings settings) throws CannotOpen;
  }

  private static Optional<Store> open(StoreSettings settings, Opener opener) {
    try {
      return Optional.of(opener.open(settings));
    } catch (CannotOpen e) {
      throw new CompletionException(e);
    }
  }

  /// Blocks until the store is open; empty if there is none.
  ///
  /// @throws BadSetting if it cannot be opened
  Optional<Store> await() throws BadSetting {
    try {
      return opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CannotOpen why) {
        String line = SettingsTable.STORE_URL.name() + ": " + url + ": " + why.getMessage();
        throw why.isForNow() ? BadSetting.forNow(line) : new BadSetting(line);
      }
      throw e;
    }
  }

  /// Closes the store, if it was opened.
  @Override
  public void close() {
    opening
        .handle((store, _) -> store == null ? Optional.<Store>empty() : store)
        .join()
        .ifPresent(Store::close);
  }
}
