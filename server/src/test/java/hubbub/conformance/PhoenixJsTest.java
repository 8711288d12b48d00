package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.identity.LocalTokens;
import hubbub.identity.ServerKeys;
import hubbub.identity.TopicPattern;
import hubbub.phoenix.TestServer;
import hubbub.topic.Rank;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Row CL-01: unmodified npm `phoenix` 1.7.21, 1.8.9 and 1.8.16 in Node, running the scenarios in
/// `conformance/`.
class PhoenixJsTest {
  private static final String SECRET = "a secret of this test, of 32 bytes or more";
  private static final Path SCENARIOS = Path.of("..", "conformance").toAbsolutePath().normalize();

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    run(List.of("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"));
  }

  @Test
  void cl_01_every_version_connects_joins_speaks_listens_is_kicked_and_comes_back()
      throws IOException, InterruptedException {
    try (TestServer server =
        TestServer.start(Map.of("hubbub.kinds.room.linger", "3s", "hubbub.secret", SECRET))) {
      run(
          List.of("node", "run.mjs", address(server.port())),
          Map.of(
              "HUBBUB_TOKEN", token(Duration.ofHours(1)),
              "HUBBUB_ENDED_TOKEN", token(Duration.ofHours(-1))));
    }
  }

  @Test
  void cl_01_every_version_comes_back_by_itself_when_the_server_restarts(@TempDir Path data)
      throws IOException, InterruptedException {
    int port;
    Process process;
    BufferedReader output;
    try (TestServer first = TestServer.start("hubbub.data", data.toString())) {
      port = first.port();
      process = start(List.of("node", "restart.mjs", address(port)));
      output = process.inputReader();
      assertEquals("joined", output.readLine());
    }
    try (TestServer _ =
        TestServer.start(
            Map.of("hubbub.data", data.toString(), "hubbub.port", String.valueOf(port)))) {
      process.outputWriter().append("restarted\n").flush();
      String rest = output.lines().collect(Collectors.joining("\n"));
      assertEquals(0, process.waitFor(), rest);
    }
  }

  /// A token for the owner Ann, good for `life` from now.
  private static String token(Duration life) {
    LocalTokens.Request ann =
        new LocalTokens.Request("ann", Optional.of("Ann"), Rank.OWNER, TopicPattern.ALL, life);
    ServerKeys keys = new ServerKeys(SECRET.getBytes(StandardCharsets.UTF_8));
    return LocalTokens.sign(keys, ann, Instant.now());
  }

  private static String address(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static Process start(List<String> command) throws IOException {
    return start(command, Map.of());
  }

  private static Process start(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(SCENARIOS.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    run(command, Map.of());
  }

  private static void run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Process process = start(command, environment);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }
}
