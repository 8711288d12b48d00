package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.extension.Utterance;
import hubbub.topic.extension.Verdict;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RenamingRuleTest {
  private final RenamingRule rule = new RenamingRule();

  private Verdict of(Said said, long nowMillis) {
    Speech speech = said.at(nowMillis);
    return rule.judge(
        new Examination(speech, new KnownPerson(TimeUnit.MILLISECONDS.toNanos(nowMillis))));
  }

  @Test
  void one_may_take_five_nicks_and_then_another_every_half_minute() {
    Said nick = Said.by("ann", "Annie").a(Utterance.What.NICK);
    for (int i = 0; i < 5; i++) {
      assertEquals(Verdict.PASS, of(nick, 0));
    }
    assertEquals(new Verdict.Refuse("rate", 30_000), of(nick, 0));
    assertEquals(new Verdict.Refuse("rate", 1), of(nick, 29_999));
    assertEquals(Verdict.PASS, of(nick, 30_000));
  }

  @Test
  void messages_do_not_count() {
    for (int i = 0; i < 20; i++) {
      assertEquals(Verdict.PASS, of(Said.by("ann", "hello"), 0));
    }
  }
}
