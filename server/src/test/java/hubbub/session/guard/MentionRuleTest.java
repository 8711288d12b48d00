package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.extension.Verdict;
import org.junit.jupiter.api.Test;

class MentionRuleTest {
  private static final Verdict NO = new Verdict.Refuse("mentions", 0);
  private final MentionRule rule = new MentionRule(2);

  private Verdict of(Said said) {
    return rule.judge(said.examined());
  }

  @Test
  void up_to_the_limit_people_may_be_mentioned() {
    assertEquals(Verdict.PASS, of(Said.by("ann", "@bob and @cleo, where are you?")));
    assertEquals(NO, of(Said.by("ann", "@bob @cleo @dan")));
    assertEquals(NO, of(Said.by("ann", "\uff20bob \uff20cleo \uff20dan")));
  }

  @Test
  void somebody_mentioned_twice_is_one() {
    assertEquals(Verdict.PASS, of(Said.by("ann", "@bob @Bob @bob @cleo")));
  }

  @Test
  void addresses_of_mail_and_lone_signs_are_no_mentions() {
    assertEquals(Verdict.PASS, of(Said.by("ann", "a@x b@x c@x @ @ @ @")));
  }

  @Test
  void those_in_the_meta_count() {
    assertEquals(NO, of(Said.by("ann", "all!").with("{\"mentions\":[\"g1\",\"g2\",\"g3\"]}")));
    assertEquals(Verdict.PASS, of(Said.by("ann", "all!").with("{\"mentions\":[\"g1\"]}")));
    assertEquals(Verdict.PASS, of(Said.by("ann", "all!").with("{\"x\":[1,2,3]}")));
  }
}
