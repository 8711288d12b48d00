package hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the pages name is there: files below a module's `src/main/java/hubbub` or the root, and
/// tests by class, or by class and method.
class PagesTest {
  private static final Path ROOT = Path.of("..");
  private static final List<Path> SOURCES =
      Stream.of("topic", "wire", "server").map(ROOT::resolve).toList();
  private static final Pattern FILE = Pattern.compile("`([\\w.-]+(?:/[\\w.-]+)+\\.(?:java|ts))`");
  private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w+)(?:#\\w+)?`");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");

  @ParameterizedTest
  @ValueSource(strings = {"docs/from-phoenix.md", "DEVELOPING.md"})
  void name_files_that_exist(String page) throws IOException {
    assertEquals(List.of(), missing(page, FILE, found -> isFile(found.group(1))));
  }

  @Test
  void name_classes_that_exist() throws IOException {
    assertEquals(
        List.of(),
        missing(
            "DEVELOPING.md", CLASS, found -> isFile(found.group(1).replace('.', '/') + ".java")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docs/from-phoenix.md", "docs/protocol.md", "docs/security.md", "README.md"})
  void name_tests_that_exist(String page) throws IOException {
    Map<String, String> tests = tests();
    assertEquals(
        List.of(),
        missing(
            page,
            TEST,
            found -> {
              String code = tests.getOrDefault(found.group(1), "");
              return found.group(2) == null
                  ? !code.isEmpty()
                  : code.contains("void " + found.group(2) + "(");
            }));
  }

  @Test
  void list_every_decision_by_its_title() throws IOException {
    Path decisions = ROOT.resolve("docs/adr");
    List<String> index = Files.readAllLines(decisions.resolve("README.md"));
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(decisions, "[0-9]*.md")) {
      for (Path file : files) {
        lines.add(lineOf(file));
      }
    }
    assertFalse(lines.isEmpty(), "no decision stands in " + decisions);
    assertEquals(List.of(), lines.stream().filter(line -> !index.contains(line)).toList());
  }

  /// How the index lists a decision, whose first line is `# NNNN: Title`.
  private static String lineOf(Path file) throws IOException {
    String name = file.getFileName().toString();
    String[] title = Files.readAllLines(file).getFirst().substring("# ".length()).split(": ", 2);
    return "- [" + title[0] + "](" + name + ") " + title[title.length - 1];
  }

  private static List<String> missing(String page, Pattern named, Predicate<MatchResult> isThere)
      throws IOException {
    List<MatchResult> found =
        named.matcher(Files.readString(ROOT.resolve(page))).results().toList();
    assertFalse(found.isEmpty(), page + " names nothing");
    return found.stream().filter(isThere.negate()).map(MatchResult::group).toList();
  }

  private static boolean isFile(String name) {
    return Files.exists(ROOT.resolve(name))
        || SOURCES.stream()
            .anyMatch(module -> Files.exists(module.resolve("src/main/java/hubbub").resolve(name)));
  }

  /// The code of each test, by the name of its class.
  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new HashMap<>();
    for (Path module : SOURCES) {
      try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          String name = file.getFileName().toString();
          if (name.endsWith("Test.java")) {
            tests.put(name.replace(".java", ""), Files.readString(file));
          }
        }
      }
    }
    return tests;
  }
}
