package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.phoenix.Sentences;
import hubbub.topic.AddressPrefix;
import hubbub.topic.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// 500 guests raid a room for a minute, in which 50 regulars and 50 honest new guests talk; and 60
/// people talk behind one address. All with a clock of their own.
class RaidTest {
  private static final int RAIDERS = 500;
  private static final int REGULARS = 50;
  private static final int HONEST = 50;
  private static final int RAID_MILLIS = 60_000;
  private static final int SETTLED_MILLIS = 3_000;
  private static final String LONG =
      "join the best giveaway of the year at our place, free coins for everybody";
  private static final String MIDDLING = "free coins at our place";
  private static final String SHORT = "buy cheap gold now";
  private static final String SHORTER = "free gold here";
  private static final String SHORTEST = "get coins";
  private static final String LINK = "come to coins.example.com";
  private final Random random = new Random(16);
  private final Sentences sentences = new Sentences(random);
  private final List<RecordedSpeech> lines = new ArrayList<>();

  private void add(String who, int atMillis, String text, String address, long knownMillis) {
    Speech said = Said.by(who, text).knownFor(knownMillis).at(atMillis);
    Speech.Sender from = said.from();
    lines.add(
        new RecordedSpeech(
            atMillis,
            Speech.message(
                said.topic(),
                new Speech.Sender(
                    from.id(),
                    from.rank(),
                    Optional.of(AddressPrefix.parse(address)),
                    from.sinceNanos()),
                text,
                said.nowNanos())));
  }

  private void talk(String who, String address, long knownMillis, int untilMillis) {
    int at = random.nextInt(10_000);
    while (at < untilMillis) {
      add(who, at, sentences.next(), address, knownMillis);
      at += 3_000 + random.nextInt(12_000);
    }
  }

  private String disguised(String text) {
    return switch (random.nextInt(5)) {
      case 0 -> text.toUpperCase(Locale.ROOT);
      case 1 -> text + " " + Integer.toString(random.nextInt(), 36);
      case 2 -> text.replace('o', '\u043e').replace('e', '\u0435');
      case 3 -> String.join("\u200b", text.split(""));
      default -> "\ud83d\ude80 " + text + "!!";
    };
  }

  private List<Replay.Judged> raid(String text, boolean isFromOneAddress) {
    for (int i = 0; i < RAIDERS; i++) {
      String address =
          isFromOneAddress ? "198.51.100.1" : "198.18." + i / 250 + "." + (i % 250 + 1);
      int at = random.nextInt(3_000);
      while (at < RAID_MILLIS) {
        add("graider" + i, at, disguised(text), address, 0);
        at += 2_000 + random.nextInt(4_000);
      }
    }
    for (int i = 0; i < REGULARS; i++) {
      talk("regular" + i, "203.0.113." + (i + 1), 3_600_000, RAID_MILLIS);
    }
    for (int i = 0; i < HONEST; i++) {
      talk("ghonest" + i, "203.0.113." + (i + 101), 0, RAID_MILLIS);
    }
    return replayed();
  }

  private List<Replay.Judged> replayed() {
    lines.sort(Comparator.comparingLong(RecordedSpeech::atMillis));
    return Replay.of(lines, Guard.of(Preset.NORMAL.policy()));
  }

  private static long count(
      List<Replay.Judged> judged, String who, Predicate<Replay.Judged> which) {
    return judged.stream()
        .filter(it -> it.line().speech().from().id().value().startsWith(who))
        .filter(which)
        .count();
  }

  private static void assertHardlyNoticed(List<Replay.Judged> judged) {
    long raided =
        count(judged, "graider", it -> it.hasPassed() && it.line().atMillis() >= SETTLED_MILLIS);
    assertTrue(raided < (RAID_MILLIS - SETTLED_MILLIS) / 1_000, raided + " of the raid passed");
    assertEquals(0, count(judged, "regular", it -> !it.hasPassed()));
    long honest = count(judged, "ghonest", _ -> true);
    long lost = count(judged, "ghonest", it -> !it.hasPassed());
    assertTrue(lost * 5 <= honest, lost + " of " + honest + " honest ones were lost");
  }

  @ParameterizedTest
  @ValueSource(strings = {LONG, MIDDLING, SHORT, SHORTER, SHORTEST, LINK})
  void from_as_many_addresses_is_hardly_noticed(String text) {
    assertHardlyNoticed(raid(text, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {LONG, MIDDLING, SHORT, SHORTER, SHORTEST, LINK})
  void from_one_address_is_hardly_noticed(String text) {
    assertHardlyNoticed(raid(text, true));
  }

  @Test
  void of_many_texts_in_turn_each_is_hardly_noticed() {
    List<String> texts = List.of(SHORT, SHORTER, SHORTEST, MIDDLING);
    for (int i = 0; i < RAIDERS; i++) {
      for (int at = random.nextInt(3_000); at < RAID_MILLIS; at += 4_000) {
        String address = "198.18." + i / 250 + "." + (i % 250 + 1);
        add("graider" + i, at, texts.get(random.nextInt(texts.size())), address, 0);
      }
    }
    long passed =
        count(replayed(), "graider", it -> it.hasPassed() && it.line().atMillis() > SETTLED_MILLIS);
    assertTrue(passed < texts.size() * RAID_MILLIS / 1_000, passed + " of the raid passed");
  }

  @Test
  void a_stadium_of_new_guests_may_talk_and_cheer() {
    for (int i = 0; i < 300; i++) {
      String address = "203.0." + i / 250 + "." + (i % 250 + 1);
      talk("gfan" + i, address, 0, RAID_MILLIS);
      for (int at = RAID_MILLIS / 2; at < RAID_MILLIS; at += 6_000 + random.nextInt(6_000)) {
        add("gfan" + i, at, random.nextBoolean() ? "GO BLUE!" : "champions!!!", address, 0);
      }
    }
    List<Replay.Judged> judged = replayed();
    assertEquals(0, judged.stream().filter(it -> !it.hasPassed()).count());
  }

  @Test
  void sixty_people_behind_one_address_may_talk_for_ten_minutes() {
    for (int i = 0; i < 60; i++) {
      talk((i % 2 == 0 ? "guest" : "a") + i, "203.0.113.9", 0, 600_000);
    }
    List<Replay.Judged> judged = replayed();
    assertTrue(judged.size() > 3_000, judged.size() + " messages");
    assertEquals(List.of(), judged.stream().filter(it -> !it.hasPassed()).toList());
  }

  /// Their address may send ten messages a second, and they want to send twenty.
  @Test
  void nobody_offends_because_others_share_their_address() {
    for (int i = 0; i < 120; i++) {
      for (int at = random.nextInt(6_000); at < RAID_MILLIS; at += 6_000) {
        add("g" + i, at, sentences.next(), "203.0.113.9", 0);
      }
    }
    List<Refusal> refusals =
        replayed().stream().flatMap(it -> it.judgement().refusal().stream()).toList();
    assertTrue(refusals.size() > 100, refusals.size() + " refusals");
    assertEquals(List.of(), refusals.stream().filter(it -> strikes(it) > 0).toList());
  }

  private static long strikes(Refusal refusal) {
    return ((Number) refusal.details().getOrDefault("strikes", 0L)).longValue();
  }
}
