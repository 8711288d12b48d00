package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.KeyScope;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each request with curl in the documentation, as it stands there, against a real server, with a
/// key that has just the scopes that its section asks for.
class DocumentedRequestsTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SCOPES =
      Pattern.compile("needs the scopes? ((?:`[a-z:]+`(?: and )?)+)|--scopes ([a-z:,]+)");

  private static final Pattern AND = Pattern.compile(" and |,");
  private static final Pattern SECTION = Pattern.compile("\n(?=## )");

  /// An id that stands for a member's.
  private static final String SOMEBODY = "g7Qx…";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"api.md", "bots.md", "accounts.md"})
  void is_carried_out(String page) throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    List<Section> sections = sections(page);
    assertFalse(sections.isEmpty());
    Map<Section, String> made = new HashMap<>();
    try (TestKeys keys = TestKeys.in(data)) {
      sections.forEach(it -> made.put(it, keys.make("docs-" + made.size(), it.scopes(), "*")));
    }
    try (TestServer server =
            TestServer.start(Map.of("hubbub.data", data.toString(), "hubbub.guests", "true"));
        PhoenixClient ann = PhoenixClient.connect(server.port(), "ann-the-guest");
        PhoenixClient bob = PhoenixClient.connect(server.port(), "bob-the-guest")) {
      var _ = ann.joined("room:lobby");
      String somebody = bob.joined("room:lobby").at("/me/id").asText();
      String url = "http://127.0.0.1:" + server.port();
      for (Section section : sections) {
        Map<String, String> environment =
            Map.of("KEY", made.get(section), "URL", url, "BUILD", "4711");
        for (String script : section.scripts()) {
          run(
              script.replace("http://127.0.0.1:4000", url).replace(SOMEBODY, somebody),
              environment);
        }
      }
    }
  }

  /// A section of a page: which scopes its requests need, and its blocks that use curl.
  private record Section(Set<KeyScope> scopes, List<String> scripts) {
    static Section of(String text) {
      Set<KeyScope> scopes =
          SCOPES
              .matcher(text.replace("Needs", "needs"))
              .results()
              .map(found -> found.group(found.group(1) == null ? 2 : 1))
              .flatMap(words -> AND.splitAsStream(words.replace("`", "")))
              .map(word -> KeyScope.of(word).orElseThrow())
              .collect(Collectors.toSet());
      return new Section(
          scopes.isEmpty() ? Set.of(KeyScope.ADMIN) : scopes,
          SHELL
              .matcher(text)
              .results()
              .map(block -> block.group(1))
              .filter(block -> block.contains("curl "))
              .toList());
    }
  }

  private static List<Section> sections(String page) throws IOException {
    return SECTION
        .splitAsStream(Files.readString(DOCS.resolve(page)))
        .map(Section::of)
        .filter(section -> !section.scripts().isEmpty())
        .toList();
  }

  /// Each section says it, so that nobody makes a key that may do more than it has to.
  @Test
  void of_the_api_need_a_scope_that_is_named() throws IOException {
    for (String section : SECTION.split(Files.readString(DOCS.resolve("api.md")), -1)) {
      if (section.contains("\ncurl ")) {
        assertTrue(SCOPES.matcher(section.replace("Needs", "needs")).find(), section);
      }
    }
  }

  /// Fails if any request of the script is refused.
  private void run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    String strict = "set -e\ncurl() { command curl -sS --fail-with-body \"$@\"; }\n" + script;
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", strict)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process bash = builder.start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), script + "\n" + output);
  }
}
