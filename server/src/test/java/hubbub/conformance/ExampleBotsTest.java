package hubbub.conformance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.identity.KeyScope;
import hubbub.phoenix.CuttableLine;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The bots of `examples/bot`, run as `docs/bots.md` says, on a line that breaks. A language that
/// is not installed is skipped.
class ExampleBotsTest {
  private static final String ROOM = "room:lobby";

  /// A bot, and what runs it.
  enum Bot {
    NODE("node", "bot.mjs"),
    PYTHON("python3", "bot.py"),
    JAVA(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "Bot.java");

    private final String command;
    private final String file;

    Bot(String command, String file) {
      this.command = command;
      this.file = file;
    }

    private boolean isInstalled() {
      return Stream.concat(
              Stream.of(""), Arrays.stream(System.getenv("PATH").split(File.pathSeparator)))
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
  }

  /// A running bot, and what it has printed.
  private record Running(Process process, List<String> lines) implements AutoCloseable {
    void awaitLine(String line) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertTrue(lines.contains(line), () -> "printed only " + lines));
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  @TempDir private Path data;
  private TestServer server;
  private CuttableLine line;
  private PhoenixClient ann;
  private String key;

  @BeforeEach
  void start() {
    try (TestKeys keys = TestKeys.in(data)) {
      key = keys.make("pinger", Set.of(KeyScope.READ, KeyScope.PUBLISH), "room:*");
    }
    server =
        TestServer.start(
            Map.of(
                "hubbub.data",
                data.toString(),
                "hubbub.keys.rate",
                "2/s",
                "hubbub.keys.burst",
                "2"));
    line = CuttableLine.to(server.port());
    ann = PhoenixClient.connect(server.port(), "ann");
    ann.joined(ROOM);
  }

  @AfterEach
  void stop() {
    ann.close();
    line.close();
    server.close();
  }

  private Running run(Bot bot) throws IOException {
    assumeTrue(bot.isInstalled(), bot.command + " is not installed on this machine");
    Path folder = Path.of("..", "examples", "bot");
    ProcessBuilder builder =
        new ProcessBuilder(bot.command, bot.file)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "LC_ALL", // what they print is UTF-8, wherever this runs
                "C.UTF-8",
                "HUBBUB_URL",
                "http://127.0.0.1:" + line.port(),
                "HUBBUB_KEY",
                key,
                "HUBBUB_PLACE",
                data.resolve("place").toString()));
    Running running = new Running(builder.start(), new CopyOnWriteArrayList<>());
    Thread.ofPlatform()
        .daemon()
        .start(() ->
            running
                .process()
                .inputReader(StandardCharsets.UTF_8)
                .lines()
                .forEach(running.lines()::add));
    return running;
  }

  private void say(String... bodies) {
    for (String body : bodies) {
      assertEquals("ok", ann.ask(ROOM, "send", "{\"body\":\"" + body + "\"}").status());
    }
  }

  /// What bots have said until Ann says that it is enough.
  private List<String> saidByBots() {
    say("enough");
    List<String> said = new ArrayList<>();
    while (true) {
      JsonNode message = ann.event("message");
      if (message.path("body").asText().equals("enough")) {
        return said;
      }
      if (message.at("/from/id").asText().equals("key:pinger")) {
        assertEquals("Pinger", message.at("/from/nick").asText());
        assertEquals("bot", message.at("/from/badges/0").asText());
        said.add(message.path("body").asText());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void answers_each_message_once_in_order_though_its_line_breaks_and_it_is_ended_and_run_again(
      Bot bot) throws Exception {
    List<String> printed;
    say("before it came");
    try (Running running = run(bot)) {
      running.awaitLine("reading " + ROOM);
      say("hello", "!ping one");
      ann.next(frame -> frame.payload().path("body").asText().equals("pong one"));
      line.cut();
      say("while it was away", "!ping two", "!ping three", "!ping \\\"four\\\" \\u00fc");
      line.mend();
      ann.next(frame -> frame.payload().path("body").asText().equals("pong \"four\" ü"));
      printed = running.lines();
    }
    assertEquals(
        List.of(
            "reading " + ROOM,
            "ann: hello",
            "ann: !ping one",
            "reading " + ROOM,
            "ann: while it was away",
            "ann: !ping two",
            "ann: !ping three",
            "ann: !ping \"four\" ü"),
        printed);
    say("while nobody ran it", "!ping five");
    try (Running running = run(bot)) {
      running.awaitLine("ann: !ping five");
      ann.next(frame -> frame.payload().path("body").asText().equals("pong five"));
      assertEquals(
          List.of("reading " + ROOM, "ann: while nobody ran it", "ann: !ping five"),
          running.lines().stream().filter(it -> !it.contains("four")).toList());
    }
    assertEquals(List.of("pong two", "pong three"), saidByBots());
  }

  @ParameterizedTest
  @EnumSource
  void reads_on_past_characters_that_some_take_for_the_end_of_a_line(Bot bot) throws Exception {
    try (Running running = run(bot)) {
      running.awaitLine("reading " + ROOM);
      say("a\\u2028b\\u2029c\\u0085d", "!ping after");
      ann.next(frame -> frame.payload().path("body").asText().equals("pong after"));
    }
  }
}
