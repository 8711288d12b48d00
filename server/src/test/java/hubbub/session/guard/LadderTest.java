package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.session.guard.Judgement.Sanction;
import hubbub.topic.MemberId;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.extension.MessageRule;
import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What comes of offences, step by step. Each of them is worth a point, and five are a strike.
class LadderTest {
  private static final TopicName TOPIC = new TopicName("room:a");
  private static final MessageRule RULE =
      said ->
          switch (said.text()) {
            case "bad" -> new Verdict.Refuse("own", 1_000);
            case "odd" -> new Verdict.Score("odd", 2);
            default -> Verdict.PASS;
          };

  private final Guard guard =
      Guard.of(
          SpamPolicies.of(Preset.NORMAL.policy().with(new Rate(100, 1_000))),
          List.of(RULE),
          SpamCounts.NONE);
  private long nowMillis;

  private Judgement says(String who, String text) {
    return guard.judge(Said.by(who, text).at(nowMillis));
  }

  /// Offends until that is a strike.
  private Judgement strike(String who) {
    int before = strikes(who);
    Judgement last = says(who, "bad");
    while (strikes(who) == before) {
      nowMillis += 3_000;
      last = says(who, "bad");
    }
    return last;
  }

  private int strikes(String who) {
    return guard.reputation(TOPIC, new MemberId(who), now()).map(Reputation::strikes).orElse(0);
  }

  private double score(String who) {
    return guard.reputation(TOPIC, new MemberId(who), now()).map(Reputation::score).orElse(0.0);
  }

  private long now() {
    return Duration.ofMillis(nowMillis).toNanos();
  }

  private static Object detail(Judgement judgement, String key) {
    return Objects.requireNonNull(judgement.refusal().orElseThrow().details().get(key));
  }

  @Nested
  class Somebody_who_offends_again_and_again {
    @Test
    void is_warned_then_refused_then_muted_then_kicked() {
      assertEquals(new Sanction.Warn(TOPIC, new MemberId("ann"), "own", 1), step(strike("ann")));
      assertTrue(strike("ann").sanction().isEmpty());
      nowMillis += 30_000;
      assertEquals(
          new Sanction.Mute(TOPIC, new MemberId("ann"), "own", 3, 120_000), step(strike("ann")));
      assertEquals(
          new Sanction.Mute(TOPIC, new MemberId("ann"), "own", 4, 600_000), step(strike("ann")));
      assertEquals(
          new Sanction.Kick(TOPIC, new MemberId("ann"), "own", 5, 1_800_000), step(strike("ann")));
    }

    @Test
    void is_told_how_many_strikes_that_makes_and_what_comes_next() {
      Judgement first = says("ann", "bad");
      assertEquals(0L, detail(first, "strikes"));
      assertEquals("warn", detail(first, "next"));
      Judgement warned = strike("ann");
      assertEquals(1L, detail(warned, "strikes"));
      assertEquals("refuse", detail(warned, "next"));
    }

    @Test
    void is_refused_everything_in_all_topics_for_exactly_as_long_as_it_is_told() {
      strike("ann");
      long wait = (long) detail(strike("ann"), "retry_after_ms");
      assertEquals(30_000, wait);
      nowMillis += wait - 1;
      Refusal no =
          guard.judge(Said.by("ann", "sorry").in("room:b").at(nowMillis)).refusal().orElseThrow();
      assertEquals("own", no.details().get("rule"));
      assertEquals("refuse", no.details().get("step"));
      assertEquals(2L, no.details().get("strikes"));
      assertEquals("mute", no.details().get("next"));
      assertEquals(1L, no.details().get("retry_after_ms"));
      nowMillis += 1;
      assertTrue(says("ann", "sorry").refusal().isEmpty());
    }

    @Test
    void costs_nobody_else_anything() {
      strike("ann");
      strike("ann");
      assertTrue(says("bob", "hello").refusal().isEmpty());
    }

    private Sanction step(Judgement judgement) {
      return judgement.sanction().orElseThrow();
    }
  }

  @Nested
  class The_score {
    @Test
    void loses_a_point_every_twenty_seconds() {
      says("ann", "bad");
      assertEquals(1, score("ann"));
      nowMillis += 10_000;
      assertEquals(0.5, score("ann"));
      nowMillis += 20_000;
      assertEquals(0, score("ann"));
    }

    @Test
    void counts_what_comes_at_once_as_one_offence() {
      for (int i = 0; i < 50; i++) {
        says("ann", "bad");
      }
      assertEquals(1, score("ann"));
    }

    @Test
    void is_the_same_in_all_topics_but_told_only_where_the_person_was() {
      guard.judge(Said.by("ann", "bad").in("room:b").at(nowMillis));
      assertTrue(guard.reputation(TOPIC, new MemberId("ann"), now()).isEmpty());
      assertTrue(says("ann", "hi").refusal().isEmpty());
      assertEquals(1, score("ann"));
    }

    @Test
    void grows_by_what_passes_too_if_a_rule_suspects_it() {
      assertTrue(says("ann", "odd").refusal().isEmpty());
      assertEquals(2, score("ann"));
    }

    @Test
    void never_grows_for_somebody_who_seldom_offends() {
      for (int i = 0; i < 100; i++) {
        says("ann", "bad");
        nowMillis += 20_000;
      }
      assertEquals(0, strikes("ann"));
    }
  }

  @Test
  void strikes_are_forgotten_half_an_hour_after_the_last() {
    strike("ann");
    nowMillis += Duration.ofMinutes(30).toMillis();
    assertEquals(1, strikes("ann"));
    nowMillis += 1;
    assertEquals(0, strikes("ann"));
  }

  /// Or the news of mutes would be the spam.
  @Test
  void a_raid_makes_a_topic_act_ten_times_and_then_once_a_second() {
    List<Sanction> sanctions = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      for (int raider = 0; raider < 100; raider++) {
        says("raider" + raider, "bad").sanction().ifPresent(sanctions::add);
      }
      nowMillis += 3_000;
    }
    assertTrue(sanctions.size() <= 10 + 60, sanctions.size() + " acts");
  }

  @Nested
  class Why_somebody_was_refused {
    @Test
    void is_known_by_the_latest_verdicts_in_that_topic() {
      for (int i = 0; i < 10; i++) {
        says("ann", "bad");
      }
      guard.judge(Said.by("ann", "odd").in("room:b").at(nowMillis));
      Reputation its = guard.reputation(TOPIC, new MemberId("ann"), now()).orElseThrow();
      assertEquals(7, its.verdicts().size());
      assertEquals(
          new Reputation.Judged(TOPIC, "own", "refuse", 1, false, 0), its.verdicts().getFirst());
      assertEquals("warn", its.next());
      assertEquals(5, its.limit());
    }

    @Test
    void is_not_known_of_strangers() {
      assertTrue(guard.reputation(TOPIC, new MemberId("nobody"), 0).isEmpty());
    }
  }

  @Nested
  class Strict {
    private final Guard strict =
        Guard.of(
            SpamPolicies.of(Preset.STRICT.policy().with(new Rate(100, 1_000))),
            List.of(RULE),
            SpamCounts.NONE);

    private Judgement offends() {
      Judgement last = Judgement.PASSES;
      for (int i = 0; i < 10; i++) {
        last = strict.judge(Said.by("bob", "bad").at(i * 3_000L));
      }
      return last;
    }

    @Test
    void holds_what_is_said_before_it_mutes() {
      assertEquals("mute", detail(offends(), "next"));
      assertTrue(
          strict.judge(Said.by("bob", "let me explain").at(30_000)).fate()
              instanceof Judgement.Fate.Held);
    }

    @Test
    void refuses_a_nick_for_as_long_as_it_holds_messages() {
      offends();
      Said nick = Said.by("bob", "Sorry").a(Utterance.What.NICK);
      Judgement refused = strict.judge(nick.at(30_000));
      assertEquals("hold", detail(refused, "step"));
      long wait = (long) detail(refused, "retry_after_ms");
      assertEquals("hold", detail(strict.judge(nick.at(30_000 + wait - 1)), "step"));
      assertTrue(strict.judge(nick.at(30_000 + wait)).refusal().isEmpty());
    }
  }

  @Test
  void what_is_refused_for_itself_claims_no_step() {
    assertTrue(says("ann", "bad").refusal().orElseThrow().details().get("step") == null);
    assertEquals("refuse", detail(strikeTwice("ann"), "step"));
  }

  private Judgement strikeTwice(String who) {
    strike(who);
    return strike(who);
  }

  /// A mute that the topic could not be asked for.
  @Test
  void this_node_silences_whom_the_topic_cannot() {
    MemberId ann = new MemberId("ann");
    guard.silence(new Sanction.Warn(TOPIC, ann, "own", 1), now());
    assertTrue(says("ann", "hello").refusal().isEmpty());
    guard.silence(new Sanction.Mute(TOPIC, ann, "own", 3, 120_000), now());
    assertEquals(120_000L, detail(says("ann", "hello again"), "retry_after_ms"));
    nowMillis += 120_000;
    assertTrue(says("ann", "hello at last").refusal().isEmpty());
  }
}
