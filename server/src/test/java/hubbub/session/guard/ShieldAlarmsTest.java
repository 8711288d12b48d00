package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When the guard calls for a topic's shield, because of what it refuses there.
class ShieldAlarmsTest {
  private static final int MANY = 20;
  private static final int SECOND = 1_000;
  private static final int MINUTE = 60 * SECOND;

  private final Guard guard = guard(MANY);
  private final List<Judgement.Alarm> alarms = new ArrayList<>();

  /// Nobody may say `bad`, and nothing else is a rule.
  private static Guard guard(int many) {
    SpamPolicy policy = Preset.RELAXED.policy().with(new Rate(1_000, 1_000));
    return Guard.of(
        SpamPolicies.of(policy.shieldingFrom(many)),
        List.of(said ->
            said.text().startsWith("bad")
                ? new Verdict.Refuse(said.text().substring(4), 0)
                : Verdict.PASS),
        SpamCounts.NONE);
  }

  private void says(Said said, int atMillis) {
    guard.judge(said.at(atMillis)).alarm().ifPresent(alarms::add);
  }

  private static Said bad(String who) {
    return Said.by(who, "bad manners");
  }

  @Test
  void twenty_newcomers_who_offend_within_a_minute_raise_it_against_all_who_came_with_them() {
    for (int i = 0; i < MANY - 1; i++) {
      says(bad("g" + i).knownFor(90 * SECOND), 100 * SECOND + i * SECOND);
    }
    assertEquals(List.of(), alarms);
    says(bad("late").knownFor(SECOND), 120 * SECOND);
    assertEquals(List.of(new Judgement.Alarm(new TopicName("room:a"), 110 * SECOND)), alarms);
  }

  @Test
  void it_is_called_for_again_while_they_go_on_but_not_at_each_offence() {
    for (int round = 0; round < 6; round++) {
      for (int i = 0; i < MANY; i++) {
        says(bad("g" + i), round * 10 * SECOND + i);
      }
    }
    assertEquals(2, alarms.size());
  }

  @Nested
  class It_stays_down {
    private void assertDown() {
      assertEquals(List.of(), alarms);
    }

    @Test
    void for_one_noisy_person() {
      for (int i = 0; i < 500; i++) {
        says(bad("g"), i * 100);
      }
      assertDown();
    }

    @Test
    void for_a_few_offenders_every_minute() {
      for (int i = 0; i < 200; i++) {
        says(bad("g" + i), i * (MINUTE / MANY + 200));
      }
      assertDown();
    }

    @Test
    void for_those_who_have_been_there_for_a_while_or_have_a_rank() {
      for (int i = 0; i < 100; i++) {
        says(bad("a" + i).knownFor(10 * MINUTE), 10 * MINUTE);
        says(bad("b" + i).as(Rank.MEMBER), 10 * MINUTE);
        says(bad("c" + i).as(Rank.MODERATOR), 10 * MINUTE);
      }
      assertDown();
    }

    @Test
    void for_offenders_in_many_topics() {
      for (int i = 0; i < 100; i++) {
        says(bad("g" + i).in("room:" + i % 10), 0);
      }
      assertDown();
    }

    @Test
    void for_guests_who_only_have_to_wait_before_they_speak() {
      for (int i = 0; i < 100; i++) {
        says(Said.by("g" + i, "bad newcomer"), 0);
      }
      assertDown();
    }

    @Test
    void if_it_is_set_so() {
      Guard never = guard(0);
      for (int i = 0; i < 100; i++) {
        assertTrue(never.judge(bad("g" + i).at(0)).alarm().isEmpty());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ordinary-english", "ordinary-german", "ordinary-chinese", "sports-final"})
  void ordinary_chats_raise_none(String chat) {
    assertEquals(0, alarms(chat));
  }

  @ParameterizedTest
  @ValueSource(strings = {"raid", "link-raid"})
  void raids_do(String chat) {
    assertTrue(alarms(chat) > 0);
  }

  private static long alarms(String chat) {
    return Chats.replayed(chat, Preset.NORMAL).stream()
        .filter(line -> line.judgement().alarm().isPresent())
        .count();
  }
}
