package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.phoenix.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Row CL-01: unmodified npm `phoenix` 1.7.21, 1.8.9 and 1.8.16 in Node, by the scenarios in
/// `conformance/`.
class PhoenixJsTest {
  private static final Path SCENARIOS = Path.of("..", "conformance").toAbsolutePath().normalize();

  @Test
  void cl_01_every_version_connects_joins_speaks_listens_is_kicked_and_comes_back()
      throws IOException, InterruptedException {
    run(List.of("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"));
    try (TestServer server = TestServer.start()) {
      run(List.of("node", "run.mjs", "http://127.0.0.1:" + server.port()));
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(SCENARIOS.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }
}
