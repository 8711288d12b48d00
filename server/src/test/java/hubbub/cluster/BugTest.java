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
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a bug in a topic costs, and who pays.
class BugTest {
  private static final String BUG = "bug";
  @AutoClose private static final OneNode node = new OneNode();

  @AfterEach
  void repair() {
    node.whenEncoding(_ -> {});
    node.whenOpening(_ -> {});
    node.breakClock(false);
  }

  /// Messages that say `bug` can't be encoded.
  private static void breakMessages() {
    node.whenEncoding(event -> {
      if (event instanceof Event.Message message && message.body().equals(BUG)) {
        throw new IllegalStateException("a bug, as this test wants it");
      }
    });
  }

  /// Tombstones can't be encoded: a bug while a change is being applied.
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
  class In_a_command {
    @Test
    void costs_only_that_command() {
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
    void costs_no_more_however_often_it_comes() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      Seat other = node.join(topic).awaitJoined();
      breakMessages();

      for (int i = 1; i <= 20; i++) {
        seat.say(i, BUG);
        assertEquals(Reason.INTERNAL, refusal(seat, i));
      }
      other.say(1, "still here");

      assertEquals(1, ((Outcome.Sent) outcome(other, 1)).seq());
      assertEquals(1, other.ear().joined().entered().reigns().size());
      assertFalse(seat.ear().has(Heard.Ended.class));
    }

    @Test
    void leaves_nothing_of_a_decision_that_it_interrupted() {
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
    void of_one_topic_is_not_noticed_in_another() {
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

  /// Bugs outside any command: quiet mode can't end.
  @Nested
  class Without_a_sender {
    private void breakExpiry(int times) {
      AtomicInteger left = new AtomicInteger(times);
      node.whenEncoding(event -> {
        boolean isEnd = event instanceof Event.QuietChanged changed && changed.by().isEmpty();
        if (isEnd && left.getAndDecrement() > 0) {
          throw new IllegalStateException("a bug, as this test wants it");
        }
      });
    }

    private static void beginQuiet(Seat seat, long number) {
      seat.send(number, new Command.SetQuiet(Optional.of(Rank.GUEST), OptionalLong.of(20)));
      assertEquals(Outcome.OK, outcome(seat, number));
    }

    private static List<String> reigns(TopicName topic) {
      return node.log(topic).from(0).stream()
          .map(it -> new String(it.frame(), StandardCharsets.UTF_8))
          .filter(it -> it.startsWith("epoch "))
          .toList();
    }

    @Test
    void the_first_begins_a_new_reign_of_which_members_are_told() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      breakExpiry(1);

      beginQuiet(seat, 1);
      await().until(() -> !reigns(topic).isEmpty());

      Seat late = node.join(topic).awaitJoined();
      var entered = late.ear().joined().entered();
      assertEquals(2, entered.reigns().size());
      assertEquals(
          "epoch " + entered.snapshot().epoch() + " after " + entered.reigns().get(0).lastSeq(),
          reigns(topic).getFirst());
      assertFalse(seat.ear().has(Heard.Ended.class));
    }

    @Test
    void a_second_soon_after_ends_all_memberships_and_the_state() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      Seat other = node.join(topic).awaitJoined();
      breakExpiry(2);

      beginQuiet(seat, 1);

      assertEquals(new Ending.Crashed(), ending(seat));
      assertEquals(new Ending.Crashed(), ending(other));
      Seat back = node.join(topic).awaitJoined();
      assertEquals(0, back.ear().joined().entered().snapshot().seq());
      assertNotEquals(
          seat.ear().joined().entered().snapshot().epoch(),
          back.ear().joined().entered().snapshot().epoch());
    }

    @Test
    void a_second_long_after_is_a_first_again() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();

      breakExpiry(1);
      beginQuiet(seat, 1);
      await().until(() -> reigns(topic).size() == 1);
      node.pass(Duration.ofSeconds(11));
      breakExpiry(1);
      beginQuiet(seat, 2);
      await().until(() -> reigns(topic).size() == 2);
      seat.say(3, "still here");

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
      assertEquals(0, back.ear().joined().entered().snapshot().seq());
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
    private static final Command DANCE = new Command.Custom("dance", "{}");

    private static long retryAfterMillis(Outcome outcome) {
      Object wait = ((Outcome.Refused) outcome).refusal().details().get("retry_after_ms");
      return (long) Objects.requireNonNull(wait);
    }

    @Test
    void in_a_command_costs_only_that_command() {
      Seat seat = node.join(node.newTopic("buggy")).awaitJoined();

      seat.send(1, DANCE);
      assertEquals(Reason.INTERNAL, refusal(seat, 1));
      seat.say(2, "and on");

      assertTrue(outcome(seat, 2) instanceof Outcome.Sent);
      assertFalse(seat.ear().has(Heard.Ended.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"recurse", "miss_a_class", "assert", "exhaust", "answer_nothing"})
    void may_be_of_any_sort(String word) {
      Seat seat = node.join(node.newTopic("buggy")).awaitJoined();

      seat.send(1, new Command.Custom(word, "{}"));
      assertEquals(Reason.INTERNAL, refusal(seat, 1));
      seat.say(2, "and on");

      assertTrue(outcome(seat, 2) instanceof Outcome.Sent);
      assertFalse(seat.ear().has(Heard.Ended.class));
    }

    @Test
    void makes_only_its_sender_wait_twice_as_long_each_time() {
      TopicName topic = node.newTopic("buggy");
      Seat seat = node.join(topic).awaitJoined();
      Seat other = node.join(topic).awaitJoined();

      seat.send(1, DANCE);
      assertEquals(1_000, retryAfterMillis(outcome(seat, 1)));
      seat.send(2, new Command.Custom("bow", "{}"));
      assertEquals(Reason.INTERNAL, refusal(seat, 2));
      assertTrue(retryAfterMillis(outcome(seat, 2)) <= 1_000);
      other.send(1, new Command.Custom("bow", "{}"));
      assertEquals(Outcome.OK, outcome(other, 1));

      node.pass(Duration.ofMillis(1_001));
      seat.send(3, new Command.Custom("bow", "{}"));
      assertEquals(Outcome.OK, outcome(seat, 3));
      seat.send(4, DANCE);
      assertEquals(2_000, retryAfterMillis(outcome(seat, 4)));
    }

    @Test
    void in_a_join_keeps_out_only_that_one() {
      TopicName topic = node.newTopic("buggy");
      Seat seat = node.join(topic).awaitJoined();

      Seat clumsy = node.join(topic, "clumsy", new Ear());
      Seat other = node.join(topic);

      assertEquals(Reason.JOIN_CRASHED, refusal(clumsy));
      other.awaitJoined();
      assertFalse(seat.ear().has(Heard.Ended.class));
      assertEquals(Optional.of(2), node.cluster().snapshot(topic).map(it -> it.members()));
    }

    @Test
    void in_the_first_join_of_all_leaves_no_topic_behind() {
      TopicName topic = node.newTopic("buggy");

      Seat clumsy = node.join(topic, "awkward", new Ear());

      assertEquals(Reason.JOIN_CRASHED, refusal(clumsy));
      await().until(() -> node.cluster().snapshot(topic).isEmpty());
      node.join(topic).awaitJoined();
    }

    @Test
    void on_removal_keeps_nobody_in() {
      TopicName topic = node.newTopic("buggy");
      Seat moderator = node.join(topic).awaitJoined();
      Seat seat = node.join(topic).awaitJoined();
      Seat guest = node.join(topic).awaitJoined();
      for (Seat holder : List.of(moderator, seat, guest)) {
        holder.send(1, new Command.Custom("hold", "{}"));
        assertEquals(Outcome.OK, outcome(holder, 1));
      }

      guest.attachment().leave(Command.How.LEFT);
      moderator.send(
          2, new Command.Kick(seat.member(), Optional.empty(), OptionalLong.empty(), false));

      assertEquals(new Ending.Left(), ending(guest));
      assertEquals(Outcome.OK, outcome(moderator, 2));
      assertTrue(ending(seat) instanceof Ending.Kicked);
      moderator.attachment().leave(Command.How.LEFT);
      assertEquals(new Ending.Left(), ending(moderator));
      await().until(() -> node.cluster().snapshot(topic).isEmpty());
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
    void costs_only_its_own_membership() {
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
