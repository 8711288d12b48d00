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
/// would download: SQLite for other systems, and ICU's data for sorting, translating and
/// formatting. SQLite for this system goes beside the jars, so that no start has to unpack it.
final class Trimming {
  private static final String SQLITE = "/org/sqlite/native/";
  private static final Pattern ICU_DATA =
      Pattern.compile(
          "/com/ibm/icu/impl/data/icudata/(coll|curr|lang|rbnf|region|translit|unit|zone)/.*");

  private Trimming() {}

  /// Arguments: the folder with the jars, and the processor, as `uname -m` names it (`x86_64`).
  /// Throws if nothing was found to delete: then the jars have a new shape.
  public static void main(String[] arguments) throws IOException {
    Path lib = Path.of(arguments[0]);
    Path sqlite = only(lib, "sqlite-jdbc-*.jar");
    String library = SQLITE + "Linux/" + arguments[1] + "/libsqlitejdbc.so";
    try (FileSystem inside = FileSystems.newFileSystem(sqlite)) {
      Files.copy(inside.getPath(library), lib.resolve("libsqlitejdbc.so"));
    }
    delete(sqlite, name -> name.startsWith(SQLITE));
    delete(only(lib, "icu4j-*.jar"), ICU_DATA.asMatchPredicate());
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
