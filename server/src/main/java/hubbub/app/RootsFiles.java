package hubbub.app;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The files that root makes in a folder of somebody else's, such as a systemd service's user: they
/// are given to the folder's owner, who could not read them otherwise. `before` are those that
/// belonged to root already.
record RootsFiles(Path folder, Set<Path> before) {
  private static final long ROOT = 0;

  /// Those that this process makes in `folder` from now on, which are none if it is not root's, or
  /// the folder is.
  static RootsFiles from(Path folder) throws IOException {
    return new RootsFiles(folder, isVisit(folder) ? now(folder) : Set.of());
  }

  private static boolean isVisit(Path folder) throws IOException {
    return new UnixSystem().getUid() == ROOT && number(folder, "unix:uid") != ROOT;
  }

  /// A file with a second name may be one from elsewhere, so it is none of them.
  private static Set<Path> now(Path folder) throws IOException {
    Set<Path> found = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path each : all) {
        if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)
            && number(each, "unix:uid", LinkOption.NOFOLLOW_LINKS) == ROOT
            && number(each, "unix:nlink", LinkOption.NOFOLLOW_LINKS) == 1) {
          found.add(each);
        }
      }
    }
    return found;
  }

  private static long number(Path file, String attribute, LinkOption... how) throws IOException {
    return ((Number) Files.getAttribute(file, attribute, how)).longValue();
  }

  /// Gives them to the folder's owner.
  void giveAway() throws IOException {
    if (!isVisit(folder)) {
      return;
    }
    Set<Path> made = now(folder);
    made.removeAll(before);
    for (Path each : made) {
      for (String attribute : List.of("unix:gid", "unix:uid")) {
        Files.setAttribute(
            each, attribute, Files.getAttribute(folder, attribute), LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
