package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.Rank;
import hubbub.topic.TopicName;
import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NewcomerRuleTest {
  private final NewcomerRule rule = new NewcomerRule(Duration.ofSeconds(10), true);
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
  void then_the_first_message_is_held() {
    Said hi = Said.by("g1", "hi").knownFor(10_000);
    assertEquals(new Verdict.Hold("newcomer"), of(hi, 1_000_000));
    person.topics().spoke(new TopicName("room:a"), 1);
    assertEquals(Verdict.PASS, of(hi, 1_000_000));
  }

  @Test
  void whoever_comes_back_is_no_newcomer() {
    person.topics().came(new TopicName("room:a"), 0);
    person.topics().spoke(new TopicName("room:a"), 1);
    assertEquals(Verdict.PASS, of(Said.by("g1", "hi again"), 1_000_000));
    assertEquals(
        new Verdict.Refuse("newcomer", 10_000), of(Said.by("g1", "hi").in("room:b"), 1_000_000));
  }

  @Test
  void accounts_members_and_nicks_are_not_meant() {
    assertEquals(Verdict.PASS, of(Said.by("a1", "hi"), 1_000_000));
    assertEquals(Verdict.PASS, of(Said.by("g1", "hi").as(Rank.MEMBER), 1_000_000));
    assertEquals(Verdict.PASS, of(Said.by("g1", "hi").a(Utterance.What.NICK), 1_000_000));
  }
}
