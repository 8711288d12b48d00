package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.TopicName;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A topic that nobody attaches to for a while is not idle: what is said there goes by direct
/// reference.
class PassivationTest {
  private static final String STRATEGY = "pekko.cluster.sharding.passivation.strategy";
  private static final String IDLE =
      "pekko.cluster.sharding.passivation.default-idle-strategy.idle-entity.timeout";

  /// How many reigns a topic has seen after a while of talk, much longer than it takes to count as
  /// idle.
  private static int reigns(Map<String, Object> pekko) {
    try (OneNode node = new OneNode(pekko)) {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      long until = System.nanoTime() + 1_500_000_000L;
      long number = 0;
      while (System.nanoTime() < until) {
        long next = ++number;
        seat.say(next, "message " + next);
        await().until(() -> seat.ear().all(Heard.Answered.class).count() == next);
      }
      return node.join(topic).awaitJoined().ear().joined().entered().reigns().size();
    }
  }

  @Test
  void leaves_a_busy_topic_its_reign() {
    assertEquals(1, reigns(Map.of(IDLE, "200ms")));
  }

  @Test
  void would_cost_it_its_owner_again_and_again() {
    assertTrue(reigns(Map.of(IDLE, "200ms", STRATEGY, "default-idle-strategy")) > 1);
  }

  @Test
  void is_switched_off() {
    assertEquals("none", NodeConfig.of(ClusterSettings.Network.LONE, Map.of()).getString(STRATEGY));
  }
}
