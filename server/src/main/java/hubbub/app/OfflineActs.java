package hubbub.app;

import hubbub.app.AdminRequest.Answer;
import hubbub.store.CannotOpen;
import hubbub.store.ErasureLedger;
import hubbub.store.Replayed;
import hubbub.store.RestoredStore;
import hubbub.store.Restoring;
import hubbub.store.Store;
import hubbub.store.StoreCopy;
import hubbub.store.StoreSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What operators do to the store while no server runs on the data folder. Blocks.
final class OfflineActs {
  static final String TO = "--to";
  static final String TO_USER = "--to-user";

  /// The environment variable with the password of the database that [#TO] names.
  static final String TO_PASSWORD = "COPY_STORE_PASSWORD";

  private static final String RESTORE = "restore";
  private static final Set<String> WORDS = Set.of(RESTORE, "copy-store", "replay-erasures");

  private final AdminRequest request;
  private final Settings settings;
  private final StoreSettings store;
  private final ErasureLedger erasures;

  private OfflineActs(AdminRequest request, Settings settings, DataFolder data) throws BadSetting {
    this.request = request;
    this.settings = settings;
    this.erasures = data.erasures();
    this.store = StoreOpening.settings(settings, data.path());
  }

  /// Whether a request is one of these.
  static boolean include(AdminRequest request) {
    return request.word(0).filter(WORDS::contains).isPresent();
  }

  /// A restore alone makes a store where there may be none.
  private static boolean isRestore(AdminRequest request) {
    return request.word(0).filter(RESTORE::equals).isPresent();
  }

  /// Does what is asked.
  ///
  /// @throws BadSetting if a server runs on the data folder, or it cannot be used
  static Answer run(AdminRequest request, Settings settings) throws BadSetting {
    if (!isRestore(request)) {
      DataFolder.refuseUnused(settings);
    }
    try (DataFolder data = DataFolder.open(settings)) {
      OfflineActs acts = new OfflineActs(request, settings, data);
      return switch (request.word(0).orElse("")) {
        case RESTORE -> acts.restore();
        case "copy-store" -> acts.copy();
        default -> acts.replay();
      };
    }
  }

  private Answer restore() {
    Optional<Path> backup = request.word(1).map(Path::of);
    if (backup.isEmpty()) {
      return Answer.refused("from which file?");
    }
    try {
      Restoring restoring = new Restoring(store, erasures, InstantSource.system());
      Restoring.Done done = restoring.restore(backup.get());
      List<String> lines = new ArrayList<>();
      lines.add("the store is as " + backup.get() + " had it");
      done.aside().ifPresent(aside -> lines.add("the store until now is in " + aside));
      lines.add(line(done.replayed()));
      return new Answer(true, lines);
    } catch (CannotOpen e) {
      return Answer.refused(backup.get() + ": not restored: " + e.getMessage());
    }
  }

  private static String line(Replayed replayed) {
    return "erased again: %d people; sessions ended: %d, so that whoever has an account signs in again"
        .formatted(replayed.erased(), replayed.sessions());
  }

  private Answer replay() {
    try (Store opened = Store.openAlone(store)) {
      RestoredStore restored = new RestoredStore(opened, erasures, InstantSource.system());
      Replayed replayed = restored.replay();
      opened.auditAct("replay-erasures", "");
      return Answer.ok(line(replayed));
    } catch (CannotOpen e) {
      return Answer.refused("the store: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return Answer.refused(String.valueOf(e.getMessage()));
    }
  }

  private Answer copy() throws BadSetting {
    Optional<String> to = request.option(TO);
    if (to.isEmpty()) {
      return Answer.refused("where to? (expected: --to jdbc:postgresql://… or --to jdbc:sqlite:…)");
    }
    String url = SettingTypes.database(TO, "", "").read(TO, to.get(), "the command");
    String user = request.option(TO_USER).orElse("");
    String password = Optional.ofNullable(System.getenv(TO_PASSWORD)).orElse("");
    try {
      Map<String, Long> rows =
          StoreCopy.copy(
              store,
              new StoreSettings(
                  url, user, password, settings.get(SettingsTable.PRIVACY_ADDRESSES)));
      List<String> lines = new ArrayList<>();
      rows.forEach((table, count) -> lines.add(table + ": " + count + " rows"));
      lines.add("everything is there; now set " + SettingsTable.STORE_URL.name() + ": " + url);
      if (!user.isEmpty()) {
        lines.add(SettingsTable.STORE_USER.name() + ": " + user);
        lines.add(SettingsTable.STORE_PASSWORD.name() + " as in " + TO_PASSWORD);
      }
      return new Answer(true, lines);
    } catch (CannotOpen e) {
      return Answer.refused(url + ": nothing was copied: " + e.getMessage());
    }
  }
}
