package hubbub.session.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hubbub.topic.MemberId;
import hubbub.topic.Reason;
import hubbub.topic.Refusal;
import hubbub.topic.TopicName;
import hubbub.topic.extension.MessageRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final MessageRule.Message HELLO =
      new MessageRule.Message(
          new TopicName("room:a"), new MemberId("ann"), Optional.empty(), "hello", 0);

  private static Optional<Reason> judged(MessageRule... rules) {
    return new Guard(List.of(rules)).judge(HELLO).map(Refusal::reason);
  }

  @Test
  void lets_a_message_pass_that_no_rule_objects_to() {
    assertEquals(Optional.empty(), judged(_ -> Optional.empty(), _ -> Optional.empty()));
  }

  @Test
  void refuses_by_the_first_rule_that_objects() {
    MessageRule objecting = _ -> Optional.of(new MessageRule.Verdict("no", 1));
    MessageRule unasked =
        _ -> {
          throw new AssertionError("asked, though the message is refused already");
        };
    assertEquals(Optional.of(Reason.SPAM), judged(objecting, unasked));
  }

  @Test
  void refuses_a_message_as_internal_if_a_rule_throws() {
    MessageRule throwing =
        _ -> {
          throw new IllegalStateException("a bug in a plugin");
        };
    MessageRule unlinked =
        _ -> {
          throw new NoClassDefFoundError("a class that the plugin forgot");
        };
    assertEquals(Optional.of(Reason.INTERNAL), judged(throwing));
    assertEquals(Optional.of(Reason.INTERNAL), judged(unlinked));
  }
}
