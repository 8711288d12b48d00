package hubbub.app;

import java.io.IOException;
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
  private final Optional<FolderLock> lock;

  private DataFolder(Path path, Optional<FolderLock> lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Takes the folder that these settings name; creates it if need be. If they have the secret, the
  /// server can do without the folder, so one that cannot be used is only logged.
  ///
  /// @throws BadSetting if another server uses the folder, or it cannot be used but is needed
  static DataFolder open(Settings settings) throws BadSetting {
    Path path = settings.get(SettingsTable.DATA);
    try {
      return new DataFolder(path, Optional.of(locked(path)));
    } catch (FolderLock.Taken e) {
      throw fault(path, "a folder that no other server uses; " + e.holder() + " uses this one");
    } catch (BadSetting unusable) {
      if (settings.get(SettingsTable.SECRET).isEmpty()) {
        throw unusable;
      }
      LOG.warn("{}. Rooms will not survive a restart", unusable.getMessage());
      return new DataFolder(path, Optional.empty());
    }
  }

  private static FolderLock locked(Path path) throws BadSetting, FolderLock.Taken {
    try {
      prepare(path);
      return FolderLock.take(path);
    } catch (IOException _) {
      throw fault(path, "a folder that the server may write to");
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
    return new BadSetting(
        SettingsTable.DATA.name() + ": " + where + " (expected: " + expected + ")");
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
    return lock.isPresent();
  }

  /// Lets other servers use the folder.
  @Override
  public void close() {
    lock.ifPresent(FolderLock::close);
  }
}
