package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.topic.MemberId;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.extension.MessageRule;
import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final MessageRule NO = _ -> new Verdict.Refuse("no", 1);

  private final List<String> counted = new ArrayList<>();
  private final SpamCounts counts =
      new SpamCounts() {
        @Override
        public void judged(String rule, String verdict) {
          counted.add(rule + " " + verdict);
        }

        @Override
        public void stepped(String step) {
          counted.add(step);
        }
      };

  private Guard with(SpamPolicy policy, MessageRule... rules) {
    return Guard.of(SpamPolicies.of(policy), List.of(rules), counts);
  }

  private static Judgement hello(MessageRule... rules) {
    return Guard.withOnly(rules).judge(Said.by("ann", "hello").at(0));
  }

  private static Optional<Reason> reason(MessageRule... rules) {
    return hello(rules).refusal().map(Refusal::reason);
  }

  private static Object rule(Judgement judgement) {
    return judgement.refusal().map(no -> no.details().get("rule")).orElse("");
  }

  @Nested
  class Rules {
    @Test
    void let_a_message_pass_if_none_objects() {
      assertEquals(Optional.empty(), reason(_ -> Verdict.PASS, _ -> Verdict.PASS));
    }

    @Test
    void refuse_by_the_first_that_objects() {
      MessageRule unasked =
          _ -> {
            throw new AssertionError("asked, though the message is refused already");
          };
      assertEquals(Optional.of(Reason.SPAM), reason(NO, unasked));
    }

    @Test
    void that_throw_refuse_a_message_as_internal() {
      MessageRule throwing =
          _ -> {
            throw new IllegalStateException("a bug in a plugin");
          };
      MessageRule unlinked =
          _ -> {
            throw new NoClassDefFoundError("a class that the plugin forgot");
          };
      assertEquals(Optional.of(Reason.INTERNAL), reason(throwing));
      assertEquals(Optional.of(Reason.INTERNAL), reason(unlinked));
    }

    @Test
    void may_mask_a_message_and_hold_it_and_mute_its_author() {
      assertEquals(
          new Judgement.Fate.Passes(Optional.of("h*llo")),
          hello(_ -> new Verdict.Mask("vowels", "h*llo")).fate());
      assertInstanceOf(Judgement.Fate.Held.class, hello(_ -> new Verdict.Hold("careful")).fate());
      assertEquals(
          Optional.of(
              new Judgement.Sanction.Mute(
                  new TopicName("room:a"), new MemberId("ann"), "loud", 0, 5_000)),
          hello(_ -> new Verdict.Mute("loud", 5_000)).sanction());
    }

    @Test
    void see_what_others_have_masked_and_hold_that() {
      Guard guard =
          Guard.withOnly(
              _ -> new Verdict.Mask("vowels", "h*llo"),
              said -> said.text().equals("h*llo") ? new Verdict.Hold("careful") : Verdict.PASS);
      Judgement.Fate fate = guard.judge(Said.by("ann", "hello").at(0)).fate();
      assertEquals(
          Optional.of("h*llo"), assertInstanceOf(Judgement.Fate.Held.class, fate).masked());
    }

    @Test
    void refuse_or_mask_what_others_hold() {
      MessageRule holding = _ -> new Verdict.Hold("careful");
      assertEquals("never", rule(hello(holding, _ -> new Verdict.Refuse("never", 0))));
      Judgement.Fate fate = hello(holding, _ -> new Verdict.Mask("vowels", "h*llo")).fate();
      Judgement.Fate.Held held = assertInstanceOf(Judgement.Fate.Held.class, fate);
      assertEquals(Optional.of("h*llo"), held.masked());
      assertEquals("careful", held.rule());
    }

    @Test
    void refuse_a_nick_that_they_would_mask_or_hold() {
      Speech nick = Said.by("ann", "hello").a(Utterance.What.NICK).at(0);
      assertTrue(
          Guard.withOnly(_ -> new Verdict.Mask("vowels", "h*llo"))
              .judge(nick)
              .refusal()
              .isPresent());
      assertTrue(
          Guard.withOnly(_ -> new Verdict.Hold("careful")).judge(nick).refusal().isPresent());
    }

    @Test
    void see_who_says_what_where_and_since_when() {
      AtomicReference<Optional<Utterance>> seen = new AtomicReference<>(Optional.empty());
      Guard guard =
          Guard.withOnly(said -> {
            seen.set(Optional.of(said));
            return Verdict.PASS;
          });
      guard.judge(Said.by("g1", "hello").at(1_000));
      guard.judge(
          Said.by("g1", "Ann")
              .as(Rank.VIP)
              .a(Utterance.What.NICK)
              .with("{}")
              .in("room:b")
              .at(4_000));
      Utterance said = seen.get().orElseThrow();
      assertEquals(Utterance.What.NICK, said.what());
      assertEquals(Rank.VIP, said.speaker().rank());
      assertEquals(3_000, said.speaker().knownMillis());
      assertEquals(0, said.speaker().presentMillis());
      assertFalse(said.speaker().isGuest());
      assertEquals(Optional.of("{}"), said.meta());
    }

    @Test
    void judge_titles_and_keywords_without_regard_to_repetition_and_rate() {
      Guard guard = with(Preset.NORMAL.policy());
      for (int i = 0; i < 20; i++) {
        assertEquals(
            Optional.empty(),
            guard
                .judge(Said.by("ann", "the title of this topic").a(Utterance.What.TITLE).at(0))
                .refusal());
      }
      assertEquals(
          "links", rule(guard.judge(Said.by("g1", "example.com").a(Utterance.What.KEYWORD).at(0))));
    }
  }

  @Test
  void what_a_plugin_refuses_does_not_count_as_said() {
    AtomicBoolean isOpen = new AtomicBoolean();
    Guard guard =
        with(
            Preset.NORMAL.policy().with(new Rate(1, 100)),
            said -> isOpen.get() ? Verdict.PASS : NO.judge(said));
    Said chess = Said.by("ann", "who wants to play chess?");
    for (int i = 0; i < 20; i++) {
      assertEquals("no", rule(guard.judge(chess.at(0))));
    }
    isOpen.set(true);
    assertEquals("", rule(guard.judge(chess.at(0))));
    assertEquals("", rule(guard.judge(chess.at(0))));
    assertEquals("duplicate", rule(guard.judge(chess.at(0))));
  }

  @Nested
  class Moderators {
    @Test
    void are_not_judged() {
      Guard guard = with(Preset.NORMAL.policy(), NO);
      assertEquals("", rule(guard.judge(Said.by("mod", "hello").as(Rank.MODERATOR).at(0))));
      assertEquals("no", rule(guard.judge(Said.by("vip", "hello").as(Rank.VIP).at(0))));
    }

    @Test
    void may_say_as_much_as_they_may_command() {
      Guard guard = with(Preset.NORMAL.policy());
      Speech hello = Said.by("mod", "hello").as(Rank.MODERATOR).at(0);
      for (int i = 0; i < 100; i++) {
        assertEquals("", rule(guard.judge(hello)));
      }
      assertEquals("rate", rule(guard.judge(hello)));
    }

    @Test
    void may_be_others_than_usual() {
      Guard guard = with(Preset.NORMAL.policy().exempting(Rank.VIP), NO);
      assertEquals("", rule(guard.judge(Said.by("vip", "hello").as(Rank.VIP).at(0))));
      assertEquals("no", rule(guard.judge(Said.by("ann", "hello").as(Rank.MEMBER).at(0))));
    }
  }

  @Nested
  class A_dry_run {
    @Test
    void counts_what_a_rule_would_do_and_does_not_do_it() {
      Guard guard = with(Preset.NORMAL.policy().dry(Set.of("no")), NO);
      for (int i = 0; i < 6; i++) {
        assertEquals("", rule(guard.judge(Said.by("ann", "hello number " + i).at(i * 4_000L))));
      }
      assertEquals(List.of("no would_refuse"), counted.stream().distinct().toList());
    }

    @Test
    void is_remembered_as_such() {
      Guard guard = with(Preset.NORMAL.policy().dry(Set.of("no")), NO);
      guard.judge(Said.by("ann", "hello").at(0));
      Reputation its =
          guard.reputation(new TopicName("room:a"), new MemberId("ann"), 0).orElseThrow();
      assertTrue(its.verdicts().getFirst().isDry());
      assertEquals(0, its.score());
    }
  }

  @Nested
  class A_change_of_limits {
    @Test
    void holds_from_then_on() {
      Guard guard = with(Preset.NORMAL.policy());
      Said shouted = Said.by("bob", "THIS IS A LONG TEXT THAT IS WRITTEN IN CAPITAL LETTERS");
      assertEquals("", rule(guard.judge(shouted.at(0))));
      guard.change(SpamPolicies.of(Preset.STRICT.policy()));
      assertEquals("capitals", rule(guard.judge(shouted.at(1))));
    }
  }

  @Nested
  class Kinds {
    @Test
    void have_limits_of_their_own_or_share_the_usual_ones() {
      Guard guard =
          Guard.of(
              new SpamPolicies(
                  Preset.NORMAL.policy(),
                  Map.of("quiz", Preset.NORMAL.policy().with(new Rate(1, 2)))),
              List.of(),
              counts);
      for (int i = 0; i < 2; i++) {
        assertEquals("", rule(guard.judge(Said.by("ann", "number " + i).in("quiz:a").at(0))));
      }
      assertEquals("rate", rule(guard.judge(Said.by("ann", "more").in("quiz:a").at(0))));
      assertEquals("", rule(guard.judge(Said.by("ann", "here").in("room:a").at(0))));
    }
  }

  @Nested
  class A_recorder {
    @Test
    void hears_what_is_said_in_its_topic_also_what_is_refused_until_it_stops() {
      Guard guard = with(Preset.NORMAL.policy(), NO);
      List<String> heard = new ArrayList<>();
      Runnable stop = guard.record(new TopicName("room:a"), it -> heard.add(it.speech().text()));
      guard.judge(Said.by("ann", "hello").at(0));
      guard.judge(Said.by("ann", "elsewhere").in("room:b").at(0));
      stop.run();
      guard.judge(Said.by("ann", "later").at(0));
      assertEquals(List.of("hello"), heard);
    }
  }

  @Nested
  class A_guest_who_signs_in {
    private static final TopicName ROOM = new TopicName("room:a");

    private final Guard guard = with(Preset.NORMAL.policy(), _ -> new Verdict.Refuse("bad", 0));

    private int strikes(String who, long nowMillis) {
      Judgement judgement = guard.judge(Said.by(who, "hello").at(nowMillis));
      return judgement.refusal().orElseThrow().details().get("strikes") instanceof Long strikes
          ? strikes.intValue()
          : 0;
    }

    private void signsIn(String guest, String account, long nowMillis) {
      guard.becomes(
          new MemberId(guest),
          new MemberId(account),
          ROOM,
          TimeUnit.MILLISECONDS.toNanos(nowMillis));
    }

    private long knownMillis(String who, long nowMillis) {
      return guard.knownMillis(new MemberId(who), TimeUnit.MILLISECONDS.toNanos(nowMillis));
    }

    @Test
    void keeps_strikes_and_what_restricts_them() {
      int strikes = 0;
      long now = 0;
      while (strikes < 2) {
        now += 3_000;
        strikes = strikes("g1", now);
      }
      signsIn("g1", "aAnn", now);
      Judgement judgement = guard.judge(Said.by("aAnn", "hello").at(now + 1));
      assertEquals(2L, judgement.refusal().orElseThrow().details().get("strikes"));
      assertEquals("refuse", judgement.refusal().orElseThrow().details().get("step"));
    }

    @Test
    void is_known_for_as_long_and_nobody_else_is() {
      int _ = strikes("g1", 0);
      signsIn("g1", "aAnn", 600_000);
      signsIn("g1", "aBob", 600_000);
      signsIn("g1", "aAnn", 660_000);
      assertEquals(660_000, knownMillis("aAnn", 660_000));
      assertEquals(60_000, knownMillis("aBob", 660_000));
    }
  }
}
