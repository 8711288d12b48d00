package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hubbub.identity.KeyScope;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each request with curl in the documentation, as it stands there, against a real server.
class DocumentedRequestsTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  /// An id that stands for a member's.
  private static final String SOMEBODY = "g7Qx…";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"api.md", "bots.md", "accounts.md"})
  void is_carried_out(String page) throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    String key;
    try (TestKeys keys = TestKeys.in(data)) {
      key = keys.make("docs", Set.of(KeyScope.ADMIN), "*");
    }
    try (TestServer server =
            TestServer.start(Map.of("hubbub.data", data.toString(), "hubbub.guests", "true"));
        PhoenixClient ann = PhoenixClient.connect(server.port(), "ann-the-guest");
        PhoenixClient bob = PhoenixClient.connect(server.port(), "bob-the-guest")) {
      var _ = ann.joined("room:lobby");
      String somebody = bob.joined("room:lobby").at("/me/id").asText();
      String url = "http://127.0.0.1:" + server.port();
      List<String> scripts = scripts(page);
      assertFalse(scripts.isEmpty());
      for (String script : scripts) {
        run(
            script.replace("http://127.0.0.1:4000", url).replace(SOMEBODY, somebody),
            Map.of("KEY", key, "URL", url, "BUILD", "4711"));
      }
    }
  }

  /// The blocks of a page that use curl.
  private static List<String> scripts(String page) throws IOException {
    return SHELL
        .matcher(Files.readString(DOCS.resolve(page)))
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.contains("curl "))
        .toList();
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
