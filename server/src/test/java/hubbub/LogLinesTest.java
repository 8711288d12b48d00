package hubbub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every line that Hubbub logs has a row in `docs/operate.md`, which says what to do about it. A
/// line is found there by its longest part that is always the same.
class LogLinesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern CALL =
      Pattern.compile("\\b(?:[A-Z][A-Z_]+|log)\\s*\\.(?:info|warn|error)\\(");
  private static final Pattern CONSTANT =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*");
  private static final Pattern QUOTE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  @Test
  void have_a_row_each() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/operate.md"));
    List<String> lines = lines();
    assertTrue(lines.size() > 20, lines::toString);
    assertEquals(List.of(), lines.stream().filter(line -> !page.contains(line)).toList());
  }

  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String module : List.of("topic", "wire", "server")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          String code = Files.readString(file);
          CALL.matcher(code).results().forEach(call -> addLine(code, call, lines));
        }
      }
    }
    return lines;
  }

  /// Calls without a text of their own pass on somebody else's.
  private static void addLine(String code, MatchResult call, List<String> lines) {
    String arguments = code.substring(call.end(), code.indexOf(");", call.end()));
    CONSTANT
        .matcher(arguments)
        .results()
        .flatMap(constant -> Stream.of(text(constant.group()).split("\\{}", -1)))
        .max(Comparator.comparingInt(String::length))
        .ifPresent(lines::add);
  }

  /// The text of strings that are joined by `+`.
  private static String text(String constant) {
    StringBuilder text = new StringBuilder();
    QUOTE.matcher(constant).results().forEach(quote -> text.append(quote.group(1)));
    return text.toString();
  }
}
