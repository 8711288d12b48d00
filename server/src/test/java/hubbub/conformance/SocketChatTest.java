package hubbub.conformance;

import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import hubbub.phoenix.Crowd;
import hubbub.phoenix.PhoenixClient;
import hubbub.phoenix.Sentences;
import hubbub.phoenix.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Honest chats of new guests through real sockets.
///
/// Ten minutes pass in ten seconds. Rates, and how long guests are new, are set accordingly; how
/// often a text may be said is not, which is harder on them.
class SocketChatTest {
  private static final int TIMES_AS_FAST = 60;

  /// Bursts are longer than usual: when a machine is busy for a moment, what is said apart comes at
  /// once.
  private static final Map<String, String> FAST =
      Map.of(
          "hubbub.spam.rate", TIMES_AS_FAST + "/s",
          "hubbub.spam.burst", "60",
          "hubbub.kinds.room.spam.fresh", "5s",
          "hubbub.kinds.room.spam.shield.joins", "0");

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Crowd.Person> people = new HashMap<>();

  /// What somebody says in a room, so long after the beginning.
  private record Line(long atMillis, String room, String who, String body) {
    String address() {
      return "203.0.113." + (Math.floorMod(who.hashCode(), 250) + 1);
    }
  }

  private static List<Line> recorded(String name) {
    String file = "/hubbub/spam/" + name + ".jsonl";
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(SocketChatTest.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
      return in.lines()
          .map(PhoenixClient::json)
          .map(line ->
              new Line(
                  line.path("at_ms").asLong(),
                  "room:" + name,
                  line.path("from").asText(),
                  line.path("body").asText()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everybody comes in, each from the address that `address` gives them, and says their lines.
  private void play(Crowd crowd, UnaryOperator<String> address, int timesAsFast) {
    lines.sort(Comparator.comparingLong(Line::atMillis));
    for (Line line : lines) {
      people.computeIfAbsent(
          line.who(),
          who -> {
            String own = "127.3." + people.size() / 250 + "." + (people.size() % 250 + 1);
            return crowd.comes(own, address.apply(line.address()), "?vsn=2.0.0");
          });
    }
    crowd.listen();
    found(crowd);
    lines.stream()
        .collect(toMap(Line::who, Line::room, (first, _) -> first))
        .forEach((who, room) -> of(who).push(room, "phx_join", "{}"));
    crowd.listen();
    people.forEach((who, person) -> assertTrue(person.isOk(), who + person.answer()));
    long beganNanos = System.nanoTime();
    while (!lines.isEmpty()) {
      long next = lines.getFirst().atMillis();
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> passed(beganNanos) * timesAsFast >= next);
      List<Line> due = due(passed(beganNanos) * timesAsFast);
      due.forEach(line -> of(line.who()).push(line.room(), "send", body(line)));
      crowd.listen();
      due.forEach(line -> assertTrue(of(line.who()).isOk(), line + ": " + of(line.who()).answer()));
    }
  }

  /// Whoever founds a room is its moderator, whom the guard spares: nobody who is in the chat.
  private void found(Crowd crowd) {
    Crowd.Person founder = crowd.comes("127.3.9.9", "192.0.2.1", "?vsn=2.0.0");
    for (String room : lines.stream().map(Line::room).distinct().toList()) {
      crowd.listen();
      founder.push(room, "phx_join", "{}");
    }
    crowd.listen();
  }

  private static long passed(long beganNanos) {
    return Duration.ofNanos(System.nanoTime() - beganNanos).toMillis();
  }

  /// The lines that are due by then, one of each person at most.
  private List<Line> due(long nowMillis) {
    Set<String> speaking = new HashSet<>();
    List<Line> due =
        lines.stream()
            .takeWhile(line -> line.atMillis() <= nowMillis)
            .filter(line -> speaking.add(line.who()))
            .toList();
    lines.removeAll(due);
    return due;
  }

  private Crowd.Person of(String who) {
    return Objects.requireNonNull(people.get(who));
  }

  private static String body(Line line) {
    return "{\"body\":" + TextNode.valueOf(line.body()) + "}";
  }

  @Test
  void ordinary_chats_in_three_languages_lose_nothing() {
    Stream.of("ordinary-english", "ordinary-german", "ordinary-chinese")
        .map(SocketChatTest::recorded)
        .forEach(lines::addAll);
    try (TestServer server = TestServer.start(FAST);
        Crowd crowd = new Crowd(server.port())) {
      play(crowd, address -> address, TIMES_AS_FAST);
    }
  }

  @Test
  void sixty_people_behind_one_address_talk_for_ten_minutes_and_lose_nothing() {
    Random random = new Random(7);
    Sentences sentences = new Sentences(random);
    for (int i = 0; i < 60; i++) {
      for (int at = random.nextInt(10_000); at < 600_000; at += 3_000 + random.nextInt(12_000)) {
        lines.add(new Line(at, "room:a", "guest" + i, sentences.next()));
      }
    }
    assertTrue(lines.size() > 3_000);
    try (TestServer server = TestServer.start(FAST);
        Crowd crowd = new Crowd(server.port())) {
      play(crowd, _ -> "203.0.113.9", TIMES_AS_FAST);
    }
  }

  /// In real time, with the usual limits.
  @Test
  void cheering_for_the_last_fifteen_seconds_of_a_final_loses_nothing() {
    recorded("sports-final").stream()
        .filter(line -> line.atMillis() >= 165_000)
        .map(line -> new Line(line.atMillis() - 165_000, line.room(), line.who(), line.body()))
        .forEach(lines::add);
    try (TestServer server =
            TestServer.start(
                Map.of(
                    "hubbub.spam.rate", "1/s",
                    "hubbub.spam.burst", "6",
                    "hubbub.kinds.room.spam.shield.joins", "0"));
        Crowd crowd = new Crowd(server.port())) {
      play(crowd, address -> address, 1);
    }
  }

  @Test
  void one_person_on_five_connections_has_one_allowance() {
    try (TestServer server =
            TestServer.start(Map.of("hubbub.spam.rate", "1/s", "hubbub.spam.burst", "6"));
        Crowd crowd = new Crowd(server.port())) {
      Crowd.Person first = crowd.comes("127.3.0.1", "203.0.113.1", "?vsn=2.0.0");
      crowd.listen();
      first.push("room:a", "phx_join", "{}");
      crowd.listen();
      // the first is the moderator, whom the guard spares
      Crowd.Person guest = crowd.comes("127.3.0.2", "203.0.113.2", "?vsn=2.0.0");
      crowd.listen();
      guest.push("room:a", "phx_join", "{}");
      crowd.listen();
      String key = guest.answer().at("/response/me/key").asText();
      List<Crowd.Person> all = new ArrayList<>(List.of(guest));
      for (int i = 0; i < 4; i++) {
        all.add(crowd.comes("127.3.0." + (3 + i), "203.0.113." + (3 + i), "?vsn=2.0.0"));
      }
      crowd.listen();
      all.forEach(person -> person.push("room:a", "phx_join", "{\"key\":\"" + key + "\"}"));
      crowd.listen();
      assertEquals(5, all.stream().filter(Crowd.Person::isOk).count());
      Sentences sentences = new Sentences(new Random(5));
      long beganNanos = System.nanoTime();
      int said = 0;
      for (int i = 0; i < 4; i++) {
        all.forEach(
            person -> person.push("room:a", "send", "{\"body\":\"" + sentences.next() + "\"}"));
        crowd.listen();
        said += (int) all.stream().filter(Crowd.Person::isOk).count();
      }
      long seconds = Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds() + 1;
      assertTrue(said >= 6, said + " said");
      assertTrue(said <= 6 + seconds, said + " said in " + seconds + " s");
    }
  }
}
