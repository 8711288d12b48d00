package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Change;
import hubbub.topic.Command;
import hubbub.topic.Ending;
import hubbub.topic.Event;
import hubbub.topic.Outcome;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What a bug in a topic costs, and whom.
class BugTest {
  private static final String BUG = "bug";
  private static OneNode node;

  @BeforeAll
  static void start() {
    node = new OneNode();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @AfterEach
  void repair() {
    node.whenEncoding(_ -> {});
    node.whenOpening(_ -> {});
    node.breakClock(false);
  }

  /// A message that says `bug` can't be encoded.
  private static void breakMessages() {
    node.whenEncoding(event -> {
      if (event instanceof Event.Message message && message.body().equals(BUG)) {
        throw new IllegalStateException("a bug, as this test wants it");
      }
    });
  }

  /// A tombstone can't be encoded: a bug while a change is applied.
  private static void breakTombstones() {
    node.whenEncoding(event -> {
      if (event instanceof Event.Message message && message.deleted()) {
        throw new IllegalStateException("a bug, as this test wants it");
      }
    });
  }

  private static Outcome outcome(Seat seat, long number) {
    await().until(() -> seat.ear().all(Heard.Answered.class).anyMatch(it -> it.number() == number));
    return seat.ear()
        .all(Heard.Answered.class)
        .filter(it -> it.number() == number)
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  private static Reason refusal(Seat seat, long number) {
    return ((Outcome.Refused) outcome(seat, number)).refusal().reason();
  }

  private static Reason refusal(Seat joiner) {
    await().until(() -> joiner.ear().has(Heard.Refused.class));
    return joiner.ear().all(Heard.Refused.class).findFirst().orElseThrow().refusal().reason();
  }

  private static Ending ending(Seat seat) {
    await().until(() -> seat.ear().has(Heard.Ended.class));
    return seat.ear().all(Heard.Ended.class).findFirst().orElseThrow().ending();
  }

  private static void crash(TopicName topic) {
    Seat victim = node.join(topic).awaitJoined();
    victim.say(1, "x");
    Outcome.Sent sent = (Outcome.Sent) outcome(victim, 1);
    victim.send(2, new Command.Delete(sent.id()));
    assertEquals(new Ending.Crashed(), ending(victim));
  }

  @Nested
  class The_first {
    @Test
    void costs_its_command_alone() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      Seat other = node.join(topic).awaitJoined();
      seat.say(1, "before");
      assertTrue(outcome(seat, 1) instanceof Outcome.Sent);
      breakMessages();

      seat.say(2, BUG);
      seat.say(3, "after");
      other.say(1, "me too");

      assertEquals(Reason.INTERNAL, refusal(seat, 2));
      long before = ((Outcome.Sent) outcome(seat, 1)).seq();
      long after = ((Outcome.Sent) outcome(seat, 3)).seq();
      long others = ((Outcome.Sent) outcome(other, 1)).seq();
      assertEquals(2 * before + 3, after + others);
      assertFalse(seat.ear().has(Heard.Ended.class));
      assertFalse(other.ear().has(Heard.Ended.class));
      assertEquals(3, node.log(topic).told(0).stream().filter(BugTest::isMessage).count());
    }

    @Test
    void leaves_nothing_of_a_decision_that_it_met_half_way() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      Seat other = node.join(topic).awaitJoined();
      other.say(1, "here to stay");
      outcome(other, 1);
      node.whenEncoding(event -> {
        if (event instanceof Event.MemberKicked) {
          throw new IllegalStateException("a bug, as this test wants it");
        }
      });

      seat.send(1, new Command.Kick(other.member(), Optional.empty(), OptionalLong.empty(), true));
      seat.send(2, new Command.History(Long.MAX_VALUE, 10));

      assertEquals(Reason.INTERNAL, refusal(seat, 1));
      assertEquals(1, ((Outcome.Messages) outcome(seat, 2)).messages().size());
      assertFalse(other.ear().has(Heard.Ended.class));
      assertEquals(1, node.log(topic).told(0).size());
    }

    @Test
    void begins_a_new_reign_of_which_members_are_told() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      breakMessages();

      seat.say(1, BUG);
      seat.say(2, "after");
      outcome(seat, 2);

      Seat late = node.join(topic).awaitJoined();
      var entered = late.ear().joined().entered();
      assertEquals(2, entered.reigns().size());
      String told =
          node.log(topic).from(0).stream()
              .map(it -> new String(it.frame(), StandardCharsets.UTF_8))
              .filter(it -> it.startsWith("epoch "))
              .findFirst()
              .orElseThrow();
      assertEquals(
          "epoch " + entered.snapshot().epoch() + " after " + entered.reigns().get(0).lastSeq(),
          told);
    }

    @Test
    void of_a_member_that_speaks_elsewhere_is_noticed_nowhere_else() {
      Seat elsewhere = node.join(node.newTopic()).awaitJoined();
      Seat seat = node.join(node.newTopic()).awaitJoined();
      breakMessages();

      seat.say(1, BUG);
      elsewhere.say(1, "here all is well");

      assertEquals(Reason.INTERNAL, refusal(seat, 1));
      assertTrue(outcome(elsewhere, 1) instanceof Outcome.Sent);
    }
  }

  private static boolean isMessage(Change change) {
    return change.event() instanceof Event.Message;
  }

  @Nested
  class A_second_soon_after {
    @Test
    void ends_all_memberships_and_the_state() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      Seat other = node.join(topic).awaitJoined();
      breakMessages();

      seat.say(1, BUG);
      assertEquals(Reason.INTERNAL, refusal(seat, 1));
      seat.say(2, BUG);

      assertEquals(Reason.INTERNAL, refusal(seat, 2));
      assertEquals(new Ending.Crashed(), ending(seat));
      assertEquals(new Ending.Crashed(), ending(other));
      Seat back = node.join(topic).awaitJoined();
      assertEquals(0, back.ear().joined().entered().snapshot().seq());
      assertNotEquals(
          seat.ear().joined().entered().snapshot().epoch(),
          back.ear().joined().entered().snapshot().epoch());
    }

    @Test
    void long_after_is_a_first_again() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      breakMessages();

      seat.say(1, BUG);
      assertEquals(Reason.INTERNAL, refusal(seat, 1));
      node.pass(Duration.ofSeconds(11));
      seat.say(2, BUG);
      seat.say(3, "still here");

      assertEquals(Reason.INTERNAL, refusal(seat, 2));
      assertTrue(outcome(seat, 3) instanceof Outcome.Sent);
    }
  }

  @Nested
  class While_a_change_is_applied {
    @Test
    void loses_the_state_at_once() {
      TopicName topic = node.newTopic();
      breakTombstones();
      crash(topic);

      Seat back = node.join(topic).awaitJoined();

      assertEquals(1, back.ear().joined().entered().snapshot().members());
    }

    @Test
    void more_than_three_times_a_minute_keeps_everybody_out_for_a_while() {
      TopicName topic = node.newTopic();
      breakTombstones();
      for (int i = 0; i < 4; i++) {
        crash(topic);
      }

      Seat refused = node.join(topic);
      Seat elsewhere = node.join(node.newTopic());

      assertEquals(Reason.UNAVAILABLE, refusal(refused));
      elsewhere.awaitJoined();
      node.pass(Duration.ofSeconds(31));
      node.join(topic).awaitJoined();
    }
  }

  @Nested
  class In_a_join {
    @Test
    void refuses_it_as_crashed() {
      TopicName topic = node.newTopic();
      node.breakClock(true);

      Seat seat = node.join(topic);

      assertEquals(Reason.JOIN_CRASHED, refusal(seat));
      await().until(() -> node.cluster().snapshot(topic).isEmpty());
    }
  }

  @Nested
  class Of_an_extension {
    @Test
    void in_a_command_costs_that_alone() {
      Seat seat = node.join(node.newTopic("buggy")).awaitJoined();

      seat.send(1, new Command.Custom("dance", "{}"));
      seat.say(2, "and on");

      assertEquals(Reason.INTERNAL, refusal(seat, 1));
      assertTrue(outcome(seat, 2) instanceof Outcome.Sent);
      assertFalse(seat.ear().has(Heard.Ended.class));
    }

    @Test
    void in_a_join_keeps_that_one_out_alone() {
      TopicName topic = node.newTopic("buggy");
      Seat seat = node.join(topic).awaitJoined();

      Seat clumsy = node.join(topic, "clumsy", new Ear());
      Seat other = node.join(topic);

      assertEquals(Reason.JOIN_CRASHED, refusal(clumsy));
      other.awaitJoined();
      assertFalse(seat.ear().has(Heard.Ended.class));
      assertEquals(Optional.of(2), node.cluster().snapshot(topic).map(it -> it.members()));
    }
  }

  @Nested
  class Of_a_replica {
    @Test
    void refuses_the_joins_that_wait_for_it() {
      TopicName topic = node.newTopic();
      node.whenOpening(_ -> {
        throw new IllegalStateException("a bug, as this test wants it");
      });

      Seat seat = node.join(topic);

      assertEquals(Reason.JOIN_CRASHED, refusal(seat));
      await().until(() -> node.cluster().snapshot(topic).isEmpty());
      node.whenOpening(_ -> {});
      node.join(topic).awaitJoined();
    }

    @Test
    void ends_its_memberships_and_leaves_none_in_the_state() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      seat.say(1, "a");
      outcome(seat, 1);
      node.log(topic).breakAppends();

      seat.say(2, "b");

      assertEquals(new Ending.Crashed(), ending(seat));
      Seat back = node.join(topic).awaitJoined();
      assertEquals(1, back.ear().joined().entered().snapshot().members());
    }
  }

  @Nested
  class Of_a_subscriber {
    @Test
    void costs_its_own_membership_alone() {
      TopicName topic = node.newTopic();
      Seat other = node.join(topic).awaitJoined();
      Seat seat =
          node.join(
              topic,
              "hank",
              new Ear() {
                @Override
                public void answered(long number, Outcome outcome, long after) {
                  throw new IllegalStateException("a bug, as this test wants it");
                }
              });
      seat.awaitJoined();

      seat.say(1, "hello");

      await().until(() -> node.log(topic).present().size() == 1);
      other.say(1, "and I?");
      assertTrue(outcome(other, 1) instanceof Outcome.Sent);
    }
  }
}
