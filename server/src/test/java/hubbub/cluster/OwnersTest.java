package hubbub.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Command;
import hubbub.topic.TopicName;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The owners of a shard: topics whose names fall into the same shard live side by side.
class OwnersTest {
  @AutoClose private final OneNode node = new OneNode();

  private TopicName sibling(TopicName topic) {
    TopicName other = node.newTopic();
    while (Shards.of(other) != Shards.of(topic)) {
      other = node.newTopic();
    }
    return other;
  }

  private static String epoch(Seat seat) {
    return seat.ear().joined().entered().snapshot().epoch().value();
  }

  @Test
  void of_one_shard_know_nothing_of_each_other() {
    TopicName topic = node.newTopic();
    Seat one = node.join(sibling(topic)).awaitJoined();
    Seat other = node.join(topic).awaitJoined();
    assertEquals(2, node.cluster().counters().owners());

    one.attachment().leave(Command.How.LEFT);

    OneNode.await().until(() -> node.cluster().counters().owners() == 1);
    assertEquals(epoch(other), epoch(node.join(topic).awaitJoined()));
  }

  @Test
  void have_a_topic_that_is_born_again_born_later_even_if_the_clock_was_set_back() {
    TopicName topic = node.newTopic();
    Seat first = node.join(topic).awaitJoined();
    first.attachment().leave(Command.How.LEFT);
    OneNode.await().until(() -> node.cluster().counters().owners() == 0);
    node.pass(Duration.ofHours(-1));

    Seat second = node.join(topic).awaitJoined();

    assertTrue(bornAt(second) > bornAt(first));
  }

  private static long bornAt(Seat seat) {
    return seat.ear().joined().entered().snapshot().bornAt();
  }

  @Test
  void follow_each_other_when_a_topic_is_born_again() {
    TopicName topic = node.newTopic();
    Seat first = node.join(topic).awaitJoined();
    first.attachment().leave(Command.How.LEFT);
    OneNode.await().until(() -> node.cluster().counters().owners() == 0);

    Seat second = node.join(topic).awaitJoined();

    assertNotEquals(epoch(first), epoch(second));
  }
}
