package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The presets, judged by chats written for it.
class RecordedChatTest {
  private static List<Replay.Judged> refused(String chat, Preset preset) {
    return Chats.replayed(chat, preset).stream().filter(line -> !line.hasPassed()).toList();
  }

  private static void assertNobodyIsRefused(String chat, Preset preset) {
    assertEquals(List.of(), refused(chat, preset), "new guests");
    List<Replay.Judged> known = Chats.replayedByKnown(chat, preset);
    assertEquals(List.of(), known.stream().filter(line -> !line.hasPassed()).toList(), "known");
  }

  /// Or the rules for new guests would not be asked.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ordinary-english",
        "ordinary-german",
        "ordinary-chinese",
        "sports-final",
        "raid",
        "evasion"
      })
  void those_who_speak_are_guests(String chat) {
    assertTrue(Chats.of(chat).stream().allMatch(line -> line.speech().from().id().isGuest()));
  }

  private static long passed(String chat, Preset preset) {
    return Chats.replayed(chat, preset).stream().filter(Replay.Judged::hasPassed).count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ordinary-english", "ordinary-german", "ordinary-chinese"})
  void in_ordinary_lively_chat_nobody_is_refused(String chat) {
    assertNobodyIsRefused(chat, Preset.NORMAL);
    assertNobodyIsRefused(chat, Preset.RELAXED);
  }

  @Test
  void in_a_sports_final_nobody_is_refused_for_cheering() {
    assertNobodyIsRefused("sports-final", Preset.NORMAL);
    assertNobodyIsRefused("sports-final", Preset.RELAXED);
  }

  /// Of 600 messages by 200 people, within 20 seconds.
  @ParameterizedTest
  @CsvSource({"RELAXED, 90", "NORMAL, 12"})
  void of_a_text_that_many_paste_few_get_through(Preset preset, long most) {
    long passed = passed("raid", preset);
    assertTrue(passed <= most, passed + " passed");
    assertTrue(passed > 0, "the first may say it");
  }

  /// They speak as soon as they have come.
  @Test
  void where_new_guests_have_to_wait_before_they_speak_none_gets_through() {
    assertEquals(0, passed("raid", Preset.STRICT));
  }

  @Test
  void whoever_pastes_it_is_told_that_it_is_similar() {
    Map<String, Long> rules =
        refused("raid", Preset.NORMAL).stream()
            .collect(Collectors.groupingBy(Replay.Judged::rule, Collectors.counting()));
    assertTrue(rules.getOrDefault("similar", 0L) > 500, rules.toString());
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void five_connections_of_one_id_have_one_allowance(Preset preset) {
    Rate rate = preset.policy().speed().messages();
    long most = rate.burst() + (long) Math.ceil(6 * rate.perSecond());
    assertTrue(passed("five-connections", preset) <= most);
  }

  @Test
  void no_disguise_lets_one_id_say_a_text_again() {
    List<Replay.Judged> passed =
        Chats.replayed("evasion", Preset.NORMAL).stream().filter(Replay.Judged::hasPassed).toList();
    assertEquals(2, passed.size(), passed.toString());
  }

  /// By 120 guests, within 20 seconds; a regular's link passes.
  @Test
  void of_a_raid_with_links_nothing_gets_through() {
    List<Replay.Judged> judged = Chats.replayed("link-raid", Preset.NORMAL);
    assertEquals(List.of(), by("g", judged).filter(Replay.Judged::hasPassed).toList());
    assertEquals(List.of(), by("regular", judged).filter(line -> !line.hasPassed()).toList());
  }

  /// 100 guests, one every six seconds.
  @Test
  void of_one_text_that_drips_from_many_ids_less_than_one_in_ten_seconds_gets_through() {
    assertTrue(passed("slow-drip", Preset.NORMAL) <= 60);
    assertEquals(0, passed("slow-drip", Preset.STRICT));
  }

  /// 10 guests with 20 nicks each, within 15 seconds.
  @Test
  void of_a_raid_by_changes_of_nick_few_get_through() {
    long passed = passed("nick-raid", Preset.NORMAL);
    assertTrue(passed <= 60, passed + " passed");
  }

  private static Stream<Replay.Judged> by(String who, List<Replay.Judged> judged) {
    return judged.stream().filter(line -> line.line().speech().from().id().value().startsWith(who));
  }
}
