package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hubbub.conformance.AccountsClient.Answer;
import hubbub.identity.KeyScope;
import hubbub.phoenix.EventStreamClient;
import hubbub.phoenix.EventStreamClient.Received;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs and pages that read a topic's events by HTTP, without being in the topic.
class EventsTest {
  private static final String ROOM = "room:lobby";

  @TempDir private Path data;
  private TestServer server;
  private AccountsClient http;
  private PhoenixClient ann;
  private String reader;
  private String publisher;
  private String admin;

  @BeforeEach
  void start() {
    try (TestKeys keys = TestKeys.in(data)) {
      reader = keys.make("reader", Set.of(KeyScope.READ), "room:*");
      publisher = keys.make("publisher", Set.of(KeyScope.PUBLISH), "room:*");
      admin = keys.make("admin", Set.of(KeyScope.ADMIN), "*");
    }
    start("400/s", "2000");
    ann = PhoenixClient.connect(server.port(), "ann");
    ann.joined(ROOM);
  }

  /// Each key may ask so often, and so much at once.
  private void start(String rate, String burst) {
    server =
        TestServer.start(
            Map.of(
                "hubbub.data",
                data.toString(),
                "hubbub.spam.enabled",
                "false",
                "hubbub.kinds.room.linger",
                "200ms",
                "hubbub.keys.rate",
                rate,
                "hubbub.keys.burst",
                burst));
    http = new AccountsClient(server, "198.51.100.1");
  }

  @AfterEach
  void stop() {
    ann.close();
    http.close();
    server.close();
  }

  private static String path(String topic) {
    return "/api/v1/topics/"
        + URLEncoder.encode(topic, StandardCharsets.UTF_8).replace("+", "%20")
        + "/events";
  }

  private EventStreamClient read(String... more) {
    return open(path(ROOM), more);
  }

  private EventStreamClient open(String path, String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    headers.add("Authorization: Bearer " + reader);
    return EventStreamClient.open(server.port(), path, headers.toArray(String[]::new));
  }

  private void say(String body) {
    assertEquals("ok", ann.ask(ROOM, "send", "{\"body\":\"" + body + "\"}").status());
  }

  @Nested
  class Reading {
    @Test
    void begins_with_the_topic_and_its_history_and_goes_on_with_each_event_under_its_id() {
      say("before");
      try (EventStreamClient events = read()) {
        assertEquals(200, events.status());
        assertEquals(Optional.of("text/event-stream"), events.header("content-type"));
        assertEquals(Optional.of("no-store"), events.header("cache-control"));
        Received state = events.next();
        assertEquals("state", state.word());
        assertEquals("before", state.data().at("/history/0/body").asText());
        String epoch = state.data().path("epoch").asText();
        assertEquals(epoch + "-1", state.id());
        say("after");
        Received message = events.next();
        assertEquals("message", message.word());
        assertEquals("after", message.data().path("body").asText());
        assertEquals(epoch + "-2", message.id());
      }
    }

    @Test
    void takes_a_key_whatever_the_case_of_its_scheme() {
      String header = "Authorization: bearer " + reader;
      try (EventStreamClient events = EventStreamClient.open(server.port(), path(ROOM), header)) {
        assertEquals(200, events.status());
      }
    }

    @Test
    void is_not_seen_and_not_counted_in_the_topic() {
      try (EventStreamClient events = read()) {
        assertEquals(1, events.next().data().at("/topic/members").asInt());
        assertEquals(1, ann.ask(ROOM, "roster", "{}").response().path("members").size());
      }
    }

    @Test
    void ends_with_the_topic_and_says_so() {
      try (EventStreamClient events = read()) {
        events.next("state");
        ann.close();
        assertEquals("no_such_topic", events.next("closed").data().path("reason").asText());
        assertEquals(Optional.empty(), events.read());
      }
      assertEquals(404, read().status());
    }

    @Test
    void never_leaves_a_gap_for_one_that_reads_too_slowly_to_find_its_place_again() {
      try (EventStreamClient events = slowReader()) {
        String text = "x".repeat(3_000);
        for (int i = 0; i < 1_500; i++) {
          say(text);
        }
        long seq = events.next("state").data().path("seq").asLong();
        boolean isLagged = false;
        while (seq < 1_500) {
          Received event = events.next();
          if (event.word().equals("lagged")) {
            isLagged = true;
            assertEquals(seq + 1, event.data().path("from_seq").asLong());
            seq = event.data().path("to_seq").asLong();
          } else {
            assertEquals(++seq, event.data().path("seq").asLong());
          }
        }
        assertTrue(isLagged);
      }
    }

    private EventStreamClient slowReader() {
      return EventStreamClient.open(
          server.port(), 4 * 1024, path(ROOM), "Authorization: Bearer " + reader);
    }

    /// Each takes two files of this process, which may open some 20,000.
    @Test
    void is_possible_for_five_thousand_at_once_though_some_do_not_read() {
      stop();
      start("5000/s", "10000");
      ann = PhoenixClient.connect(server.port(), "anna");
      ann.joined(ROOM);
      List<EventStreamClient> all = new ArrayList<>();
      List<EventStreamClient> silent = new ArrayList<>();
      try {
        for (int i = 0; i < 4_900; i++) {
          all.add(read());
        }
        for (int i = 0; i < 100; i++) {
          silent.add(slowReader());
        }
        for (EventStreamClient each : all) {
          each.next("state");
        }
        say("to all");
        for (EventStreamClient each : all) {
          assertEquals("to all", each.next("message").data().path("body").asText());
        }
      } finally {
        all.forEach(EventStreamClient::close);
        silent.forEach(EventStreamClient::close);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"room:a/b", "room:..", "room:@+#=-~_.:", "room:部屋", "room:events"})
    void a_topic_with_any_name_that_it_can_have(String name) {
      assertEquals("ok", ann.join(name, "{}").status());
      try (EventStreamClient events = open(path(name))) {
        assertEquals(200, events.status());
        assertEquals(name, events.next().data().at("/topic/name").asText());
      }
    }
  }

  @Nested
  class Coming_back {
    @Test
    void goes_on_without_a_gap_after_the_last_event_that_it_had() {
      String last;
      try (EventStreamClient events = read()) {
        events.next("state");
        say("one");
        events.next();
        last = events.lastId();
      }
      say("two");
      say("three");
      try (EventStreamClient events = read("Last-Event-ID: " + last)) {
        Received state = events.next();
        assertTrue(state.data().path("recovered").asBoolean());
        assertFalse(state.data().has("history"));
        assertEquals("", state.id());
        assertEquals("two", events.next().data().path("body").asText());
        assertEquals("three", events.next().data().path("body").asText());
        say("four");
        assertEquals("four", events.next().data().path("body").asText());
      }
    }

    @Test
    void may_bring_its_place_in_the_query() {
      String last;
      try (EventStreamClient events = read()) {
        events.next("state");
        last = events.lastId();
      }
      say("missed");
      try (EventStreamClient events = open(path(ROOM) + "?last_event_id=" + last)) {
        events.next("state");
        assertEquals("missed", events.next().data().path("body").asText());
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"garbage", "-", "another-1", "EPOCH-9999", "EPOCH--1", "EPOCH-", "1", "EPOCH"})
    void from_where_the_topic_never_was_begins_anew(String id) {
      say("said");
      String epoch;
      try (EventStreamClient events = read()) {
        epoch = events.next().data().path("epoch").asText();
      }
      try (EventStreamClient events = read("Last-Event-ID: " + id.replace("EPOCH", epoch))) {
        JsonNode state = events.next().data();
        assertFalse(state.path("recovered").asBoolean());
        assertEquals("said", state.at("/history/0/body").asText());
      }
    }

    @Test
    void is_asked_for_by_a_server_that_stops_and_works_after_its_restart() {
      try (EventStreamClient events = read()) {
        events.next("state");
        say("before");
        events.next();
        server.close(); // before she leaves, since the topic goes with her
        ann.close();
        assertEquals(Optional.empty(), events.read());
        assertTrue(events.retryMillis().orElseThrow() >= 1_000);
        server =
            TestServer.start(
                Map.of(
                    "hubbub.data",
                    data.toString(),
                    "hubbub.spam.enabled",
                    "false",
                    "hubbub.kinds.room.linger",
                    "10s"));
        ann = PhoenixClient.connect(server.port(), "anna");
        ann.joined(ROOM);
        say("after");
        try (EventStreamClient again = read("Last-Event-ID: " + events.lastId())) {
          assertTrue(again.next("state").data().path("recovered").asBoolean());
          Received next = again.next("message");
          assertEquals("after", next.data().path("body").asText());
        }
      }
    }
  }

  @Nested
  class Refused {
    private int status(String path, String... headers) {
      try (EventStreamClient events = EventStreamClient.open(server.port(), path, headers)) {
        return events.status();
      }
    }

    private void assertProblem(int status, String reason, String... headers) {
      try (EventStreamClient events = EventStreamClient.open(server.port(), path(ROOM), headers)) {
        assertEquals(status, events.status());
        assertEquals(Optional.of("application/problem+json"), events.header("content-type"));
        assertEquals(
            status == 401 ? Optional.of("Bearer") : Optional.empty(),
            events.header("www-authenticate"));
        JsonNode problem = PhoenixClient.json(events.rest());
        assertEquals(status, problem.path("status").asInt());
        assertEquals(reason, problem.path("reason").asText());
      }
    }

    @Test
    void without_a_key_or_with_one_that_is_wrong_or_lacks_the_scope() {
      assertProblem(401, "bad_token");
      assertEquals(
          401, status(path(ROOM), "Authorization: Bearer hbk_AAAAAAAAAAAA_" + "x".repeat(43)));
      assertEquals(401, status(path(ROOM), "Authorization: Basic YTpi"));
      assertEquals(403, status(path(ROOM), "Authorization: Bearer " + publisher));
      assertEquals(403, status(path("quiz:one"), "Authorization: Bearer " + reader));
    }

    @Test
    void with_wrong_keys_too_often_from_one_address() {
      String wrong = "Authorization: Bearer hbk_AAAAAAAAAAAA_" + "x".repeat(43);
      String from = "X-Forwarded-For: 203.0.113.9";
      for (int i = 0; i < 10; i++) {
        assertEquals(401, status(path(ROOM), wrong, from));
      }
      try (EventStreamClient events =
          EventStreamClient.open(server.port(), path(ROOM), wrong, from)) {
        assertEquals(429, events.status());
        assertTrue(Integer.parseInt(events.header("retry-after").orElseThrow()) <= 7);
      }
      assertEquals(401, status(path(ROOM), wrong, "X-Forwarded-For: 203.0.114.9"));
      try (EventStreamClient events = read(from)) {
        assertEquals(200, events.status());
      }
    }

    @Test
    void beyond_the_rate_that_the_key_has_for_all_that_it_asks() {
      stop();
      start("1/m", "2");
      ann = PhoenixClient.connect(server.port(), "anna");
      ann.joined(ROOM);
      assertEquals(200, http.send("GET", "/topics", "", auth()).status());
      try (EventStreamClient events = read()) {
        assertEquals(200, events.status());
      }
      try (EventStreamClient events = read()) {
        assertEquals(429, events.status());
      }
    }

    private String[] auth() {
      return new String[] {"Authorization", "Bearer " + reader};
    }

    @Test
    void with_a_key_in_the_address() {
      assertEquals(400, status(path(ROOM) + "?token=" + reader));
    }

    @Test
    void where_nobody_is() {
      try (EventStreamClient events = open(path("room:nobody"))) {
        assertEquals(404, events.status());
        assertTrue(events.rest().contains("\"reason\":\"no_such_topic\""));
      }
    }

    @Test
    void by_any_method_but_get() {
      String bearer = "Bearer " + reader;
      String path = path(ROOM).substring("/api/v1".length());
      for (String method : List.of("POST", "HEAD", "DELETE")) {
        Answer answer = http.send(method, path, "", "Authorization", bearer);
        assertEquals(405, answer.status(), method);
        assertEquals(Optional.of("GET"), answer.response().headers().firstValue("Allow"));
      }
    }

    @Test
    void for_a_page_of_another_site_that_may_not_use_this_server() {
      assertProblem(
          403, "forbidden", "Authorization: Bearer " + reader, "Origin: https://evil.example");
    }
  }

  @Nested
  class Read_tokens {
    @Test
    void let_nobody_read_who_comes_from_a_banned_address_though_a_key_does() {
      String token = make(reader, "{}").token();
      String from = "X-Forwarded-For: 203.0.113.7";
      try (EventStreamClient events =
          EventStreamClient.open(server.port(), path(ROOM) + "?token=" + token, from)) {
        assertEquals(200, events.status());
      }
      String ban = "{\"whom\":\"203.0.113.0/24\"}";
      assertEquals(
          200, http.send("POST", "/bans", ban, "Authorization", "Bearer " + admin).status());
      try (EventStreamClient events =
          EventStreamClient.open(server.port(), path(ROOM) + "?token=" + token, from)) {
        assertEquals(403, events.status());
      }
      try (EventStreamClient events = read(from)) {
        assertEquals(200, events.status());
      }
    }

    private Answer make(String key, String body) {
      return post(key, "/read-tokens", body);
    }

    private Answer post(String key, String word, String body) {
      String path = path(ROOM).substring("/api/v1".length()).replace("/events", word);
      return http.send("POST", path, body, "Authorization", "Bearer " + key);
    }

    @Test
    void draw_from_one_address_no_more_than_joins_may_though_a_key_does() {
      stop();
      server = TestServer.start("hubbub.data", data.toString());
      http = new AccountsClient(server, "198.51.100.1");
      ann = PhoenixClient.connect(server.port(), "anna");
      ann.joined(ROOM);
      for (int i = 0; i < 32; i++) { // a history of 128 KiB
        String body = "{\"body\":\"" + "x".repeat(4096) + "\"}";
        assertEquals(200, post(publisher, "/send", body).status());
      }
      String path = path(ROOM) + "?token=" + make(reader, "{}").token();
      try (EventStreamClient refused = readUntilRefused(path, "X-Forwarded-For: 203.0.113.7")) {
        assertEquals(429, refused.status());
        assertEquals(Optional.of("1"), refused.header("retry-after"));
        assertEquals("rate", PhoenixClient.json(refused.rest()).path("reason").asText());
      }
      try (EventStreamClient elsewhere =
              EventStreamClient.open(server.port(), path, "X-Forwarded-For: 203.0.114.7");
          EventStreamClient byKey = read("X-Forwarded-For: 203.0.113.7")) {
        assertEquals(200, elsewhere.status());
        assertEquals(200, byKey.status());
      }
    }

    /// The answer to the first request that is refused, or to the last of many.
    private EventStreamClient readUntilRefused(String path, String from) {
      EventStreamClient events = EventStreamClient.open(server.port(), path, from);
      for (int i = 0; i < 2_000 && events.status() == 200; i++) {
        events.close();
        events = EventStreamClient.open(server.port(), path, from);
      }
      return events;
    }

    @Test
    void let_a_page_read_that_topic_alone() {
      assertEquals("ok", ann.join("room:other", "{}").status());
      String token = make(reader, "{}").token();
      try (EventStreamClient events =
          EventStreamClient.open(server.port(), path(ROOM) + "?token=" + token)) {
        assertEquals(200, events.status());
        events.next("state");
      }
      try (EventStreamClient events =
          EventStreamClient.open(server.port(), path("room:other") + "?token=" + token)) {
        assertEquals(403, events.status());
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "Negotiate abc"})
    void count_for_a_page_whose_browser_shows_something_else(String header) {
      String path = path(ROOM) + "?token=" + make(reader, "{}").token();
      try (EventStreamClient events =
          EventStreamClient.open(server.port(), path, "Authorization: " + header)) {
        assertEquals(200, events.status());
      }
    }

    @Test
    void let_nobody_connect_as_a_user() {
      String token = make(reader, "{}").token();
      assertEquals(401, http.send("GET", "/me", "", "Authorization", "Bearer " + token).status());
    }

    @Test
    void that_were_changed_are_refused() {
      String token = make(reader, "{}").token();
      String forged = token.substring(0, token.length() - 3) + "AAA";
      try (EventStreamClient events =
          EventStreamClient.open(server.port(), path(ROOM) + "?token=" + forged)) {
        assertEquals(403, events.status());
      }
    }

    @Test
    void are_made_for_an_hour_at_most_and_only_with_a_key_that_may_read() {
      assertEquals(201, make(reader, "{\"ttl_ms\":60000}").status());
      assertEquals(422, make(reader, "{\"ttl_ms\":3600001}").status());
      assertEquals(422, make(reader, "{\"ttl_ms\":\"long\"}").status());
      assertEquals(403, make(publisher, "{}").status());
      assertEquals(401, make("hbk_nothing", "{}").status());
    }
  }
}
