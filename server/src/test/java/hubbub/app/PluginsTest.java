package hubbub.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.security.auth.module.UnixSystem;
import hubbub.phoenix.PhoenixClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  private static final Path PAGE = Path.of("..", "docs", "extending.md");
  @TempDir Path folder;

  private Plugins plugins() throws BadSetting {
    return Plugins.in(folder.resolve("plugins"));
  }

  private static String extension(String name, String kind) {
    return """
    package example;
    import hubbub.topic.extension.TopicExtension;
    public final class %s implements TopicExtension {
      @Override public String kind() { return "%s"; }
    }
    """
        .formatted(name, kind);
  }

  private static String policy(String name, String inConstructor) {
    return """
    package example;
    import hubbub.topic.extension.KeywordPolicy;
    import java.util.List;
    public final class %s implements KeywordPolicy {
      public %1$s() { %s }
      @Override public List<String> terms(String body) { return List.of(body); }
    }
    """
        .formatted(name, inConstructor);
  }

  @Nested
  class The_examples_of_the_docs {
    @Test
    void run_in_a_server_that_is_started_beside_them() throws Exception {
      PluginJar.make(folder, "examples.jar", PluginJar.examples(PAGE));
      String data = folder.resolve("data").toString();
      String rank = "--hubbub.kinds.quiz.rank.ask=moderator";
      try (ServerProcess server =
          ServerProcess.start(folder, "serve", "--port", "0", "--data", data, rank)) {
        int port = server.awaitUp().getPort();
        try (PhoenixClient ann = PhoenixClient.connect(port, "ann");
            PhoenixClient bob = PhoenixClient.connect(port, "bob")) {
          quiz(ann, bob);
          rule(ann, bob);
          keywords(ann, bob);
        }
      }
    }

    private static void quiz(PhoenixClient ann, PhoenixClient bob) {
      ann.joined("quiz:one");
      bob.joined("quiz:one");
      assertEquals("rank_too_low", bob.ask("quiz:one", "ask", "{}").reason());
      assertEquals("ok", ann.ask("quiz:one", "ask", "{\"question\":\"2+2?\"}").status());
      assertEquals("2+2?", bob.event("asked").path("question").asText());
      assertEquals(1, bob.ask("quiz:one", "guess", "{}").response().path("points").asInt());
      assertEquals(0, ann.ask("quiz:one", "guess", "{}").response().path("points").asInt());
    }

    /// Ann was first, so she is a moderator and exempt.
    private static void rule(PhoenixClient ann, PhoenixClient bob) {
      ann.joined("room:lobby");
      bob.joined("room:lobby");
      JsonNode refusal = bob.ask("room:lobby", "send", body("a bicycle for sale")).response();
      assertEquals("spam", refusal.path("reason").asText());
      assertEquals("offers", refusal.path("rule").asText());
    }

    private static void keywords(PhoenixClient ann, PhoenixClient bob) {
      ann.ask("room:lobby", "send", body("a tiger is #striped"));
      bob.ask("room:lobby", "send", body("my tiger is not #striped"));
      JsonNode board = ann.event("keywords_changed").path("keywords");
      assertEquals(1, board.size());
      assertEquals("#striped", board.path(0).path("keyword").asText());
    }

    private static String body(String text) {
      return "{\"body\":\"" + text + "\"}";
    }
  }

  /// Whatever a guest sends, the other members only ever see questions.
  @Nested
  class The_quiz_of_the_docs {
    private static final String TOPIC = "quiz:one";
    private static final List<String> NO_QUESTIONS =
        List.of(
            "{}",
            "{\"seq\":1}",
            "{\"at\":1,\"status\":\"ok\",\"response\":{}}",
            "{\"question\":null}",
            "{\"question\":7}",
            "{\"question\":true}",
            "{\"question\":[\"Who?\"]}",
            "{\"question\":{\"question\":\"Who?\"}}",
            "{\"question\":\"\"}",
            "{\"question\":\" \\t\\n \"}",
            "{\"question\":\"" + "?".repeat(201) + "\"}",
            "{\"question\":\"" + "?".repeat(60_000) + "\"}",
            "{\"question\":" + "[".repeat(14) + "]".repeat(14) + "}",
            "{\"question\":" + "[".repeat(50) + "]".repeat(50) + "}",
            "{\"__proto__\":{\"question\":\"Who?\"}}",
            "{\"Question\":\"Who?\"}",
            "\"Who?\"",
            "[]",
            "null",
            "7");

    /// Valid questions, as JSON strings.
    private static final List<String> QUESTIONS =
        List.of(
            "\"Who?\"",
            "\"Who \\\"said\\\" \\\\ that, \\u0000 and \\n why?\"",
            "\"\\\",\\\"seq\\\":1,\\\"x\\\":\\\"\"",
            "\"谁？ \\ud83d\\ude00 \\u2028 \\u202e\"",
            "\"" + "?".repeat(200) + "\"");

    @Test
    void never_throws_and_passes_on_nothing_but_questions() throws Exception {
      PluginJar.make(folder, "examples.jar", PluginJar.examples(PAGE));
      Settings settings =
          Settings.of(Map.of("hubbub.port", "0", "hubbub.data", folder.resolve("data").toString()));
      try (Hubbub hubbub = Hubbub.start(settings, plugins());
          PhoenixClient ann = PhoenixClient.connect(hubbub.port(), "ann");
          PhoenixClient eve = PhoenixClient.connect(hubbub.port(), "eve")) {
        ann.joined(TOPIC);
        eve.joined(TOPIC);
        NO_QUESTIONS.forEach(payload -> attack(eve, payload));
        int seq = 0;
        for (String question : QUESTIONS) {
          heard(ann, eve, question, ++seq);
        }
        assertEquals(
            seq + 1,
            ann.ask(TOPIC, "send", body("nothing else was told")).response().path("seq").asInt());
      }
    }

    private static void attack(PhoenixClient eve, String payload) {
      assertEquals("invalid", eve.ask(TOPIC, "ask", payload).reason(), payload);
      PhoenixClient.Frame guess = eve.ask(TOPIC, "guess", payload);
      boolean isLost = guess.status().equals("ok") && guess.response().path("points").asInt() == 0;
      assertTrue(isLost || guess.reason().equals("invalid"), payload + " " + guess);
    }

    private static void heard(PhoenixClient ann, PhoenixClient eve, String question, int seq) {
      String payload = "{\"seq\":9,\"question\":" + question + ",\"status\":\"ok\"}";
      assertEquals("ok", eve.ask(TOPIC, "ask", payload).status(), question);
      JsonNode asked = ann.event("asked");
      assertEquals(3, asked.size(), question);
      assertEquals(PhoenixClient.json(question).textValue(), asked.path("question").textValue());
      assertEquals(seq, asked.path("seq").asInt());
      assertEquals("already", eve.ask(TOPIC, "ask", payload).reason());
      assertEquals(1, ann.ask(TOPIC, "guess", "{}").response().path("points").asInt());
    }

    private static String body(String text) {
      return "{\"body\":\"" + text + "\"}";
    }
  }

  @Nested
  class Finding {
    @Test
    void finds_plugins_on_the_class_path() throws BadSetting {
      assertTrue(Plugins.onClassPath().extensions().containsKey("conformance"));
    }

    @Test
    void works_without_a_folder() throws BadSetting {
      assertTrue(plugins().keywords().isEmpty());
      assertEquals(List.of(), plugins().rules());
    }
  }

  @Nested
  class Refusing {
    private void assertRefused(String... words) {
      String line = String.valueOf(assertThrows(BadSetting.class, () -> plugins()).getMessage());
      assertEquals(1, line.lines().count(), line);
      for (String word : words) {
        assertTrue(line.contains(word), line);
      }
    }

    @Test
    void two_extensions_for_one_kind() throws IOException {
      PluginJar.make(folder, "one.jar", List.of(extension("One", "quiz")));
      PluginJar.make(folder, "two.jar", List.of(extension("Two", "quiz")));
      assertRefused("example.One", "example.Two");
    }

    @Test
    void two_keyword_policies() throws IOException {
      PluginJar.make(folder, "one.jar", List.of(policy("One", "")));
      PluginJar.make(folder, "two.jar", List.of(policy("Two", "")));
      assertRefused("example.One", "example.Two");
    }

    @Test
    void one_that_cannot_be_created() throws IOException {
      PluginJar.make(
          folder,
          "one.jar",
          List.of(policy("One", "throw new IllegalStateException(\"no luck\");")));
      assertRefused("example.One", "no luck");
    }

    @Test
    void a_jar_that_is_not_readable() throws IOException {
      Files.createDirectories(folder.resolve("plugins"));
      Files.writeString(folder.resolve("plugins/broken.jar"), "no jar");
      assertRefused("broken.jar: is not a readable jar");
    }

    @Test
    void a_folder_that_everybody_may_change() throws IOException {
      PluginJar.make(folder, "one.jar", List.of(extension("One", "quiz")));
      allowAll(folder.resolve("plugins"));
      assertRefused("plugins: everybody may change it", "chmod o-w");
    }

    @Test
    void a_jar_that_everybody_may_change() throws IOException {
      PluginJar.make(folder, "one.jar", List.of(extension("One", "quiz")));
      allowAll(folder.resolve("plugins/one.jar"));
      assertRefused("one.jar: everybody may change it");
    }

    @Test
    void a_jar_of_another_user() throws IOException {
      PluginJar.make(folder, "one.jar", List.of(extension("One", "quiz")));
      assumeTrue(new UnixSystem().getUid() == 0, "only root may give files away");
      Files.setAttribute(folder.resolve("plugins/one.jar"), "unix:uid", 65_534);
      assertRefused("one.jar: it belongs to another user");
    }

    private static void allowAll(Path file) throws IOException {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
  }

  @Nested
  class Ranks_of_commands {
    private void check(String setting) throws BadSetting {
      plugins().check(Settings.of(Map.of(setting, "vip")));
    }

    @Test
    void may_be_of_any_command_where_there_is_an_extension() throws Exception {
      PluginJar.make(folder, "one.jar", List.of(extension("One", "quiz")));
      check("hubbub.kinds.quiz.rank.ask");
      check("hubbub.kinds.quiz.rank.send");
    }

    @Test
    void must_be_the_servers_elsewhere() throws BadSetting {
      check("hubbub.kinds.room.rank.send");
      BadSetting fault =
          assertThrows(BadSetting.class, () -> check("hubbub.kinds.room.rank.set_titel"));
      assertTrue(String.valueOf(fault.getMessage()).contains("rank.set_title?"));
    }

    @Test
    void are_refused_before_anything_is_opened() throws BadSetting {
      Settings settings = Settings.of(Map.of("hubbub.kinds.room.rank.sing", "vip"));
      assertThrows(BadSetting.class, () -> Hubbub.start(settings));
    }
  }
}
