package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.conformance.AccountsClient.Answer;
import hubbub.identity.KeyScope;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several commands of a program in one request.
class BatchTest {
  private static final String ROOM = "room:lobby";

  @TempDir private Path data;
  private TestServer server;
  private AccountsClient http;
  private PhoenixClient ann;
  private String key;

  @BeforeEach
  void start() {
    try (TestKeys keys = TestKeys.in(data)) {
      key = keys.make("all", EnumSet.allOf(KeyScope.class), "*");
    }
    server =
        TestServer.start(Map.of("hubbub.data", data.toString(), "hubbub.spam.enabled", "false"));
    http = new AccountsClient(server, "198.51.100.1");
    ann = PhoenixClient.connect(server.port(), "ann");
    ann.joined(ROOM);
  }

  @AfterEach
  void stop() {
    ann.close();
    http.close();
    server.close();
  }

  /// What came of `commands`, which are JSON objects.
  private Answer batch(String... commands) {
    String body = "{\"commands\":[" + String.join(",", commands) + "]}";
    Answer answer = http.send("POST", "/batch", body, "Authorization", "Bearer " + key);
    assertEquals(200, answer.status(), answer::text);
    return answer;
  }

  private static String command(String word, String payload, String more) {
    return "{\"topic\":\"%s\",\"command\":\"%s\",\"payload\":%s%s}"
        .formatted(ROOM, word, payload, more);
  }

  private static String title(String text) {
    return command("set_title", "{\"title\":\"" + text + "\"}", "");
  }

  private static String outcome(Answer answer, int index) {
    String reason = answer.body().at("/replies/" + index + "/response/reason").asText();
    return reason.isEmpty() ? answer.body().at("/replies/" + index + "/status").asText() : reason;
  }

  @Test
  void are_carried_out_in_order_though_one_is_refused() {
    Answer answer =
        batch(
            title("One"),
            "{\"topic\":\"room:nobody\",\"command\":\"send\",\"payload\":{\"body\":\"x\"}}",
            "{\"topic\":\"chair:lobby\",\"command\":\"send\",\"payload\":{\"body\":\"x\"}}",
            "7",
            title("Two"));
    assertEquals("ok", outcome(answer, 0));
    assertEquals("no_such_topic", outcome(answer, 1));
    assertEquals("no_such_topic", outcome(answer, 2));
    assertEquals("invalid", outcome(answer, 3));
    assertEquals("ok", outcome(answer, 4));
    assertEquals("One", ann.event("title_changed").path("title").asText());
    assertEquals("Two", ann.event("title_changed").path("title").asText());
  }

  @Test
  void are_answered_each_though_an_id_meant_something_else_before() {
    http.signUp("Zoe", "correct horse");
    String zoe = "{\"account\":\"zoe\"}";
    String id = ",\"id\":\"1\"";
    assertEquals("ok", outcome(batch(command("ban", zoe, id)), 0));
    Answer answer =
        batch(
            title("One"),
            command("unban", zoe, id),
            command("clear", "{}", id),
            command("ban", zoe, id),
            title("Two"));
    assertEquals("ok", outcome(answer, 0));
    assertEquals("already", outcome(answer, 1));
    assertEquals("already", outcome(answer, 2));
    assertEquals("ok", outcome(answer, 3));
    assertEquals("ok", outcome(answer, 4));
    assertEquals(
        "Two",
        http.send("GET", "/topics/" + ROOM, "", "Authorization", "Bearer " + key)
            .body()
            .at("/topic/title")
            .asText());
  }

  @Test
  void are_refused_if_their_id_is_no_idempotency_key() {
    Answer answer =
        batch(
            command("clear", "{}", ",\"id\":\"" + "x".repeat(65) + "\""),
            command("clear", "{}", ",\"id\":\"caf\u00e9\""),
            command("clear", "{}", ",\"id\":\"" + "x".repeat(64) + "\""));
    assertEquals("invalid", outcome(answer, 0));
    assertEquals("invalid", outcome(answer, 1));
    assertEquals("ok", outcome(answer, 2));
  }

  @Test
  void have_no_id_in_common_where_it_is_null() {
    Answer answer =
        batch(
            command("set_title", "{\"title\":\"One\"}", ",\"id\":null"),
            command("set_title", "{\"title\":\"Two\"}", ",\"id\":null"));
    assertEquals("ok", outcome(answer, 0));
    assertEquals("ok", outcome(answer, 1));
  }
}
