package hubbub.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hubbub.topic.Epoch;
import hubbub.topic.Feed;
import hubbub.topic.KindSettings;
import hubbub.topic.Member;
import hubbub.topic.MemberId;
import hubbub.topic.MembershipId;
import hubbub.topic.Rank;
import hubbub.topic.Snapshot;
import hubbub.topic.Standing;
import hubbub.topic.Subscriber.Entered;
import hubbub.topic.TopicName;
import hubbub.topic.TopicState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinReplyTest {
  private static final long NOW = 1_000_000;

  private static JsonNode me(long mutedUntilAt) throws Exception {
    Snapshot topic =
        TopicState.born(
                new TopicName("room:test"),
                new Epoch("first"),
                KindSettings.DEFAULT,
                (name, seq, at, event) -> new byte[0],
                NOW)
            .snapshot();
    Member me = new Member(new MemberId("ann"), "ann", Rank.GUEST, NOW);
    Entered entered =
        new Entered(
            new Empty(topic),
            topic,
            me,
            new Standing(Rank.GUEST, mutedUntilAt),
            List.of(),
            List.of());
    JoinRequest request = JoinRequest.read(JsonNodeFactory.instance.objectNode());
    byte[] reply = new JoinReply(entered, Optional.empty()).response(request, 0, NOW);
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

  /// A log that has nothing.
  private record Empty(Snapshot snapshot) implements Feed {
    @Override
    public long head() {
      return 0;
    }

    @Override
    public Optional<List<Frame>> since(long seq, long end) {
      return Optional.empty();
    }

    @Override
    public PresenceState presence(MembershipId own) {
      return new PresenceState(new byte[0], Optional.empty());
    }

    @Override
    public void watch(Runnable woken) {}

    @Override
    public void unwatch(Runnable woken) {}
  }
}
