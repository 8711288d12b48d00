package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NewcomerRuleTest {
  private final NewcomerRule rule =
      new NewcomerRule(
          new SpamPolicy.Newcomers(Duration.ofMinutes(5), Duration.ofSeconds(10), true));
  private static final TopicName ROOM = new TopicName("room:a");
  private final KnownPerson person = new KnownPerson(0);

  private Verdict of(Said said, long nowMillis) {
    return rule.judge(new Examination(said.at(nowMillis), person));
  }

  @Test
  void a_guest_has_to_be_there_for_a_while_before_speaking() {
    assertEquals(new Verdict.Refuse("newcomer", 10_000), of(Said.by("g1", "hi"), 1_000_000));
    assertEquals(
        new Verdict.Refuse("newcomer", 1), of(Said.by("g1", "hi").knownFor(9_999), 1_000_000));
  }

  @Test
  void then_messages_are_held_until_one_is_accepted() {
    Said hi = Said.by("g1", "hi").knownFor(10_000);
    assertEquals(new Verdict.Hold("newcomer"), of(hi, 1_000_000));
    person.topics().spoke(ROOM, 1);
    assertEquals(new Verdict.Hold("newcomer"), of(hi, 1_000_000));
    person.topics().passed(ROOM, 1);
    assertEquals(Verdict.PASS, of(hi, 1_000_000));
  }

  @Test
  void whom_the_topic_has_heard_is_heard_after_a_restart_too() {
    Speech hi = Said.by("g1", "hi").knownFor(10_000).at(1_000_000);
    Speech again =
        new Speech(
            hi.topic(),
            hi.what(),
            hi.text(),
            hi.meta(),
            hi.nonce(),
            hi.from(),
            hi.snapshot(),
            new Speech.Circumstances(false, 0, true, 0),
            hi.nowNanos());
    assertEquals(Verdict.PASS, rule.judge(new Examination(again, new KnownPerson(hi.nowNanos()))));
  }

  @Test
  void a_held_message_is_no_way_past_the_moderators() {
    Guard guard =
        Guard.of(
            Preset.NORMAL
                .policy()
                .with(new SpamPolicy.Newcomers(Duration.ofMinutes(5), Duration.ZERO, true)));
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(
          Judgement.Fate.Held.class,
          guard.judge(Said.by("g1", "message " + i).at(i * 1_000L)).fate());
    }
  }

  @Test
  void whoever_comes_back_is_no_newcomer() {
    person.topics().came(ROOM, 0);
    person.topics().passed(ROOM, 1);
    assertEquals(Verdict.PASS, of(Said.by("g1", "hi again"), 1_000_000));
    assertEquals(
        new Verdict.Refuse("newcomer", 10_000), of(Said.by("g1", "hi").in("room:b"), 1_000_000));
  }

  @Test
  void an_account_is_a_newcomer_until_the_server_has_known_it_for_a_while() {
    assertEquals(
        new Verdict.Refuse("newcomer", 10_000),
        rule.judge(
            new Examination(Said.by("a1", "hi").at(1_000_000), new KnownPerson(nanos(900_000)))));
    assertEquals(Verdict.PASS, of(Said.by("a1", "hi"), 1_000_000));
  }

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  @Test
  void users_of_a_site_members_and_nicks_are_not_meant() {
    assertEquals(Verdict.PASS, of(Said.by("t1", "hi"), 1_000_000));
    assertEquals(Verdict.PASS, of(Said.by("g1", "hi").as(Rank.MEMBER), 1_000_000));
    assertEquals(Verdict.PASS, of(Said.by("g1", "hi").a(Utterance.What.NICK), 1_000_000));
  }
}
