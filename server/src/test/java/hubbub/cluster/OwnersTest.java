package hubbub.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Command;
import hubbub.topic.Registration;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The owners of a shard: topics whose names fall into the same shard live side by side.
class OwnersTest {
  private static final Registration REGISTRATION =
      new Registration(TopicSettings.DEFAULT, 1, 1_000, "ann");

  @AutoClose private final OneNode node = new OneNode();

  private List<TopicName> siblings(int count) {
    TopicName first = node.newTopic();
    return Stream.iterate(first, this::sibling).limit(count).toList();
  }

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

  void ask_the_store_about_few_topics_at_once_and_let_all_in() {
    SlowStore store = new SlowStore();
    try (OneNode stored = new OneNode(store, OneNode.LINGER_MILLIS, "room")) {
      List<TopicName> topics = siblings(6);
      topics.forEach(it -> store.register(it, REGISTRATION));
      store.hold("registration");
      List<Seat> all = topics.stream().map(stored::join).toList();
      stored.settle(topics.getFirst());

      assertEquals(Owners.MOST_LOADING, store.asked.size());
      store.release();
      all.forEach(Seat::awaitJoined);
    }
  }

  @Test
  void keep_nobody_out_of_other_topics_while_many_wait_for_the_store() {
    List<TopicName> topics = siblings(40);
    topics.forEach(it -> node.join(it).awaitJoined());
    List<SavedTopic> saved = Collections.synchronizedList(new ArrayList<>());
    node.cluster().save(saved::add).toCompletableFuture().join();
    SlowStore store = new SlowStore();
    topics.forEach(it -> store.register(it, REGISTRATION));
    store.goDown(true);
    try (OneNode next = new OneNode(store, OneNode.LINGER_MILLIS, "room")) {
      saved.forEach(
          it -> next.cluster().takeOver(new LeftTopic(it.image().name(), () -> Optional.of(it))));
      next.cluster().resume();

      next.join(sibling(topics.getFirst())).awaitJoined();
      assertEquals(41, next.cluster().topics());
    }
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
