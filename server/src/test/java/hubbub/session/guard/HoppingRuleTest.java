package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.MemberId;
import hubbub.topic.TopicName;
import org.junit.jupiter.api.Test;

class HoppingRuleTest {
  private final Guard guard = Guard.of(Preset.NORMAL.policy().with(new Rate(100, 1_000)));

  private Object says(String topic, int number, long nowMillis) {
    return guard
        .judge(Said.by("ann", "word " + number + " of " + topic).in(topic).at(nowMillis))
        .refusal()
        .map(no -> no.details().get("rule") + " " + no.details().get("retry_after_ms"))
        .orElse("");
  }

  @Test
  void one_may_speak_in_six_topics_within_half_a_minute_and_is_told_when_in_another() {
    for (int i = 0; i < 6; i++) {
      assertEquals("", says("room:" + i, i, i * 1_000L));
    }
    assertEquals("hopping 24000", says("room:6", 6, 6_000));
    assertEquals("", says("room:3", 7, 6_000));
    assertEquals("hopping 1", says("room:6", 8, 29_999));
    assertEquals("", says("room:6", 9, 30_000));
  }

  @Test
  void being_in_many_topics_is_not_speaking_there() {
    for (int i = 0; i < 40; i++) {
      guard.entered(new TopicName("room:" + i), new MemberId("ann"), 0);
    }
    assertEquals("", says("room:39", 0, 1_000));
  }
}
