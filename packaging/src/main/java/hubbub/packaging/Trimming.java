package hubbub.packaging;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Deletes from a release's jars what its server never reads, which is a seventh of what somebody
/// would download: SQLite for other systems, post-quantum ciphers, and ICU's data for sorting,
/// translating and formatting. Native libraries for this system go beside the jars, so that no
/// start has to unpack them, and no folder for temporary files has to allow running what is in it.
final class Trimming {
  private static final String SQLITE = "/org/sqlite/native/";
  private static final String NETTY = "/META-INF/native/";
  private static final Pattern ICU_DATA =
      Pattern.compile(
          "/com/ibm/icu/impl/data/icudata/(coll|curr|lang|rbnf|region|translit|unit|zone)/.*");

  /// And what names them: the signature and the module's descriptor.
  private static final Pattern UNUSED_CIPHERS =
      Pattern.compile(
          "(/META-INF/versions/\\d+)?/(org/bouncycastle/pqc/.*|module-info\\.class)"
              + "|/META-INF/[^/]+\\.(SF|RSA)");

  private Trimming() {}

  /// Arguments: the folder with the jars, and the processor, as `uname -m` names it (`x86_64`).
  /// Throws if nothing was found to delete: then the jars have a new shape.
  public static void main(String[] arguments) throws IOException {
    Path lib = Path.of(arguments[0]);
    moveNatives(lib, "sqlite-jdbc-*.jar", SQLITE, SQLITE + "Linux/" + arguments[1]);
    moveNatives(lib, "netty-transport-native-epoll-*.jar", NETTY, NETTY);
    moveNatives(lib, "netty-transport-native-io_uring-*.jar", NETTY, NETTY);
    delete(only(lib, "icu4j-*.jar"), ICU_DATA.asMatchPredicate());
    delete(only(lib, "bcprov-*.jar"), UNUSED_CIPHERS.asMatchPredicate());
  }

  /// Moves the native libraries in `from` to `lib`, and deletes all others in `all`.
  private static void moveNatives(Path lib, String jar, String all, String from)
      throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(only(lib, jar));
        DirectoryStream<Path> found = Files.newDirectoryStream(inside.getPath(from), "*.so")) {
      for (Path each : found) {
        Files.copy(each, lib.resolve(each.getFileName().toString()));
      }
    }
    delete(only(lib, jar), name -> name.startsWith(all));
  }

  private static Path only(Path lib, String pattern) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(lib, pattern)) {
      return found.iterator().next();
    }
  }

  private static void delete(Path jar, Predicate<String> unused) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      List<Path> found = files(inside).stream().filter(it -> unused.test(it.toString())).toList();
      if (found.isEmpty()) {
        throw new IOException("nothing to delete in " + jar);
      }
      for (Path each : found) {
        Files.delete(each);
      }
    }
  }

  private static List<Path> files(FileSystem jar) throws IOException {
    try (Stream<Path> all = Files.walk(jar.getPath("/"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
