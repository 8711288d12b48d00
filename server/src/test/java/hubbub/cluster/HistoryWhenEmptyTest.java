package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Actor;
import hubbub.topic.Command;
import hubbub.topic.Event;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.Registration;
import hubbub.topic.TopicName;
import hubbub.topic.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Registered topics that keep their history while nobody is in them, and programs that speak
/// there.
class HistoryWhenEmptyTest {
  private final SlowStore store = new SlowStore();
  @AutoClose private final OneNode node = nodeOf(store);

  private static OneNode nodeOf(SlowStore store) {
    return new OneNode(store, OneNode.LINGER_MILLIS, "room", OneNode.KEEPING);
  }

  private TopicName registered(String kind) {
    TopicName topic = node.newTopic(kind);
    store.register(topic, new Registration(TopicSettings.DEFAULT, 7, 1_000, "ann"));
    return topic;
  }

  private static Outcome programAsks(OneNode node, TopicName topic, Command command) {
    Actor.Key key = new Actor.Key("scores", Rank.GUEST, Optional.empty());
    return node.cluster()
        .send(topic, key, command)
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private Outcome programSays(TopicName topic, String body) {
    return programAsks(node, topic, Seat.say(body));
  }

  private static Reason reason(Outcome outcome) {
    return assertInstanceOf(Outcome.Refused.class, outcome).refusal().reason();
  }

  private static List<String> historySeenBy(Seat seat) {
    return seat.awaitJoined().ear().joined().entered().history().stream()
        .map(change -> ((Event.Message) change.event()).body())
        .toList();
  }

  private void goes(Seat seat) {
    seat.attachment().leave(Command.How.LEFT);
    await().until(() -> seat.ear().has(Ear.Heard.Ended.class));
  }

  @Nested
  class A_message_by_a_program {
    @Test
    void is_there_for_whoever_joins_a_registered_topic_later() {
      TopicName topic = registered(OneNode.KEEPING);
      assertInstanceOf(Outcome.Sent.class, programSays(topic, "one"));
      assertInstanceOf(Outcome.Sent.class, programSays(topic, "two"));
      assertEquals(List.of("one", "two"), historySeenBy(node.join(topic)));
      assertEquals(1, store.asked.stream().filter("registration"::equals).count());
    }

    @Test
    void finds_no_topic_of_a_kind_that_keeps_nothing_or_one_that_is_not_registered() {
      assertEquals(Reason.NO_SUCH_TOPIC, reason(programSays(registered("room"), "one")));
      TopicName passing = node.newTopic(OneNode.KEEPING);
      assertEquals(Reason.NO_SUCH_TOPIC, reason(programSays(passing, "one")));
      await().until(() -> node.cluster().topics() == 0);
    }

    @Test
    void that_is_refused_brings_nothing_to_life() {
      TopicName topic = registered(OneNode.KEEPING);
      assertEquals(Reason.TOO_LONG, reason(programSays(topic, "x".repeat(5_000))));
      await().until(() -> node.cluster().topics() == 0);
    }

    @Test
    void is_refused_for_now_while_the_store_is_down() {
      TopicName topic = registered(OneNode.KEEPING);
      store.goDown(true);
      assertEquals(Reason.UNAVAILABLE, reason(programSays(topic, "one")));
      store.goDown(false);
      assertInstanceOf(Outcome.Sent.class, programSays(topic, "one"));
    }
  }

  @Test
  void other_commands_find_no_topic_until_something_was_said() {
    TopicName topic = registered(OneNode.KEEPING);
    Command slow = new Command.SetSlow(1_000, OptionalLong.empty());
    Actor.Server server = new Actor.Server("test");
    assertEquals(
        Reason.NO_SUCH_TOPIC,
        reason(node.cluster().send(topic, server, slow).toCompletableFuture().join()));
    programSays(topic, "one");
    assertEquals(Outcome.OK, node.cluster().send(topic, server, slow).toCompletableFuture().join());
  }

  @Test
  void what_was_said_is_still_there_when_everybody_has_left_and_somebody_comes_back() {
    TopicName topic = registered(OneNode.KEEPING);
    Seat ann = node.join(topic).awaitJoined();
    ann.say(1, "bye");
    await().until(() -> ann.ear().has(Ear.Heard.Answered.class));
    goes(ann);
    assertEquals(List.of("bye"), historySeenBy(node.join(topic)));
  }

  @Nested
  class Over_a_restart {
    @AutoClose private final OneNode next = nodeOf(store);

    private void restarts() {
      List<SavedTopic> saved = Collections.synchronizedList(new ArrayList<>());
      node.cluster().save(saved::add).toCompletableFuture().join();
      saved.forEach(
          it -> next.cluster().takeOver(new LeftTopic(it.image().name(), () -> Optional.of(it))));
      next.cluster().resume();
    }

    @Test
    void what_a_program_said_is_still_there() {
      TopicName topic = registered(OneNode.KEEPING);
      programSays(topic, "one");
      restarts();
      assertInstanceOf(Outcome.Sent.class, programAsks(next, topic, Seat.say("two")));
      assertEquals(List.of("one", "two"), historySeenBy(next.join(topic)));
    }

    @Test
    void what_was_said_outlasts_those_who_do_not_come_back() {
      TopicName topic = registered(OneNode.KEEPING);
      Seat ann = node.join(topic).awaitJoined();
      ann.say(1, "one");
      await().until(() -> ann.ear().has(Ear.Heard.Answered.class));
      restarts();
      next.pass(Duration.ofSeconds(10));
      await()
          .until(
              () -> next.cluster().snapshot(topic).filter(view -> view.members() == 0).isPresent());
      assertEquals(1, next.cluster().topics());
      assertEquals(List.of("one"), historySeenBy(next.join(topic)));
    }
  }
}
