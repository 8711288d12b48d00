package hubbub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.identity.Site;
import hubbub.phoenix.Crowd;
import hubbub.phoenix.Sentences;
import hubbub.phoenix.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A raid through real sockets, as fast as the server takes it: 500 new guests say one text again
/// and again, each time a little different, between 50 regulars, who have accounts, and 50 honest
/// new guests. These say something every second and a half.
class SocketRaidTest {
  private static final String ROOM = "room:lobby";
  private static final int RAIDERS = 500;
  private static final int OTHERS = 50;
  private static final int ROUNDS = 5;
  private static final int WAVES = 10;
  private static final long ROUND_MILLIS = 1_500;
  private static final long SETTLED_MILLIS = 3_000;
  private static final String TEXT =
      "join the best giveaway of the year at our place, free coins for everybody ";

  private final Random random = new Random(21);
  private final Sentences sentences = new Sentences(random);
  private int addresses;

  private static TestServer server() {
    Map<String, String> settings = new HashMap<>(Site.settings());
    settings.put("hubbub.spam.rate", "1/s");
    settings.put("hubbub.spam.burst", "6");
    return TestServer.start(settings);
  }

  /// A group of the crowd, how many messages it tried to say, and why some of them were refused.
  private static final class Group {
    private final List<Crowd.Person> people = new ArrayList<>();
    private final Supplier<String> text;
    private final Map<String, Integer> refused = new TreeMap<>();
    private int tried;
    private int late;

    Group(Supplier<String> text) {
      this.text = text;
    }

    /// The part that speaks in that one of the waves.
    List<Crowd.Person> wave(int wave) {
      int size = people.size() / WAVES;
      return people.subList(wave * size, (wave + 1) * size);
    }

    void speak(int wave) {
      wave(wave).forEach(person -> person.push(ROOM, "send", "{\"body\":\"" + text.get() + "\"}"));
    }

    void count(int wave, long atMillis) {
      for (Crowd.Person person : wave(wave)) {
        tried++;
        if (!person.isOk()) {
          refused.merge(person.reason(), 1, Integer::sum);
        } else if (atMillis > SETTLED_MILLIS) {
          late++;
        }
      }
    }

    int said() {
      return tried - refused.values().stream().mapToInt(Integer::intValue).sum();
    }

    void join() {
      people.forEach(person -> person.push(ROOM, "phx_join", "{}"));
    }
  }

  /// `count` people who come in, each from the client's address that `address` gives it.
  private Group group(Crowd crowd, int count, IntFunction<String> address, Supplier<String> text) {
    Group group = new Group(text);
    for (int i = 0; i < count; i++) {
      addresses++;
      String own = "127.1." + addresses / 250 + "." + (addresses % 250 + 1);
      group.people.add(crowd.comes(own, address.apply(i), "?vsn=2.0.0"));
    }
    return group;
  }

  private Group regulars(Crowd crowd) {
    Group regulars = new Group(sentences::next);
    for (int i = 0; i < OTHERS; i++) {
      String token =
          URLEncoder.encode(Site.token("regular" + i, 3600, Map.of()), StandardCharsets.UTF_8);
      regulars.people.add(
          crowd.comes("127.2.0." + (i + 1), "192.0.2." + i, "?vsn=2.0.0&token=" + token));
    }
    return regulars;
  }

  private String disguised() {
    return switch (random.nextInt(4)) {
      case 0 -> TEXT.toUpperCase(Locale.ROOT);
      case 1 -> TEXT + Integer.toString(random.nextInt(), 36);
      case 2 -> TEXT.replace('o', '\u043e').replace('e', '\u0435');
      default -> "\ud83d\ude80 " + TEXT + "!!";
    };
  }

  private void raid(IntFunction<String> raidersAddress) {
    try (TestServer server = server();
        Crowd crowd = new Crowd(server.port())) {
      Group regulars = regulars(crowd);
      Group honest = group(crowd, OTHERS, i -> "203.0.113." + i, sentences::next);
      Group raiders = group(crowd, RAIDERS, raidersAddress, this::disguised);
      List<Group> all = List.of(regulars, raiders, honest);
      crowd.listen();
      all.forEach(Group::join);
      hear(crowd, all.stream().flatMap(group -> group.people.stream()).toList());
      assertTrue(regulars.people.stream().allMatch(Crowd.Person::isOk));
      assertTrue(honest.people.stream().allMatch(Crowd.Person::isOk));
      long beganNanos = System.nanoTime();
      for (int round = 1; round <= ROUNDS; round++) {
        speak(crowd, all, beganNanos);
        do {
          speak(crowd, List.of(raiders), beganNanos);
        } while (millisSince(beganNanos) < round * ROUND_MILLIS);
      }
      long settled = millisSince(beganNanos) - SETTLED_MILLIS;
      assertEquals(Map.of(), regulars.refused, "regulars");
      assertTrue(honest.said() * 5 >= honest.tried * 4, "honest guests: " + honest.refused);
      assertTrue(raiders.said() * 100 <= raiders.tried, raiders.said() + " of the raid passed");
      assertTrue(raiders.late * 1_000L < settled, raiders.late + " of it in " + settled + " ms");
    }
  }

  private static long millisSince(long beganNanos) {
    return Duration.ofNanos(System.nanoTime() - beganNanos).toMillis();
  }

  /// Everybody in these groups speaks once.
  private static void speak(Crowd crowd, List<Group> groups, long beganNanos) {
    for (int i = 0; i < WAVES; i++) {
      int wave = i;
      groups.forEach(group -> group.speak(wave));
      hear(crowd, groups.stream().flatMap(group -> group.wave(wave).stream()).toList());
      groups.forEach(group -> group.count(wave, millisSince(beganNanos)));
    }
  }

  /// Whoever hears that the room cannot keep up tries again, as clients do.
  private static void hear(Crowd crowd, List<Crowd.Person> people) {
    List<Crowd.Person> waiting;
    do {
      crowd.listen();
      waiting = people.stream().filter(person -> person.reason().equals("overloaded")).toList();
      waiting.forEach(Crowd.Person::again);
    } while (!waiting.isEmpty());
  }

  @Test
  void from_500_addresses_hardly_gets_through_and_costs_regulars_nothing() {
    raid(i -> "198.18." + i / 250 + "." + (i % 250 + 1));
  }

  @Test
  void from_one_address_hardly_gets_through_and_costs_regulars_nothing() {
    raid(_ -> "198.51.100.7");
  }
}
