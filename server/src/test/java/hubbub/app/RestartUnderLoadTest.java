package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.PhoenixClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server process is told to stop, and started again, while people talk in 40 rooms by stock
/// phoenix.js.
class RestartUnderLoadTest {
  private static final Path SCENARIOS = Path.of("..", "conformance").toAbsolutePath().normalize();
  private static final int STOP_SECONDS = 30;
  private static final String ROOM = "room:killed";

  @TempDir private Path folder;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    Process npm = node(List.of("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"));
    String output = npm.inputReader().lines().collect(Collectors.joining("\n"));
    assertEquals(0, npm.waitFor(), output);
  }

  private static Process node(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(SCENARIOS.toFile())
        .redirectErrorStream(true)
        .start();
  }

  private ServerProcess serve(int port) throws IOException {
    return ServerProcess.start(
        folder,
        "serve",
        "--port",
        String.valueOf(port),
        "--data",
        folder.resolve("data").toString(),
        "--hubbub.spam.enabled=false");
  }

  @Test
  void people_notice_no_more_than_a_pause() throws Exception {
    Process people;
    BufferedReader output;
    URI address;
    try (ServerProcess first = serve(0)) {
      address = first.awaitUp();
      people = node(List.of("node", "restart-under-load.mjs", address.toString()));
      output = people.inputReader();
      assertEquals("talking", output.readLine());
      first.terminate();
      assertEquals(0, first.awaitExit(STOP_SECONDS));
    }
    try (ServerProcess second = serve(address.getPort())) {
      assertEquals(address, second.awaitUp());
      people.outputWriter().append("restarted\n").flush();
      String rest = output.lines().collect(Collectors.joining("\n"));
      assertEquals(0, people.waitFor(), rest);
      List<String> log = second.errors();
      assertTrue(
          log.stream().anyMatch(line -> line.contains("Took over 40 topics")), log::toString);
    }
  }

  @Test
  void nothing_is_left_by_a_server_that_was_killed_not_even_what_it_had_been_left()
      throws Exception {
    try (ServerProcess first = serve(0);
        PhoenixClient ann = PhoenixClient.connect(first.awaitUp().getPort(), "ann")) {
      ann.joined(ROOM);
      assertEquals("ok", ann.ask(ROOM, "set_title", "{\"title\":\"Tea\"}").status());
      first.terminate();
      assertEquals(0, first.awaitExit(STOP_SECONDS));
    }
    try (ServerProcess second = serve(0);
        PhoenixClient bob = PhoenixClient.connect(second.awaitUp().getPort(), "bob")) {
      assertEquals("Tea", bob.joined(ROOM).at("/topic/title").asText());
      second.signal("KILL");
      int _ = second.awaitExit(STOP_SECONDS);
    }
    assertTrue(Files.notExists(folder.resolve("data/handover")));
    try (ServerProcess third = serve(0);
        PhoenixClient eve = PhoenixClient.connect(third.awaitUp().getPort(), "eve")) {
      assertEquals("", eve.joined(ROOM).at("/topic/title").asText());
    }
  }
}
