package hubbub.app;

import hubbub.store.ErasureLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder for files that survive a restart. It belongs to one server until that closes it. Any
/// thread.
final class DataFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  private static final FileAttribute<Set<PosixFilePermission>> ONLY_ITS_OWNERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final Optional<Held> held;

  private DataFolder(Path path, Optional<Held> held) {
    this.path = path;
    this.held = held;
  }

  private record Held(FolderLock lock, RootsFiles made) {}

  /// Takes the folder that these settings name; creates it if need be. If they have the secret, the
  /// server can do without the folder, so one that cannot be used is only logged.
  ///
  /// @throws BadSetting if another server uses the folder, or it cannot be used but is needed
  static DataFolder open(Settings settings) throws BadSetting {
    Path path = settings.get(SettingsTable.DATA);
    try {
      return new DataFolder(path, Optional.of(locked(path)));
    } catch (FolderLock.Taken e) {
      throw BadSetting.forNow(
          line(path, "a folder that no other server uses; " + e.holder() + " uses this one"));
    } catch (BadSetting unusable) {
      if (settings.get(SettingsTable.SECRET).isEmpty()) {
        throw unusable;
      }
      LOG.warn("{}. Rooms will not survive a restart", unusable.getMessage());
      return new DataFolder(path, Optional.empty());
    }
  }

  private static Held locked(Path path) throws BadSetting, FolderLock.Taken {
    try {
      prepare(path);
      RootsFiles made = RootsFiles.from(path);
      FolderLock lock = FolderLock.take(path);
      BackupFile.deleteLeft(path);
      return new Held(lock, made);
    } catch (IOException _) {
      throw fault(path, "a folder that the server may write to");
    }
  }

  /// Refuses a folder on which no server has run, before a command makes a secret or a store there
  /// that no server knows.
  ///
  /// @throws BadSetting if a server would keep either there, and it is missing
  static void refuseUnused(Settings settings) throws BadSetting {
    Path path = settings.get(SettingsTable.DATA);
    boolean hasStore =
        StoreOpening.settings(settings, path).file().filter(file -> !Files.exists(file)).isEmpty();
    if (!hasStore || !Secret.isThere(settings)) {
      throw fault(
          path.toAbsolutePath(),
          "the folder of a server that has run, with its settings: name them by --data and"
              + " --config");
    }
  }

  /// Creates the folder if need be, and checks that this process and nobody else may write to it.
  static void prepare(Path path) throws IOException, BadSetting {
    Files.createDirectories(path, ONLY_ITS_OWNERS);
    if (!Files.isWritable(path)) {
      throw new IOException("not writable");
    }
    if (FileRights.isChangeableByAll(path)) {
      throw fault(path, "a folder that only its owner may write to: chmod 700 " + path);
    }
  }

  /// What is wrong with a file or folder, and what it should be.
  static BadSetting fault(Path where, String expected) {
    return new BadSetting(line(where, expected));
  }

  private static String line(Path where, String expected) {
    return SettingsTable.DATA.name() + ": " + where + " (expected: " + expected + ")";
  }

  /// Writes `text` into `file`, in place of what is there, so that only its owner can read it.
  static void keep(Path file, String text) throws IOException {
    Path draft = Files.createTempFile(file.getParent(), String.valueOf(file.getFileName()), ".new");
    try {
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// Where it is.
  Path path() {
    return path;
  }

  /// Whether files can be kept in it.
  boolean isWritable() {
    return held.isPresent();
  }

  /// Who was erased, as a file of it says.
  ///
  /// @throws BadSetting if that cannot be read
  ErasureLedger erasures() throws BadSetting {
    try {
      return ErasureLedger.in(path);
    } catch (UncheckedIOException e) {
      throw fault(path.resolve("erasures"), "a file that the server may read: " + e.getCause());
    }
  }

  /// Lets other servers use the folder.
  @Override
  public void close() {
    held.ifPresent(its -> {
      giveAway(its.made());
      its.lock().close();
    });
  }

  private static void giveAway(RootsFiles made) {
    try {
      made.giveAway();
    } catch (IOException e) {
      LOG.warn(
          "{} has files of root's that its owner may not be able to read: {}",
          made.folder(),
          e.toString());
    }
  }
}
