package hubbub.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hubbub.session.EmptyTopic;
import hubbub.topic.Rank;
import hubbub.topic.Standing;
import hubbub.topic.port.Subscriber.Entered;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinReplyWriterTest {
  private static final long NOW = 1_000_000;
  private static final JoinRequest ANYTHING =
      new JoinRequest(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          100,
          NOW,
          Optional.empty(),
          Optional.empty());

  private static final JoinReplyWriter.Own GUEST =
      new JoinReplyWriter.Own(Optional.empty(), Optional.empty(), List.of());

  private static JsonNode me(long mutedUntilAt) throws Exception {
    Entered entered =
        EmptyTopic.named("room:test", NOW).entered(new Standing(Rank.GUEST, mutedUntilAt));
    byte[] reply = new JoinReplyWriter(entered, GUEST).response(ANYTHING, 0, NOW);
    return new ObjectMapper().readTree(reply).path("me");
  }

  @Test
  void tells_until_when_one_is_muted() throws Exception {
    assertEquals(NOW + 1, me(NOW + 1).path("muted_until_at").asLong());
  }

  @Test
  void never_tells_of_a_mute_that_is_over() throws Exception {
    assertTrue(me(0).path("muted_until_at").isMissingNode());
    assertTrue(me(NOW).path("muted_until_at").isMissingNode());
  }
}
