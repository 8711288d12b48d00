package hubbub.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A release made of what was built, in a folder that everybody may enter: an archive, unpacked
/// where nobody may write, and a Debian package. Closing it deletes the folder.
final class Release implements AutoCloseable {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private final Path folder;

  private Release(Path folder) {
    this.folder = folder;
  }

  /// Whether the profile `sbom` has listed the contents, without which no release can be made.
  static boolean canBeMade() {
    return Files.exists(Path.of("target", "sbom.json"));
  }

  /// Makes a release in a new folder directly below `/tmp`, since the tests' own temporary folder
  /// may be closed to users without rights.
  static Release make() throws IOException {
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "hubbub-release");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Release release = new Release(folder);
    ProcessBuilder assemble =
        new ProcessBuilder(ROOT.resolve("packaging/assemble").toString(), folder.toString());
    assemble.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Run.of(assemble).assertOk();
    return release;
  }

  /// Unpacks the archive into a folder with a blank in its name; returns the one top folder of it.
  Path unpack() throws IOException {
    Path into = Files.createDirectory(folder.resolve("un packed"));
    Run.of(new ProcessBuilder("tar", "-xzf", archive().toString(), "-C", into.toString()))
        .assertOk();
    Run.of(new ProcessBuilder("chmod", "-R", "a-w", into.toString())).assertOk();
    List<Path> unpacked = list(into, "*");
    assertEquals(1, unpacked.size(), unpacked::toString);
    return unpacked.getFirst();
  }

  Path archive() throws IOException {
    return only("*-linux-" + System.getProperty("os.arch").replace("amd64", "x86_64") + ".tar.gz");
  }

  Path debianPackage() throws IOException {
    return only("*.deb");
  }

  private Path only(String pattern) throws IOException {
    List<Path> found = list(folder, pattern);
    assertEquals(1, found.size(), () -> pattern.toLowerCase(Locale.ROOT) + ": " + found);
    return found.getFirst();
  }

  /// A new folder beside the unpacked release.
  Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  static List<Path> list(Path folder, String pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      files.forEach(found::add);
    }
    return found;
  }

  /// The names of all files in a folder.
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    Run.of(new ProcessBuilder("chmod", "-R", "u+w", folder.toString())).assertOk();
    Run.of(new ProcessBuilder("rm", "-rf", folder.toString())).assertOk();
  }
}
