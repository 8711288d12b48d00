package hubbub.packaging;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Deletes from a release's jars what its server never reads, which is a seventh of what somebody
/// would download: SQLite for other systems, and ICU's data for sorting, translating and formatting.
final class Trimming {
  private static final Pattern ICU_DATA =
      Pattern.compile(
          "/com/ibm/icu/impl/data/icudata/(coll|curr|lang|rbnf|region|translit|unit|zone)/.*");

  private Trimming() {}

  /// Arguments: the folder with the jars, and the machine's name for its processor, as `uname -m` says it (`x86_64`).
  /// Throws if nothing was found to delete: then the jars have a new shape.
  public static void main(String[] arguments) throws IOException {
    Path lib = Path.of(arguments[0]);
    String sqlite = "/org/sqlite/native/";
    List<String> kept =
        Stream.of("Linux/", "Linux-Musl/").map(os -> sqlite + os + arguments[1] + "/").toList();
    Map<String, Predicate<String>> unused =
        Map.of(
            "sqlite-jdbc-*.jar",
            name -> name.startsWith(sqlite) && kept.stream().noneMatch(name::startsWith),
            "icu4j-*.jar",
            ICU_DATA.asMatchPredicate());
    for (Map.Entry<String, Predicate<String>> each : unused.entrySet()) {
      if (delete(lib, each.getKey(), each.getValue()) == 0) {
        throw new IOException("nothing to delete in " + each.getKey());
      }
    }
  }

  private static int delete(Path lib, String jars, Predicate<String> unused) throws IOException {
    int deleted = 0;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(lib, jars)) {
      for (Path jar : found) {
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
          for (Path file : files(inside)) {
            if (unused.test(file.toString())) {
              Files.delete(file);
              deleted++;
            }
          }
        }
      }
    }
    return deleted;
  }

  private static List<Path> files(FileSystem jar) throws IOException {
    try (Stream<Path> all = Files.walk(jar.getPath("/"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
