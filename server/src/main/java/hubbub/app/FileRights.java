package hubbub.app;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/// What other users of this machine may do to a file, by its owner and mode. Root may do anything,
/// and does not count.
final class FileRights {
  private static final long ROOT = 0;

  private FileRights() {}

  /// Whether everybody on this machine may read or change it.
  static boolean isOpenToAll(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
        || isChangeableByAll(file);
  }

  /// Whether everybody on this machine may change it.
  static boolean isChangeableByAll(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE);
  }

  /// Whether it belongs to somebody who is neither this process's user nor root.
  static boolean isSomebodyElses(Path file) throws IOException {
    long owner = ((Number) Files.getAttribute(file, "unix:uid")).longValue();
    return owner != ROOT && owner != new UnixSystem().getUid();
  }
}
