package hubbub.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/// Puts a backup in the place of the store's file. Everything is done to a copy beside it first, so
/// that until the last step, which is atomic, the store is as it was. Only while nobody else uses
/// the store. Blocks.
public final class Restoring {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final StoreSettings settings;
  private final Path store;
  private final Path draft;
  private final ErasureLedger ledger;
  private final InstantSource clock;

  /// @throws CannotOpen if the store is no file
  public Restoring(StoreSettings settings, ErasureLedger ledger, InstantSource clock)
      throws CannotOpen {
    Optional<Path> file = settings.file();
    if (file.isEmpty()) {
      throw new CannotOpen(
          "the store is not a file: restore it by pg_restore, then run admin replay-erasures");
    }
    this.settings = settings;
    this.store = file.get().toAbsolutePath();
    this.draft = beside(store, ".restoring");
    this.ledger = ledger;
    this.clock = clock;
  }

  /// What was done; the file that was there before is `aside`, if there was one.
  public record Done(Optional<Path> aside, Replayed replayed) {}

  /// Puts `backup` in the place of the store.
  ///
  /// @throws CannotOpen if it is no whole store that this server reads; then nothing has changed
  public Done restore(Path backup) throws CannotOpen {
    try {
      if (!Files.isRegularFile(backup)) {
        throw new CannotOpen("there is no such file");
      }
      if (Files.exists(store) && Files.isSameFile(backup, store)) {
        throw new CannotOpen("it is the store itself");
      }
      copy(backup);
      check();
      Replayed replayed = replay();
      return new Done(putInPlace(), replayed);
    } catch (IOException e) {
      throw new CannotOpen("it cannot be copied: " + e, e);
    } finally {
      deleteDraft();
    }
  }

  /// With what a server that was killed has not moved into the file yet.
  private void copy(Path backup) throws IOException {
    deleteDraft();
    PrivateFile.copy(backup, draft);
    Path log = beside(backup, "-wal");
    if (Files.exists(log)) {
      PrivateFile.copy(log, beside(draft, "-wal"));
    }
  }

  private StoreSettings draftSettings() {
    return new StoreSettings(Dialect.SQLITE.prefix + draft, "", "", settings.addressesKept());
  }

  private void check() throws CannotOpen {
    DataSource source = Dialect.SQLITE.connect(draftSettings());
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma integrity_check")) {
      if (!row.next() || !"ok".equals(row.getString(1))) {
        throw new CannotOpen("it is damaged, or not whole");
      }
    } catch (SQLException e) {
      throw new CannotOpen("it is no SQLite file, damaged, or not whole: " + Faults.lineOf(e), e);
    }
    checkVersion(source);
  }

  private static void checkVersion(DataSource source) throws CannotOpen {
    OptionalInt version;
    try {
      version = Schema.versionOf(source);
    } catch (SQLException e) {
      throw new CannotOpen("its version cannot be read: " + Faults.lineOf(e), e);
    }
    if (version.isEmpty()) {
      throw new CannotOpen("it is no store of Hubbub");
    }
    Schema.CURRENT.refuseNewer(version.getAsInt());
  }

  private Replayed replay() throws CannotOpen {
    try (Store restored = Store.open(draftSettings())) {
      restored.auditAct("restore", "");
      return new RestoredStore(restored, ledger, clock).replay();
    }
  }

  /// The old log must be gone before the new file comes: it would be applied to that one.
  private Optional<Path> putInPlace() throws IOException {
    Optional<Path> aside = Optional.empty();
    if (Files.exists(store)) {
      closeCleanly();
      Path kept = beside(store, ".before-restore-" + STAMP.format(clock.instant()));
      Files.createLink(kept, store);
      if (Files.exists(beside(store, "-wal"))) {
        Files.move(beside(store, "-wal"), beside(kept, "-wal"));
      }
      aside = Optional.of(kept);
    }
    Files.deleteIfExists(beside(store, "-wal"));
    Files.deleteIfExists(beside(store, "-shm"));
    Files.move(draft, store, StandardCopyOption.ATOMIC_MOVE);
    return aside;
  }

  /// Has SQLite move its log into the file, unless the file is broken, which may be why it is
  /// replaced.
  private void closeCleanly() {
    try (Connection connection = Dialect.SQLITE.connect(settings).getConnection();
        Statement statement = connection.createStatement()) {
      boolean _ = statement.execute("pragma wal_checkpoint(truncate)");
    } catch (SQLException _) {
      // its log is kept beside it
    }
  }

  /// With its log, and copies that were made before its schema was changed.
  private void deleteDraft() {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> beside = Files.newDirectoryStream(store.resolveSibling("."))) {
      for (Path each : beside) {
        if (String.valueOf(each.getFileName()).startsWith(String.valueOf(draft.getFileName()))) {
          all.add(each);
        }
      }
      for (Path each : all) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
