package hubbub.cluster;

import static hubbub.cluster.OneNode.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import hubbub.cluster.Ear.Heard;
import hubbub.cluster.OneNode.Seat;
import hubbub.topic.Command;
import hubbub.topic.Event;
import hubbub.topic.Outcome;
import hubbub.topic.Rank;
import hubbub.topic.Reason;
import hubbub.topic.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// How a replica finds its owner when attach requests are lost, duplicated or delayed.
class AttachTest {
  @AutoClose private final OneNode node = new OneNode();

  @Test
  void tries_again_when_it_gets_lost() {
    AtomicInteger attempts = new AtomicInteger();
    node.whenAttaching(go -> {
      if (attempts.incrementAndGet() > 2) {
        go.run();
      }
    });

    node.join(node.newTopic()).awaitJoined();

    assertEquals(3, attempts.get());
  }

  @Test
  void is_the_same_when_it_comes_twice() {
    node.whenAttaching(go -> {
      go.run();
      go.run();
    });
    TopicName topic = node.newTopic();

    Seat seat = node.join(topic).awaitJoined();
    seat.say(1, "hello");
    await().until(() -> seat.ear().has(Heard.Answered.class));
    seat.attachment().leave(Command.How.LEFT);

    await().until(() -> node.cluster().topics() == 0);
    assertEquals(1, seat.ear().all(Heard.Joined.class).count());
  }

  @Test
  void leaves_no_topic_behind_when_it_comes_too_late() {
    List<Runnable> late = new CopyOnWriteArrayList<>();
    AtomicInteger attempts = new AtomicInteger();
    node.whenAttaching(go -> {
      if (attempts.incrementAndGet() == 2) {
        late.add(go);
      } else if (attempts.get() > 2) {
        go.run();
      }
    });
    TopicName topic = node.newTopic();
    Seat first = node.join(topic).awaitJoined();
    first.attachment().leave(Command.How.LEFT);
    await().until(() -> node.cluster().topics() == 0);
    String dead = first.ear().joined().entered().snapshot().epoch().value();

    await().until(() -> node.cluster().counters().owners() == 0);

    late.forEach(Runnable::run);

    node.awaitHome(topic);
    assertEquals(0, node.cluster().counters().owners());
    Seat next = node.join(topic).awaitJoined();
    assertNotEquals(dead, next.ear().joined().entered().snapshot().epoch().value());
    next.attachment().leave(Command.How.LEFT);
  }

  @Nested
  class Meanwhile {
    /// A topic whose owner ended because of a bug outside any command (quiet mode can't end), and
    /// whose replica can't reach the next owner until `go` is run.
    private record Cut(TopicName topic, Seat seat, List<Runnable> go) {}

    private Cut cut() {
      TopicName topic = node.newTopic();
      Seat seat = node.join(topic).awaitJoined();
      List<Runnable> go = new CopyOnWriteArrayList<>();
      node.whenAttaching(go::add);
      AtomicBoolean isToThrow = new AtomicBoolean(true);
      node.whenEncoding(event -> {
        boolean isEnd = event instanceof Event.QuietChanged changed && changed.by().isEmpty();
        if (isEnd && isToThrow.getAndSet(false)) {
          throw new IllegalStateException("a bug, as this test wants it");
        }
      });
      seat.send(1, new Command.SetQuiet(Optional.of(Rank.GUEST), OptionalLong.of(20)));
      await().until(() -> !go.isEmpty());
      return new Cut(topic, seat, go);
    }

    @Test
    void commands_wait_and_are_done_in_order() {
      Cut cut = cut();
      for (int i = 2; i < 12; i++) {
        cut.seat().say(i, "number " + i);
      }
      Seat joiner = node.join(cut.topic());

      cut.go().getFirst().run();

      joiner.awaitJoined();
      await().until(() -> cut.seat().ear().all(Heard.Answered.class).count() == 11);
      List<String> said = new ArrayList<>();
      for (var change : node.log(cut.topic()).told(0)) {
        if (change.event() instanceof Event.Message message) {
          said.add(message.body());
        }
      }
      assertEquals("number 2", said.getFirst());
      assertEquals("number 11", said.getLast());
      assertEquals(10, said.size());
    }

    @Test
    void reads_are_answered() {
      Cut cut = cut();

      cut.seat().send(2, new Command.Roster(Optional.empty(), 10));

      await().until(() -> cut.seat().ear().all(Heard.Answered.class).count() == 2);
      cut.go().getFirst().run();
    }

    @Test
    void more_than_32_commands_of_one_are_refused() {
      Cut cut = cut();
      for (int i = 2; i <= 34; i++) {
        cut.seat().say(i, "number " + i);
      }

      await().until(() -> cut.seat().ear().all(Heard.Answered.class).count() == 2);
      Heard.Answered refused = cut.seat().ear().all(Heard.Answered.class).toList().getLast();
      assertEquals(34, refused.number());
      assertEquals(Reason.OVERLOADED, ((Outcome.Refused) refused.outcome()).refusal().reason());
      cut.go().getFirst().run();
    }

    @Test
    void a_member_who_leaves_is_gone_for_the_next_owner_too() {
      Cut cut = cut();
      Seat hasty = node.join(cut.topic());

      hasty.attachment().leave(Command.How.LEFT);
      cut.seat().attachment().leave(Command.How.LEFT);
      cut.go().getFirst().run();

      await().until(() -> hasty.ear().has(Heard.Ended.class));
      await().until(() -> cut.seat().ear().has(Heard.Ended.class));
      await().until(() -> node.cluster().topics() == 0);
    }
  }

  @Nested
  class Gate {
    @Test
    void lets_so_many_in_and_then_one_for_each_that_leaves() {
      AttachGate gate = new AttachGate(2);
      List<Integer> in = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int number = i;
        gate.enter(0, () -> in.add(number));
      }
      assertEquals(List.of(0, 1), in);

      gate.leave(0);
      assertEquals(List.of(0, 1, 2), in);
      gate.leave(0);
      gate.leave(0);
      gate.leave(0);

      assertEquals(List.of(0, 1, 2, 3), in);
      assertEquals(0, gate.taken());
    }

    @Test
    void lets_no_shard_wait_for_another() {
      AttachGate gate = new AttachGate(1);
      List<Integer> in = new ArrayList<>();
      for (int shard : List.of(0, 0, 1)) {
        gate.enter(shard, () -> in.add(shard));
      }
      assertEquals(List.of(0, 1), in);
    }
  }
}
